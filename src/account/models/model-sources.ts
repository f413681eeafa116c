import type { Connection } from '../../endpoints/connection.ts';
import type { JSONRecord } from '../../json-values.ts';
import type { CloudflareBinding } from '../../settings/cloudflare-binding.ts';
import type { AccountRequest } from '../account-request.ts';
import type { CloudflareModelSource } from './cloudflare-model.ts';
import { type ReadFacts, readCatalogueRecord, readGatewayRecord, readSearchRecord } from './model-record.ts';

/** One list of models: its location, and how its records are read. */
export interface ModelSource extends Pick<AccountRequest, 'host' | 'path' | 'permission'> {
  readonly name: CloudflareModelSource;
  /** Its name within a sentence. */
  readonly title: string;
  /** The member of a response that holds the list. */
  readonly listMember: string;
  /** The page size. @default one response holds the whole list */
  readonly perPage?: number;
  /** The list of a binding. */
  readonly bound?: (binding: CloudflareBinding, page: number) => PromiseLike<unknown> | undefined;
  /** The member of a record that is its id. */
  readonly idMember: string;
  readonly facts: (raw: JSONRecord) => ReadFacts;
}

const ofAccount = { host: 'api', permission: 'Workers AI > Read', listMember: 'result' } as const;

/** Models of Workers AI in one response. */
const PER_PAGE = 100;

/** In the order of precedence: an earlier source has more detail, and a later one does not overwrite it. */
const restSources: readonly ModelSource[] = [
  // https://developers.cloudflare.com/api/resources/ai/subresources/models/methods/list/
  {
    ...ofAccount,
    name: 'workers-ai-search',
    title: 'the Workers AI model search',
    path: 'ai/models/search',
    perPage: PER_PAGE,
    idMember: 'name',
    facts: readSearchRecord,
  },
  // Undocumented; read as models.dev does (packages/core/src/sync/providers/cloudflare-ai-gateway.ts, 2026).
  {
    ...ofAccount,
    name: 'catalogue',
    title: 'the catalogue of the REST API',
    path: 'ai/catalog/models',
    perPage: 50,
    idMember: 'model_id',
    facts: readCatalogueRecord,
  },
];

/** The unified endpoint's own list, complete in one response: `{ object: 'list', data }`. */
const gatewaySource: ModelSource = {
  name: 'gateway',
  title: 'the list of the gateway',
  host: 'gateway',
  path: 'compat/models',
  permission: 'AI Gateway > Read',
  listMember: 'data',
  idMember: 'id',
  facts: readGatewayRecord,
};

/** The binding's list: Workers AI models, paged as over REST (workerd 1.20260426.1, 2026-04). */
const bindingSource: ModelSource = {
  ...ofAccount,
  name: 'binding',
  title: 'the list of the binding',
  path: 'ai-api/models/search',
  perPage: PER_PAGE,
  bound: (binding, page) => binding.models?.({ per_page: PER_PAGE, page }),
  idMember: 'name',
  facts: readSearchRecord,
};

/** The lists that are reachable with the settings, in the order of precedence. */
export function selectSources(
  { reachable, base, accountId }: Connection,
  gatewayId: string | null | undefined,
): readonly ModelSource[] {
  if (reachable.includes('binding')) return [bindingSource];
  // A custom domain names no account, so the account API is used only if a setting does.
  const account = base?.form !== 'domain' || accountId !== undefined;
  const gateway = gatewayId !== null && (reachable.includes('compat') || reachable.includes('native'));
  return [...(account ? restSources : []), ...(gateway ? [gatewaySource] : [])];
}
