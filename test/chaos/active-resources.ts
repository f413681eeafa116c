/** What keeps the process alive, by kind. Timers are counted by the clock: test runners have some of their own. */
export function activeResources(): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    if (name !== 'Timeout' && name !== 'Immediate') found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}
