/** FNV-1a, 32 bits. */
export function fnv1a(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/**
 * What only the vendor that encrypts or signs it can verify: a text that proves it was made here, for this purpose and
 * from this content.
 */
export function seal(purpose: string, content: string): string {
  const digest = `${fnv1a(content).toString(16)}.${content.length}`;
  return btoa(`${purpose}.${digest}.${fnv1a(`${purpose}.${digest}`, 0x1234567).toString(16)}`);
}

/** Whether a seal was made here for this purpose, and from this content where that is still known. */
export function isSealed(sealed: unknown, purpose: string, content?: string): boolean {
  if (typeof sealed !== 'string') return false;
  if (content !== undefined) return sealed === seal(purpose, content);
  const [made, digest, length, proof] = opened(sealed).split('.');
  return made === purpose && proof === fnv1a(`${purpose}.${digest}.${length}`, 0x1234567).toString(16);
}

function opened(sealed: string): string {
  try {
    return atob(sealed);
  } catch {
    return '';
  }
}
