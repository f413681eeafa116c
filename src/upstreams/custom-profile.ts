import { isRecord, withoutUndefined } from '../json-values.ts';
import {
  aFlag,
  aFunction,
  around,
  checkMembers,
  isString,
  type Place,
  type Rows,
  type ValueType,
} from '../settings/check.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { nearest } from '../settings/nearest.ts';
import { compose, dropFields, renameField } from '../wire/fields.ts';
import type { BodyStep, UpstreamProfile } from '../wire/profile.ts';
import { jsonObjectWithInstruction } from '../wire/response-format.ts';
import { type CloudflareModelId, type ModelReference, splitModelId } from './model-id.ts';
import { knownPrefixes, knownUpstream, upstreamOf } from './registry.ts';

/**
 * Adjusts what is sent to a model, in `createCloudflare({ profiles })`. Every member is optional; what is absent
 * stays as in the built-in profile.
 */
export interface CloudflareProfile {
  /**
   * The model whose profile replaces this one: with `like: 'openai/gpt-5'` a custom provider is
   * called like that model. An upstream only, as in `'openai'`, derives the family from the model's own id.
   */
  readonly like?: CloudflareModelId | undefined;

  /**
   * The field that limits the output, in tokens. → body `max_tokens` or `max_completion_tokens`
   */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens' | undefined;

  /**
   * Wire fields that the model rejects, as `['seed', 'top_p']`. They are left out, each with a warning.
   */
  readonly dropFields?: readonly string[] | undefined;

  /**
   * `false`: the model does not accept a JSON schema; it is put into the system message and JSON mode is used,
   * with a warning. → body `response_format`
   */
  readonly structuredOutputs?: false | undefined;

  /**
   * Whether streams request token counts. → body `stream_options.include_usage`
   */
  readonly includeUsage?: boolean | undefined;

  /**
   * URLs that the model fetches itself, by media type. Other files are downloaded and sent inline.
   */
  readonly supportedUrls?: Readonly<Record<string, readonly RegExp[]>> | undefined;

  /**
   * The last step on the request body. It must return a new body rather than change the given one.
   */
  readonly body?: BodyStep | undefined;
}

/**
 * Profiles by upstream (`'mistral'`, `'custom-acme'`) or by model id (`'dynamic/support'`); the id wins. A function
 * receives the model's id without the upstream and returns a profile, or `undefined` for the built-in one.
 */
export type CloudflareProfiles = Readonly<
  Record<string, CloudflareProfile | ((model: string) => CloudflareProfile | undefined)>
>;

/** An upstream that is known or has a name of its own, or a model id of one. */
const anUpstream: ValueType = {
  accepts: value =>
    isString(value) && /^@?[\w-]+(?:\/.+)?$/.test(value) && nearestUpstream(value) === undefined,
  expects: 'an upstream, or a model id',
};

const resembles = (value: unknown): string | undefined => {
  const close = isString(value) ? nearestUpstream(value) : undefined;
  return close && `it resembles \`${close}\``;
};

const rows: Rows<CloudflareProfile> = {
  like: {
    // The id of a model alone does not say whose it is, and an unknown upstream has no profile to take.
    accepts: value =>
      anUpstream.accepts(value) && (/\//.test(String(value)) || knownUpstream(String(value)) !== undefined),
    expects: 'an upstream, or a model id',
    example: "'openai/gpt-5'",
    problem: resembles,
  },
  maxTokensField: { is: ['max_tokens', 'max_completion_tokens'] },
  dropFields: {
    // Every request needs these three; wire fields are spelled like `top_p`.
    accepts: value =>
      Array.isArray(value) &&
      value.every(field => isString(field) && !/^(?:model|messages|stream)$|[A-Z]/.test(field)),
    expects: 'wire fields, without `model`, `messages` and `stream`',
    example: "['seed']",
  },
  structuredOutputs: { accepts: value => value === false, expects: '`false`', example: 'false' },
  includeUsage: { is: aFlag },
  supportedUrls: {
    accepts: value =>
      isRecord(value) && Object.values(value).every(list => Array.isArray(list) && list.every(isPattern)),
    expects: 'regular expressions by media type',
    example: "{ 'image/*': [/^https:/] }",
  },
  body: { is: aFunction, example: 'body => ({ ...body, safe_prompt: true })' },
};

const isPattern = (value: unknown): boolean => value instanceof RegExp;

const placeOf = (where: string, key: string): Place => ({
  where,
  noun: 'field',
  usage: `createCloudflare({ profiles: { '${key}': { } } })`,
});

/**
 * Checks the profiles of a provider's settings.
 * @throws InvalidArgumentError naming the entry, or the member of it
 */
export function checkProfiles(profiles: CloudflareProfiles | undefined): void {
  for (const [key, profile] of Object.entries(profiles ?? {})) {
    const place = placeOf(`profiles.${key}`, key);
    if (!anUpstream.accepts(key)) {
      const problem = [`expected ${anUpstream.expects}`, resembles(key) ?? []].flat().join(': ');
      // Under another key: the given one is what is wrong.
      const example = "createCloudflare({ profiles: { 'custom-acme': { like: 'openai/gpt-5' } } })";
      throw invalidArgument({ setting: `profiles.${key}`, problem: `${problem}.`, example });
    }
    if (typeof profile !== 'function') checkMembers<CloudflareProfile>(profile, rows, place);
  }
}

/** The upstream that an unknown first segment of a key or an id resembles. */
function nearestUpstream(key: string): string | undefined {
  const [name = ''] = key.split('/');
  return knownUpstream(name) === undefined ? nearest(name, knownPrefixes) : undefined;
}

/** The profile of a model: the built-in one, adjusted by the provider's settings. */
export function resolveProfile(
  { id, upstream, model }: ModelReference,
  profiles: CloudflareProfiles | undefined,
): UpstreamProfile {
  const found = profiles && adjustmentFor(profiles, { id, name: upstream.name, model });
  const custom = typeof found === 'function' ? found(model) : found;
  if (custom === undefined) return upstream.profile(model);
  const place = placeOf(`profiles for "${id}"`, id);
  checkMembers<CloudflareProfile>(custom, rows, place);
  const { like, maxTokensField, dropFields: refused, structuredOutputs, body, ...own } = custom;
  const liked =
    like === undefined ? { upstream, model } : (splitModelId(like) ?? { upstream: upstreamOf(like), model });
  const base = liked.upstream.profile(liked.model);
  const otherField = maxTokensField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  return {
    ...base,
    ...withoutUndefined(own),
    body: compose(
      structuredOutputs === false && jsonObjectWithInstruction,
      // Its steps see the id of the model that it is like.
      (given, context) => base.body(given, { ...context, model: liked.model }),
      maxTokensField && renameField(otherField, maxTokensField),
      refused && dropFields(refused),
      body && checkedBody(body, place),
    ),
  };
}

export function adjustmentFor(
  profiles: CloudflareProfiles,
  { id, name, model }: { readonly id: string; readonly name: string; readonly model: string },
): CloudflareProfiles[string] | undefined {
  const entries = Object.entries(profiles);
  // Under any name of the upstream.
  const isModel = (key: string): boolean => {
    const reference = splitModelId(key);
    return reference?.model === model && reference.upstream.name === name;
  };
  const byId = entries.find(([key]) => key === id || key === model || isModel(key));
  return (byId ?? entries.find(([key]) => upstreamOf(key).name === name))?.[1];
}

/** The caller's step must return a body: without its `return`, an empty one would be sent. */
function checkedBody(step: BodyStep, place: Place): BodyStep {
  return (body, context) => {
    const made: unknown = step(body, context);
    if (isRecord(made) && 'messages' in made) return made as typeof body;
    throw invalidArgument({
      setting: `${place.where}.body`,
      problem: 'it must return the body.',
      example: around(place.usage, `body: ${rows.body.example}`),
    });
  };
}
