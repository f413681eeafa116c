/** The one page that every search of the built-in model finds. */
export const source = { title: 'Example', url: 'https://example.com/source' } as const;
