import { NoSuchModelError } from '@ai-sdk/provider';
import { unfilledTemplate } from '../settings/configuration-error.ts';
import { kindOfId } from './id-kinds.ts';
import type { ListedChatModelId, ListedEmbeddingModelId } from './listed-model-ids.ts';
import { knownUpstream, upstreamOf, upstreams } from './registry.ts';
import {
  type ListedKind,
  mediaWires,
  type PrefixedEndpoint,
  type RunWire,
  type Upstream,
  type Wire,
} from './upstream.ts';

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

const forms = '"openai/gpt-4o", "@cf/openai/gpt-oss-20b", "dynamic/my-route" or "custom-acme/my-model"';

/** Who runs a model, without any check. */
export function splitModelId(id: string): ModelReference | undefined {
  const slash = typeof id === 'string' ? id.indexOf('/') : -1;
  if (slash < 1) return undefined;
  const upstream = upstreamOf(id.slice(0, slash));
  // "@cf/…" is prefix and id in one.
  const model = upstream.cloudflare && id.startsWith('@') ? id : id.slice(slash + 1);
  return { id, upstream, model };
}

/**
 * Splits a model id at the first `/`. An id of an unknown upstream is passed on; an
 * id of an unknown form is rejected, since nothing could serve it.
 * @throws NoSuchModelError naming the accepted forms and the nearest match
 */
export function parseModelId(id: string, wire: Wire): ModelReference {
  const reference = splitModelId(id);
  const malformed = formProblem(id) ?? (reference && spellingProblem(reference));
  const problem =
    malformed === undefined
      ? reference && refusalOf(reference, wire)
      : `${malformed} Model ids look like ${forms}.`;
  if (reference !== undefined && problem === undefined)
    return { ...reference, model: reference.model.replace(/^@(?:CF|HF)\//i, at => at.toLowerCase()) };
  const [, method = 'languageModel'] = kinds[wire]?.[1].split('.') ?? [];
  throw new NoSuchModelError({
    modelId: String(id),
    // Newer versions of the type have all of them.
    modelType: method as NoSuchModelError['modelType'],
    message: `Model "${String(id).slice(0, 200)}" cannot be used: ${problem}`,
  });
}

/** A segment that leads out of a path. URL parsers read `%2e` as a dot, and servers `%2f` and `%5c` as the end of one. */
export const dotSegment: RegExp = /(?:^|\/|%2f|%5c)(?:\.|%2e){1,2}(?:\/|%2f|%5c|$)/i;

function formProblem(id: unknown): string | undefined {
  if (typeof id !== 'string' || id.trim() === '') return 'it must be a non-empty string.';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0020\u007f?#\\]/.test(id))
    return 'it contains white space, "?", "#", "\\" or a control character.';
  if (/[${}<>]/.test(id)) return unfilledTemplate;
  if (dotSegment.test(id) || id.split('/').includes('')) return 'it has an empty segment, "." or "..".';
  return id.includes('/') ? undefined : `it names no upstream.${suggestion(id)}`;
}

/** An id that other routers write differently, or without the "@cf", which no endpoint understands. */
function spellingProblem({ id, upstream, model }: ModelReference): string | undefined {
  const ours = ourSpellings(id).map(other => `"${other}"`);
  if (ours.length > 0)
    return `"${id.split('/', 1)}" is another router's prefix. Did you mean ${ours.join(' or ')}?`;
  if (!upstream.cloudflare || /^@(?:cf|hf)\/[^/]+\/[^/]+/i.test(model)) return undefined;
  const hint = /^[^@/]+\/[^/]+$/.test(model) ? ` Did you mean "@cf/${model}"?` : '';
  return `a Workers AI id is "@cf/author/model".${hint}`;
}

/** Our spellings of an id of another router; what is behind one router's prefix may have another's. */
function ourSpellings(id: string): readonly string[] {
  const slash = id.indexOf('/');
  const name = id.slice(0, slash).toLowerCase();
  return upstreams.flatMap(({ otherSpellings = {} }) => {
    if (!Object.hasOwn(otherSpellings, name)) return [];
    const ours = `${otherSpellings[name]}${id.slice(slash + 1)}`;
    const further = otherSpellings[name] === '' ? ourSpellings(ours) : [];
    return further.length > 0 ? further : [ours];
  });
}

function suggestion(id: string): string {
  const [prefix = '', ...rest] = id.split(':');
  const owner = upstreams.find(({ bareIds }) => bareIds?.test(id.toLowerCase()));
  const known = knownUpstream(prefix) && `${prefix}/${rest.join(':') || 'model'}`;
  const ours = known ?? (owner && `${owner.name}/${id}`);
  return ours === undefined ? '' : ` Did you mean "${ours}"?`;
}

/** What each kind is called, and what serves it: a method is named like the type in the SDK's error. */
const kinds: { readonly [KIND in ListedKind | Wire]?: readonly [name: string, use: string] } = {
  chat: ['a chat', 'cloudflare'],
  embeddings: ['an embedding', 'cloudflare.textEmbeddingModel'],
  image: ['an image', 'cloudflare.imageModel'],
  speech: ['a speech', 'cloudflare.speechModel'],
  transcription: ['a transcription', 'cloudflare.transcriptionModel'],
  reranking: ['a reranking', 'cloudflare.rerankingModel'],
  other: ['not a chat, media or ranking', 'env.AI.run'],
};

/** Why an upstream does not serve a model on a wire, and what to use instead. */
function refusalOf({ upstream, model }: ModelReference, wire: Wire): string | undefined {
  const id = model.toLowerCase();
  const kind = upstream.kindOf?.(id);
  if (kind !== undefined && kind !== wire && kinds[wire] !== undefined) {
    const [name, use] = kinds[kind] ?? [];
    return `it is ${name} model. Use \`${use}(…)\`.`;
  }
  const { name, api, refusals } = upstream;
  const refusal = refusals?.find(
    ({ models, wires }) => wires.some(refused => refused === wire) && models.test(id),
  );
  const own = api && `\`createCloudflare({ vendors: { ${name}: ${api.create} } })\`, and `;
  return refusal && `${refusal.reason}. Use ${own ?? ''}${refusal.use ?? methodFor(`${name}/${id}`)}.`;
}

/** The method of the kind that an id tells. */
function methodFor(id: string): string {
  const kind = kindOfId(id);
  const isServed = mediaWires.some(wire => wire === kind);
  const [, method] = kinds[isServed ? (kind as RunWire) : 'image'] ?? [];
  return `${isServed ? '' : 'the method of its kind, such as '}\`${method}(…)\``;
}

/**
 * One id for all spellings of a model, in the form that `cloudflare()` accepts: `workers-ai/@cf/…` and `@cf/…` are one
 * model, and so are dotted and dashed versions. The unified endpoint also lists `openai/openai/…`.
 */
export function canonicalId(listed: string): string {
  const [prefix = '', second, ...rest] = listed.split('/');
  const doubled = rest.length > 0 && prefix === second && knownUpstream(prefix) !== undefined;
  const reference = splitModelId(doubled ? listed.slice(prefix.length + 1) : listed);
  return reference === undefined ? listed : spelled(reference, reference.upstream.rest);
}

/** A model's name on an endpoint. */
export function spelled({ upstream, model }: ModelReference, endpoint: PrefixedEndpoint | undefined): string {
  const { prefix = upstream.name, spell } = endpoint ?? {};
  const name = spell?.(model) ?? model;
  return prefix === '' ? name : `${prefix}/${name}`;
}
