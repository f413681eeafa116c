/** Shown until the first part arrives. The status element announces the state. */
export function Dots() {
  return (
    <p className="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </p>
  );
}
