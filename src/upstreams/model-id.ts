import { NoSuchModelError } from '@ai-sdk/provider';
import type { ListedChatModelId, ListedEmbeddingModelId } from './listed-model-ids.ts';
import { knownUpstream, upstreamOf, upstreams } from './registry.ts';
import type { Upstream, Wire } from './upstream.ts';

/** The id of a language model, upstream and model. Editors complete current ids; any string is accepted. */
export type CloudflareModelId = ListedChatModelId | 'cloudflare/auto' | (string & {});

/** The id of an embedding model. Editors complete current ids; any string is accepted. */
export type CloudflareEmbeddingModelId = ListedEmbeddingModelId | (string & {});

/** A parsed model id: who runs the model, and its id there. */
export interface ModelReference {
  /** As the user wrote it. */
  readonly id: string;
  readonly upstream: Upstream;
  /** The id without the upstream's prefix; `@cf/…` ids keep theirs. */
  readonly model: string;
}

const forms =
  '"openai/gpt-4o", "@cf/openai/gpt-oss-20b", "dynamic/my-route", ' +
  '"custom-acme/my-model" or "cloudflare/auto"';

/** Who runs a model, without any check. */
export function splitModelId(id: string): ModelReference | undefined {
  const slash = typeof id === 'string' ? id.indexOf('/') : -1;
  return slash < 1 ? undefined : { id, upstream: upstreamOf(id.slice(0, slash)), model: id.slice(slash + 1) };
}

/**
 * Splits a model id at the first `/`. An id of an unknown upstream is passed on; an
 * id of an unknown form is rejected, since nothing could serve it.
 * @throws NoSuchModelError naming the accepted forms and the nearest match
 */
export function parseModelId(id: string, wire: Wire): ModelReference {
  const problem = formProblem(id);
  if (problem !== undefined) throw noSuchModel(String(id), wire, problem);
  const slash = id.indexOf('/');
  const prefix = id.slice(0, slash);
  const ours = inOurSpelling(prefix, id.slice(slash + 1));
  if (ours !== undefined) throw noSuchModel(id, wire, `"${prefix}" is another router's prefix.${ours}`);
  const upstream = upstreamOf(prefix);
  // "@cf/…" is prefix and id in one.
  const whole = upstream.cloudflare && prefix.startsWith('@');
  return check(
    {
      id,
      upstream,
      model: (whole ? id : id.slice(slash + 1)).replace(/^@(?:CF|HF)\//i, at => at.toLowerCase()),
    },
    wire,
  );
}

/** A segment that leads out of a path. URL parsers read `%2e` as a dot, and servers `%2f` and `%5c` as the end of one. */
export const dotSegment: RegExp = /(?:^|\/|%2f|%5c)(?:\.|%2e){1,2}(?:\/|%2f|%5c|$)/i;

function formProblem(id: unknown): string | undefined {
  if (typeof id !== 'string' || id.trim() === '') return 'the model id is empty.';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0020\u007f?#\\]/.test(id))
    return 'it contains white space, "?", "#", "\\" or a control character.';
  if (/[${}]/.test(id)) return 'this looks like an unfilled template placeholder.';
  if (dotSegment.test(id) || id.split('/').includes('')) return 'it has an empty segment, "." or "..".';
  if (!id.includes('/')) return `it names no upstream.${suggestion(id)}`;
  return undefined;
}

/** Our spelling of an id that other routers write differently; upstreams that are known under a prefix keep it. */
function inOurSpelling(prefix: string, model: string): string | undefined {
  const ids = ourSpellings(prefix, model).map(id => `"${id}"`);
  return ids.length === 0 ? undefined : ` Did you mean ${ids.join(' or ')}?`;
}

/** What is behind one router's prefix may have another's. */
function ourSpellings(prefix: string, model: string): readonly string[] {
  const name = prefix.toLowerCase();
  return upstreams.flatMap(({ otherSpellings = {} }) => {
    if (!Object.hasOwn(otherSpellings, name)) return [];
    const id = `${otherSpellings[name]}${model}`;
    const slash = id.indexOf('/');
    const further = otherSpellings[name] === '' ? ourSpellings(id.slice(0, slash), id.slice(slash + 1)) : [];
    return further.length > 0 ? further : [id];
  });
}

function suggestion(id: string): string {
  const [prefix = '', ...rest] = id.split(':');
  if (rest.length > 0 && knownUpstream(prefix) !== undefined)
    return ` Did you mean "${prefix}/${rest.join(':')}"?`;
  const owner = upstreams.find(({ bareIds }) => bareIds?.test(id.toLowerCase()));
  if (owner !== undefined) return ` Did you mean "${owner.name}/${id}"?`;
  if (knownUpstream(id) !== undefined) return ` "${id}" is an upstream: add a model, as in "${id}/model".`;
  return '';
}

function check(reference: ModelReference, wire: Wire): ModelReference {
  const { id, upstream, model } = reference;
  // workers-ai/moonshotai/kimi: the "@cf" was cut off, which no endpoint understands.
  if (upstream.cloudflare && !/^@(?:cf|hf)\/[^/]+\/[^/]+/i.test(model)) {
    const hint = /^[^@/]+\/[^/]+$/.test(model) ? ` Did you mean "@cf/${model}"?` : '';
    throw noSuchModel(id, wire, `a Workers AI id is "@cf/author/model".${hint}`);
  }
  const refusal = upstream.refusals?.find(
    ({ models, wires }) => wires.some(refused => refused === wire) && models.test(model.toLowerCase()),
  );
  if (refusal !== undefined) throw noSuchModel(id, wire, `${refusal.reason}. Use ${refusal.use}.`, false);
  return reference;
}

const modelTypes: { readonly [WIRE in Wire]?: NoSuchModelError['modelType'] } = {
  embeddings: 'textEmbeddingModel',
  image: 'imageModel',
  speech: 'speechModel',
  transcription: 'transcriptionModel',
  // Newer versions of the type have it.
  reranking: 'rerankingModel' as NoSuchModelError['modelType'],
};

function noSuchModel(modelId: string, wire: Wire, problem: string, showForms = true): NoSuchModelError {
  return new NoSuchModelError({
    modelId,
    modelType: modelTypes[wire] ?? 'languageModel',
    message: `Model "${modelId.slice(0, 200)}" cannot be used: ${problem}${showForms ? ` Model ids look like ${forms}.` : ''}`,
  });
}

/**
 * One id for all spellings of a model, in the form that `cloudflare()` accepts: `workers-ai/@cf/…` and `@cf/…` are one
 * model, and so are dotted and dashed versions. The unified endpoint also lists `openai/openai/…`.
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
