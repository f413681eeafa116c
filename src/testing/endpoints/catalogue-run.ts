import { failureAnswer } from '../failures/failure-answer.ts';
import type { GatewayState } from '../gateway/gateway-state.ts';
import type { OpenGateway, Step } from '../gateway/plan.ts';
import { readRequestOptions } from '../gateway/request-options.ts';
import type { Answer } from '../http/answer.ts';
import type { JsonObject } from '../http/json.ts';
import { genericUpstream } from '../upstreams/generic-upstream.ts';
import { restUpstream } from '../upstreams/registry.ts';
import type { StepKind, Upstream } from '../upstreams/upstream.ts';
import { catalogueRefusal, tails } from './catalogue-schema.ts';

/** A run of a model of the catalogue that is not Cloudflare's own. */
export interface CatalogueCall {
  readonly model: string;
  readonly inputs: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  readonly gateway: OpenGateway | undefined;
  /** Of the request. */
  readonly url: string;
}

/** Authors and models as the catalogue spells them: a conversation, or a picture, a sound or a film. */
export function catalogueRun(state: GatewayState, call: CatalogueCall): Step | Answer {
  const { model, inputs, headers, gateway, url } = call;
  const [author = '', ...rest] = model.split('/');
  const id = rest.join('/');
  const media = isMedia(inputs);
  const upstream = restUpstream(author) ?? (media ? makerOf(author) : undefined);
  if (upstream === undefined || id === '' || upstream.restUnknown?.test(id))
    return failureAnswer('model-not-found', `Model not found: ${model}`);
  const kind: StepKind = media ? 'catalogue-media' : (upstream.runKind ?? 'chat');
  const invalid = state.strict ? catalogueRefusal(kind, { body: inputs, id }) : undefined;
  if (invalid !== undefined) return failureAnswer('run-invalid-input', invalid);
  const called = upstream.restModel?.(id) ?? id;
  return {
    upstream,
    kind,
    calledModel: model,
    model: called,
    body: media ? inputs : { ...inputs, model: called },
    path: media ? `run/${id}` : upstream.chatPrefix + (tails[kind] ?? ''),
    headers,
    options: readRequestOptions(headers, gateway?.settings ?? {}),
    origin: new URL(url).origin,
    routeHeaders: {},
  };
}

/** Words or sounds that are no conversation. */
function isMedia({ messages, contents, prompt, text, audio }: JsonObject): boolean {
  const converses = messages !== undefined || contents !== undefined;
  return !converses && [prompt, text, audio].some(value => value !== undefined);
}

/** Makers of pictures, sounds and films that the gateway serves in this way only. */
const makers = [
  'assemblyai',
  'black-forest-labs',
  'bytedance',
  'cartesia',
  'deepgram',
  'elevenlabs',
  'ideogram',
  'leonardo',
  'recraft',
  'runwayml',
  'kling',
  'luma',
];

function makerOf(author: string): Upstream | undefined {
  return makers.includes(author)
    ? genericUpstream({ name: author, base: `https://${author}.example/`, prefix: /^(?!)/ })
    : undefined;
}
