import type { CloudflareProviderMetadata } from '../gateway/metadata/provider-metadata.ts';
import { textOf } from '../json-values.ts';
import type { AnswerCall } from './answer-call.ts';
import type { AnswerRecord } from './answer-record.ts';

type AnsweredCall = Pick<AnswerCall, 'request' | 'exchange' | 'defaultLimit'> & {
  readonly record: Pick<AnswerRecord, 'keySource' | 'usage' | 'finishReason'> & {
    readonly warnings: readonly string[];
  };
};

/** `providerMetadata.cloudflare` of a result: what the headers, the route and the body report. */
export function resultMetadata({
  request,
  exchange,
  record: { keySource, usage, finishReason, warnings },
  defaultLimit,
}: AnsweredCall): CloudflareProviderMetadata {
  const { selection, gatewayId, customCost } = request.plan;
  // Assigned: a member that is added to what was spread takes a microsecond (Node 20.20, 2026-11).
  const metadata: CloudflareProviderMetadata = { endpoint: selection.endpoint };
  Object.assign(metadata, exchange.response?.metadata);
  if (typeof gatewayId === 'string') metadata.gatewayId = gatewayId;
  if (customCost !== undefined) metadata.customCost = customCost;
  if (keySource !== undefined) metadata.keySource = keySource;
  // Parsed from JSON, so it is JSON.
  if (usage !== undefined) metadata.usage = usage as NonNullable<typeof metadata.usage>;
  const all = [...warnings];
  const limit = finishReason === 'length' ? defaultLimit : undefined;
  if (limit !== undefined)
    all.push(`The response ended after ${limit} tokens, the default of this model. Set maxOutputTokens.`);
  if (all.length > 0) metadata.warnings = all;
  return metadata;
}

/** Our metadata next to the core's. The result is a fresh object, since the SDK writes to it. */
export function withMetadata<METADATA extends object>(
  existing: METADATA | undefined,
  metadata: CloudflareProviderMetadata,
): METADATA & { cloudflare: CloudflareProviderMetadata } {
  const own = (existing as { cloudflare?: object } | undefined)?.cloudflare;
  return Object.assign({}, existing as METADATA, {
    cloudflare: { ...own, ...metadata },
  });
}

/** The metadata of an answer, with what the vendor reports under its own key. */
export function answerMetadata(call: AnsweredCall & Pick<AnswerCall, 'vendorKey' | 'record'>): {
  readonly cloudflare: CloudflareProviderMetadata;
} {
  const { vendorFacts } = call.record;
  const own = { cloudflare: resultMetadata(call) };
  return Object.keys(vendorFacts).length === 0 ? own : { ...own, [call.vendorKey]: vendorFacts };
}

/** Id, model and date of an answer, without the empty ones that Azure begins with; the router names the model. */
export function identityOf({
  exchange,
  record: { identity },
}: Pick<AnswerCall, 'exchange' | 'record'>): Readonly<Record<string, unknown>> | undefined {
  const routedModel = exchange.response?.metadata.routedModel;
  if (identity === undefined && routedModel === undefined) return undefined;
  const { id, model, created } = identity ?? {};
  const modelId = routedModel ?? (textOf(model) || undefined);
  const known: Record<string, unknown> = {};
  if (id) known.id = textOf(id);
  if (modelId !== undefined) known.modelId = modelId;
  if (typeof created === 'number' && created > 0) known.timestamp = new Date(created * 1000);
  return known;
}
