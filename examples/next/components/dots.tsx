/** Nothing has come yet. The state is announced elsewhere. */
export function Dots() {
  return (
    <p className="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </p>
  );
}
