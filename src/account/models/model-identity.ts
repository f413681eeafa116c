import { bindingForms } from '../../endpoints/binding-form.ts';
import type { EndpointName } from '../../settings/connection-settings.ts';
import { type ModelReference, parseModelId } from '../../upstreams/parse-model-id.ts';
import { knownUpstream, upstreamOf } from '../../upstreams/registry.ts';
import type { ModelKind } from '../../upstreams/upstream.ts';
import type { CloudflareModelKind } from './cloudflare-model.ts';

/**
 * One id for all spellings of a model, in the form that `cloudflare()` takes: `workers-ai/@cf/…` and `@cf/…` are
 * one model, and so are dotted and dashed versions. The unified endpoint also lists `openai/openai/…`.
 */
export function canonicalId(listed: string): string {
  const segments = listed.split('/');
  const [prefix = '', second] = segments;
  const doubled = segments.length > 2 && prefix === second && knownUpstream(prefix) !== undefined;
  const id = doubled ? segments.slice(1).join('/') : listed;
  const slash = id.indexOf('/');
  if (slash <= 0) return id;
  const upstream = upstreamOf(id.slice(0, slash));
  const whole = upstream.cloudflare && id.startsWith('@');
  const model = whole ? id : id.slice(slash + 1);
  const spelled = upstream.rest?.spell?.(model) ?? model;
  const name = upstream.rest?.prefix ?? upstream.name;
  return name === '' ? spelled : `${name}/${spelled}`;
}

/** The endpoints that lead to a model; none where this package does not serve it. */
export function endpointsOf(id: string, kind: CloudflareModelKind): readonly EndpointName[] {
  if (kind !== 'chat' && kind !== 'embeddings') return [];
  const reference = parsed(id, kind);
  if (reference === undefined) return [];
  const { upstream } = reference;
  const prefixed = (['rest', 'compat'] as const).filter(
    name => upstream[name] !== undefined && (upstream[name].kinds ?? ['chat']).includes(kind),
  );
  return [
    ...prefixed,
    ...(upstream.native?.paths[kind] === undefined ? [] : (['native'] as const)),
    ...(bindingForms(upstream, kind).length === 0 ? [] : (['binding'] as const)),
  ];
}

/** An id that the provider itself refuses has no endpoint. */
function parsed(id: string, kind: ModelKind): ModelReference | undefined {
  try {
    return parseModelId(id, kind);
  } catch {
    return undefined;
  }
}
