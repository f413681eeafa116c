import { isRecord } from '../json-values.ts';
import { checkMembers, isBoolean, isFunction, isString, type Rows } from '../settings/check.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { nearest } from '../settings/nearest.ts';
import { compose, dropFields, renameField } from '../wire/fields.ts';
import type { BodyStep, UpstreamProfile } from '../wire/profile.ts';
import { jsonObjectWithInstruction } from '../wire/response-format.ts';
import type { CloudflareModelId, ModelReference } from './model-id.ts';
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

/** Every request needs these; wire fields are spelled like `top_p`. */
const needed = new Set<unknown>(['model', 'messages', 'stream']);

const rows: Rows<CloudflareProfile> = {
  like: {
    accepts: value => isString(value) && value !== '' && nearestUpstream(value) === undefined,
    expects: 'an upstream, or a model id',
    example: "'openai/gpt-5'",
  },
  maxTokensField: {
    accepts: value => value === 'max_tokens' || value === 'max_completion_tokens',
    expects: '`max_tokens` or `max_completion_tokens`',
    example: "'max_tokens'",
  },
  dropFields: {
    accepts: value =>
      Array.isArray(value) &&
      value.every(field => isString(field) && !needed.has(field) && !/[A-Z]/.test(field)),
    expects: 'wire fields, without `model`, `messages` and `stream`',
    example: "['seed']",
  },
  structuredOutputs: { accepts: value => value === false, expects: '`false`', example: 'false' },
  includeUsage: { accepts: isBoolean, expects: 'a boolean', example: 'false' },
  supportedUrls: {
    accepts: value =>
      isRecord(value) &&
      Object.values(value).every(list => Array.isArray(list) && list.every(item => item instanceof RegExp)),
    expects: 'regular expressions by media type',
    example: "{ 'image/*': [/^https:/] }",
  },
  body: {
    accepts: isFunction,
    expects: 'a function that returns a body',
    example: 'body => ({ ...body, safe_prompt: true })',
  },
};

const usage =
  (key: string) =>
  (member: string): string =>
    `createCloudflare({ profiles: { '${key}': { ${member} } } })`;

/**
 * Checks the profiles of a provider's settings.
 * @throws InvalidArgumentError naming the entry, or the member of it
 */
export function checkProfiles(profiles: CloudflareProfiles | undefined): void {
  for (const [key, profile] of Object.entries(profiles ?? {})) {
    const close = nearestUpstream(key);
    if (!/^@?[\w-]+(?:\/.+)?$/.test(key) || close !== undefined) {
      throw invalidArgument({
        setting: `profiles.${key}`,
        problem:
          close === undefined
            ? 'expected an upstream, or a model id.'
            : `unknown upstream. Did you mean \`${close}\`?`,
        example: usage('custom-acme')("like: 'openai/gpt-5'"),
      });
    }
    if (typeof profile !== 'function') checkProfile(profile, `profiles.${key}`, key);
  }
}

/** The upstream that an unknown first segment of a key or an id resembles. */
function nearestUpstream(key: string): string | undefined {
  const [name = ''] = key.split('/');
  return knownUpstream(name) === undefined ? nearest(name, knownPrefixes) : undefined;
}

function checkProfile(profile: unknown, where: string, key: string): asserts profile is CloudflareProfile {
  checkMembers<CloudflareProfile>(profile, rows, { where, noun: 'field', usage: usage(key) });
}

/** The profile of a model: the built-in one, adjusted by the provider's settings. */
export function resolveProfile(
  { id, upstream, model }: ModelReference,
  profiles: CloudflareProfiles | undefined,
): UpstreamProfile {
  const found = profiles && adjustmentFor(profiles, { id, name: upstream.name, model });
  const custom = typeof found === 'function' ? found(model) : found;
  if (custom === undefined) return upstream.profile(model);
  checkProfile(custom, `profiles for "${id}"`, id);
  const base = custom.like === undefined ? upstream.profile(model) : profileOf(custom.like, model);
  return {
    ...base,
    ...(custom.includeUsage !== undefined && { includeUsage: custom.includeUsage }),
    ...(custom.supportedUrls !== undefined && { supportedUrls: custom.supportedUrls }),
    body: adjusted(base.body, custom),
  };
}

export function adjustmentFor(
  profiles: CloudflareProfiles,
  { id, name, model }: { readonly id: string; readonly name: string; readonly model: string },
): CloudflareProfiles[string] | undefined {
  const entries = Object.entries(profiles);
  const byId = entries.find(([key]) => key === id || key === model || sameName(key, name, `/${model}`));
  return (byId ?? entries.find(([key]) => sameName(key, name, '')))?.[1];
}

/** Whether a key is the upstream, under any of its names, followed by `rest`. */
function sameName(key: string, name: string, rest: string): boolean {
  if (!key.endsWith(rest)) return false;
  const prefix = key.slice(0, key.length - rest.length);
  return prefix === name || knownUpstream(prefix)?.name === name;
}

/** The profile of another model, whose steps see that model's id. */
function profileOf(like: string, model: string): UpstreamProfile {
  const slash = like.indexOf('/');
  const rest = like.startsWith('@') ? like : like.slice(slash + 1);
  const liked = slash === -1 ? model : rest;
  const profile = upstreamOf(slash === -1 ? like : like.slice(0, slash)).profile(liked);
  return { ...profile, body: (body, context) => profile.body(body, { ...context, model: liked }) };
}

/** The caller's step must return a body: without its `return`, an empty one would be sent. */
function checkedBody(step: BodyStep): BodyStep {
  return (body, context) => {
    const made: unknown = step(body, context);
    if (isRecord(made) && 'messages' in made) return made as typeof body;
    throw invalidArgument({
      setting: 'profiles.….body',
      problem: 'it must return the body.',
      example: usage(context.model)(`body: ${rows.body.example}`),
    });
  };
}

function adjusted(base: BodyStep, custom: CloudflareProfile): BodyStep {
  const { maxTokensField: field, dropFields: refused, structuredOutputs, body } = custom;
  const otherField = field === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  return compose(
    structuredOutputs === false && jsonObjectWithInstruction,
    base,
    field && renameField(otherField, field),
    refused && dropFields(refused),
    body && checkedBody(body),
  );
}
