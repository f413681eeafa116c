/** An account id that people recognise and nobody can use: `0123…cdef`. */
export function maskAccountId(accountId: string): string {
  return accountId.length >= 16 ? `${accountId.slice(0, 4)}…${accountId.slice(-4)}` : '…';
}

/**
 * A text with the account id masked, wherever it stands. The segment behind `/accounts/` is masked whatever it is:
 * people paste tokens there, and 7003 prints the path.
 * @see https://github.com/anomalyco/opencode/issues/23773
 */
export function maskAccount(text: string, accountId: string | undefined): string {
  const masked = text
    .replace(/(\/accounts\/)([^\s/?#"',]+)/g, (whole, path: string, id: string) =>
      /^[.…]+$/.test(id) ? whole : path + (/^[0-9a-f]{32}$/i.test(id) ? maskAccountId(id) : '[masked]'),
    )
    .replace(/(\/v1\/)([0-9a-f]{32})(?=\/)/gi, (_, path: string, id: string) => path + maskAccountId(id));
  return accountId ? masked.replaceAll(accountId, maskAccountId(accountId)) : masked;
}
