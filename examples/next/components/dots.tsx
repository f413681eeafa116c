/** The only sign of waiting: shown until the first part of an answer arrives. The status element announces the state. */
export function Dots() {
  return (
    <p className="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </p>
  );
}
