/** Where the SDK carries a thought signature back: as Google's packages name themselves, and as this one does. */
export const signatureKeys: readonly string[] = ['google', 'vertex', 'cloudflare'];
