/** A major of the AI SDK, and the names by which it and what fits it are imported here. */
export interface Major {
  readonly ai: number;
  readonly sdk: string;
  readonly entry: string;
  /** Added to the names of the vendors' packages. */
  readonly vendors: string;
}

const root = 'ai-sdk-provider-cloudflare';

/** The major that the pages are written for. */
export const newest: Major = { ai: 7, sdk: 'ai7', entry: `${root}/v4`, vendors: '-v4' };

export const older: readonly Major[] = [
  { ai: 6, sdk: 'ai6', entry: `${root}/v3`, vendors: '-v3' },
  { ai: 5, sdk: 'ai', entry: root, vendors: '' },
];

/** Code of a page with the imports of a major. */
export function forMajor(code: string, major: Major): string {
  return code.replace(/ from '([^']+)';/g, (_, name: string) => ` from '${nameOn(major, name)}';`);
}

function nameOn({ sdk, entry, vendors }: Major, name: string): string {
  if (name === 'ai') return sdk;
  if (name === newest.entry) return entry;
  return vendors === '' ? name : name.replace(/^@ai-sdk\/(.*)/, `$1${vendors}`);
}
