import type { Connection } from '../../endpoints/connection.ts';
import type { CloudflareBinding } from '../../settings/cloudflare-binding.ts';
import type { AccountRequest } from '../account-request.ts';
import type { CloudflareModelSource } from './cloudflare-model.ts';
import {
  type ModelRecord,
  readCatalogueRecord,
  readGatewayRecord,
  readSearchRecord,
} from './model-record.ts';

/** One list of models: where it is, and how one of its records is read. */
export interface ModelSource extends Pick<AccountRequest, 'host' | 'path' | 'permission'> {
  readonly name: CloudflareModelSource;
  /** As a sentence calls it. */
  readonly title: string;
  /** The member of an answer that is the list. */
  readonly member: string;
  /** How many models to ask for at once. @default one answer holds all of them */
  readonly perPage?: number;
  /** The list of a binding. */
  readonly bound?: (
    binding: CloudflareBinding,
    page: { readonly per_page: number; readonly page: number },
  ) => ReturnType<NonNullable<AccountRequest['bound']>>;
  readonly record: (raw: unknown) => ModelRecord | undefined;
}

const ofAccount = { host: 'api', permission: 'Workers AI > Read', member: 'result' } as const;

/** Where each says most about a model, in this order: what an earlier one says is not replaced by a later one. */
const restSources: readonly ModelSource[] = [
  // https://developers.cloudflare.com/api/resources/ai/subresources/models/methods/list/
  {
    ...ofAccount,
    name: 'workers-ai-search',
    title: 'the Workers AI model search',
    path: 'ai/models/search',
    perPage: 100,
    record: readSearchRecord,
  },
  // Not documented; models.dev reads it so (packages/core/src/sync/providers/cloudflare-ai-gateway.ts, 2026).
  {
    ...ofAccount,
    name: 'catalogue',
    title: 'the catalogue of the REST API',
    path: 'ai/catalog/models',
    perPage: 50,
    record: readCatalogueRecord,
  },
];

/** The unified endpoint's own list, all of it in one answer: `{ object: 'list', data }`. */
const gatewaySource: ModelSource = {
  name: 'gateway',
  title: 'the list of the gateway',
  host: 'gateway',
  path: 'compat/models',
  permission: 'AI Gateway > Read',
  member: 'data',
  record: readGatewayRecord,
};

/** What the binding lists: Workers AI. It takes the same paging as REST (workerd 1.20260426.1, 2026-04). */
const bindingSource: ModelSource = {
  ...ofAccount,
  name: 'binding',
  title: 'the list of the binding',
  path: 'ai-api/models/search',
  perPage: 100,
  bound: (binding, page) => binding.models?.(page),
  record: readSearchRecord,
};

/** The lists that the settings lead to, in the order of what they say. */
export function selectSources(
  { reachable, base, accountId }: Connection,
  gatewayId: string | null,
): readonly ModelSource[] {
  if (reachable.includes('binding')) return [bindingSource];
  // A custom domain names no account, so the account API is asked only where a setting does.
  const account = base?.form !== 'domain' || accountId !== undefined;
  const gateway = gatewayId !== null && (reachable.includes('compat') || reachable.includes('native'));
  return [...(account ? restSources : []), ...(gateway ? [gatewaySource] : [])];
}
