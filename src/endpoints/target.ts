import type { AzureSettings } from '../settings/connection-settings.ts';
import type { EndpointName } from '../settings/endpoint-name.ts';
import type { ModelReference } from '../upstreams/parse-model-id.ts';
import type { ModelKind } from '../upstreams/upstream.ts';
import { type Connection, gatewayBase, restBase } from './connection.ts';

/** The address of a request and the model's name there. */
export interface Target {
  readonly url: string;
  readonly model: string;
}

/** OpenAI's paths by kind, as the REST API and compat use them. */
const paths: { readonly [KIND in ModelKind]: string } = {
  chat: 'chat/completions',
  embeddings: 'embeddings',
};

/** Builds URL and model spelling of a call; each path segment stands in the URL once. */
export function buildTarget(options: {
  readonly connection: Connection;
  readonly endpoint: EndpointName;
  readonly reference: ModelReference;
  readonly kind: ModelKind;
  readonly gatewayId: string | null | undefined;
  readonly azure: AzureSettings | undefined;
}): Target {
  const { connection, endpoint, reference, kind, gatewayId, azure } = options;
  const { upstream, model } = reference;
  if (endpoint === 'native') {
    const { native } = upstream;
    const segment = typeof native?.segment === 'function' ? native.segment(model, azure) : native?.segment;
    const query = new URLSearchParams(native?.query?.(azure)).toString();
    const url = `${gatewayBase(connection, gatewayId ?? 'default')}/${segment}/${native?.paths[kind]}`;
    return { url: query === '' ? url : `${url}?${query}`, model };
  }
  const { prefix, spell } = upstream[endpoint] ?? { prefix: upstream.name };
  const spelled = spell?.(model) ?? model;
  const root =
    endpoint === 'rest' ? restBase(connection) : `${gatewayBase(connection, gatewayId ?? 'default')}/compat`;
  return { url: `${root}/${paths[kind]}`, model: prefix === '' ? spelled : `${prefix}/${spelled}` };
}
