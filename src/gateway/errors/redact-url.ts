/** A URL without secrets: credentials before the host are cut, and those of the call replaced, encoded or not. */
export function redactURL(url: string, redact: (text: string) => string): string {
  const bare = redact(url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#@]*@/i, '$1'));
  const decoded = decode(bare);
  return redact(decoded) === decoded ? bare : redact(decoded);
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
