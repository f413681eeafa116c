import { snakeKey } from '../../wire/fields.ts';
import { readDLPVerdict } from './dlp-verdict.ts';
import type { CloudflareProviderMetadata } from './provider-metadata.ts';

/** The members that travel in headers; the others are known here or stand in the body. */
type HeaderMetadata = Omit<
  CloudflareProviderMetadata,
  'endpoint' | 'gatewayId' | 'keySource' | 'customCost' | 'trace' | 'usage' | 'warnings'
>;

/** Every member has its row: a missing one is a compile error. */
type HeaderTable = {
  readonly [KEY in keyof Required<HeaderMetadata>]: {
    /** @default `cf-aig-` and the name of the member: `cf-aig-log-id` */
    readonly header?: string;
    /** @default the text */
    readonly parse?: (value: string) => HeaderMetadata[KEY] | undefined;
  };
};

/** @see https://developers.cloudflare.com/ai-gateway/ and the page named at each member of the type */
const headerTable: HeaderTable = {
  logId: {},
  requestId: {},
  eventId: {},
  cacheStatus: {},
  step: { parse: count },
  model: {},
  provider: {},
  runId: {},
  routedModel: {},
  routingReason: {},
  routingDecisionId: {},
  dlp: { parse: readDLPVerdict },
  rayId: { header: 'cf-ray' },
};

const rows = /* @__PURE__ */ Object.entries<HeaderTable[keyof HeaderTable]>(headerTable).map(
  ([key, { header = `cf-aig-${snakeKey(key).replaceAll('_', '-')}`, parse }]) => ({ key, header, parse }),
);

/** What the response headers report about a call; an absent header is an absent key. */
export function readGatewayMetadata(
  field: (name: string) => string | null | undefined,
): CloudflareProviderMetadata {
  const metadata: Record<string, unknown> = {};
  for (const { key, header, parse } of rows) {
    const value = field(header)?.trim() || undefined;
    const parsed = value && parse ? parse(value) : value;
    if (parsed !== undefined) metadata[key] = parsed;
  }
  return metadata;
}

function count(value: string): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
