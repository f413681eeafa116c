import type { ProviderContext } from '../../request/provider-context.ts';
import type { Deadline } from '../deadline.ts';
import type { AccountPermission } from '../permission-hint.ts';
import { requestAccount } from '../request-account.ts';
import type { CloudflareModelSource } from './cloudflare-model.ts';
import type { ModelRecord } from './model-record.ts';
import { readCatalogueRecord } from './read-catalogue-record.ts';
import { readGatewayRecord } from './read-gateway-record.ts';
import { type ReadList, readPages } from './read-pages.ts';
import { readSearchRecord } from './read-search-record.ts';

/** Whom to ask, and through which gateway. */
export interface SourceCall {
  readonly provider: ProviderContext;
  readonly gatewayId: string | null;
  readonly abortSignal: AbortSignal;
  /** When a list has to be there, all pages of it. @default as long as the settings' limits let it take */
  readonly deadline: Deadline | undefined;
}

/** One list of models. */
export interface ModelSource {
  readonly name: CloudflareModelSource;
  /** As a sentence calls it. */
  readonly title: string;
  readonly read: (call: SourceCall) => Promise<ReadList>;
}

const isList = ({ result }: Readonly<Record<string, unknown>>): boolean => Array.isArray(result);

/** A list in pages below the account: where it is, and how one of its records is read. */
function accountList(
  title: string,
  path: string,
  perPage: number,
  record: (raw: unknown) => ModelRecord | undefined,
): ModelSource['read'] {
  const permission: AccountPermission = 'Workers AI > Read';
  return ({ provider, abortSignal, deadline }) => {
    const read = (page: number) => {
      const query = { per_page: String(perPage), page: String(page) };
      return requestAccount(provider, {
        host: 'api',
        path,
        query,
        permission,
        accepts: isList,
        bound: undefined,
        abortSignal,
        deadline,
      });
    };
    return readPages({ name: title, read, record });
  };
}

const searchTitle = 'the Workers AI model search';
const catalogueTitle = 'the catalogue of the REST API';
const gatewayTitle = 'the list of the gateway';
const bindingTitle = 'the list of the binding';

/** Where each says most about a model, in this order: what an earlier one says is not replaced by a later one. */
export const restSources: readonly ModelSource[] = [
  // https://developers.cloudflare.com/api/resources/ai/subresources/models/methods/list/
  {
    name: 'workers-ai-search',
    title: searchTitle,
    read: accountList(searchTitle, 'ai/models/search', 100, readSearchRecord),
  },
  // Not documented; models.dev reads it so (packages/core/src/sync/providers/cloudflare-ai-gateway.ts, 2026).
  {
    name: 'catalogue',
    title: catalogueTitle,
    read: accountList(catalogueTitle, 'ai/catalog/models', 50, readCatalogueRecord),
  },
];

/** The unified endpoint's own list, all of it in one answer: `{ object: 'list', data }`. */
export const gatewaySource: ModelSource = {
  name: 'gateway',
  title: gatewayTitle,
  read: ({ provider, gatewayId, abortSignal, deadline }) =>
    readPages({
      name: gatewayTitle,
      whole: true,
      read: async () => {
        const { data } = await requestAccount(provider, {
          host: 'gateway',
          path: 'compat/models',
          ...(gatewayId !== null && { gatewayId }),
          permission: 'AI Gateway > Read',
          accepts: ({ data }) => Array.isArray(data),
          bound: undefined,
          abortSignal,
          deadline,
        });
        return { result: data };
      },
      record: readGatewayRecord,
    }),
};

/** What the binding lists: Workers AI. It takes the same paging as REST (workerd 1.20260426.1, 2026-04). */
export const bindingSource: ModelSource = {
  name: 'binding',
  title: bindingTitle,
  read: ({ provider, abortSignal, deadline }) => {
    const perPage = 100;
    const read = (page: number) =>
      requestAccount(provider, {
        host: 'api',
        path: 'ai-api/models/search',
        permission: 'Workers AI > Read',
        accepts: isList,
        bound: binding => binding.models?.({ per_page: perPage, page }),
        abortSignal,
        deadline,
      });
    return readPages({ name: bindingTitle, read, record: readSearchRecord });
  },
};
