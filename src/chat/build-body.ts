import type { CloudflareOptions } from '../gateway/options/cloudflare-options.ts';
import type { ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import { toJSON } from '../json-values.ts';
import type { PreparedRequest } from '../request/prepare-request.ts';
import { ownFields } from '../request/request-plan.ts';
import { mapTools, type WireBody } from '../wire/body.ts';
import { compose } from '../wire/fields.ts';
import { withoutEmptyText } from '../wire/messages.ts';
import {
  type CallWarning,
  type ProfileContext,
  reportUnsupported,
  type UpstreamProfile,
} from '../wire/profile.ts';
import { sanitizeBody, withoutEmptyTools } from '../wire/sanitize.ts';
import { rewriteSchemas } from '../wire/schema/rewrite-schemas.ts';
import { commonSchemas } from '../wire/schema/schema-rules.ts';
import { answerDanglingCalls, objectArguments, orphanResultsAsText } from '../wire/tool-turns.ts';
import { withWireToolNames } from '../wire/tools.ts';
import { vendorOptions } from './vendor-options.ts';

/** A tool of the call, with what decides whether its arguments must follow the schema. */
export interface ToolLike {
  readonly type?: string;
  readonly name?: string;
  /** AI SDK 6 and later. */
  readonly strict?: boolean | undefined;
  /** AI SDK 6 and later. */
  readonly inputExamples?: readonly { readonly input: unknown }[] | undefined;
  readonly providerOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

/** What shapes a request body besides the core's. */
export interface BodyInput {
  readonly request: PreparedRequest;
  readonly profile: UpstreamProfile;
  readonly model: string;
  readonly family: string | undefined;
  readonly mode: ProfileContext['mode'];
  readonly topK: number | undefined;
  readonly reasoning: string | undefined;
  readonly tools: readonly ToolLike[] | undefined;
  readonly providerOptions: ProviderOptionsLike | undefined;
  readonly warn: (warning: CallWarning) => void;
}

/**
 * The body as sent: the core's, the vendor's and our own options, the profile's steps, the model's name on this
 * endpoint, Cloudflare's own fields and, last, the caller's raw fields.
 */
export function buildBody(core: WireBody, input: BodyInput): WireBody {
  const { request, profile, warn } = input;
  const { options } = request.plan;
  const vendor = vendorOptions(profile, input.providerOptions, warn);
  const { dimensions, ...fields }: Record<string, unknown> = vendor.fields;
  const effort = vendor.steersReasoning ? undefined : input.reasoning;
  if (options.promptCacheKey !== undefined) {
    if (profile.vendor?.options.promptCacheKey) fields.prompt_cache_key = options.promptCacheKey;
    else
      reportUnsupported(
        warn,
        'providerOptions.cloudflare.promptCacheKey',
        'this upstream has no such field.',
      );
  }
  const requested = withOptions({ ...core, reasoning_effort: effort }, fields, options, input.topK);
  if ((options.dimensions ?? dimensions) !== undefined) {
    const details = 'it applies to embeddings only.';
    const feature = options.dimensions === undefined ? 'dimensions' : 'providerOptions.cloudflare.dimensions';
    warn({ type: 'unsupported', feature, details });
  }
  const context: ProfileContext = {
    endpoint: request.plan.selection.endpoint,
    model: input.model,
    family: input.family,
    mode: input.mode,
    vendorOptions: vendor.all,
    keepsSchemas: options.schemaRewriting === false,
    warn,
  };
  const accepted =
    options.schemaRewriting === false
      ? requested
      : rewriteSchemas(requested, profile.schemas ?? commonSchemas, warn);
  const strict = withStrictTools(
    sanitizeBody(withExamples(accepted, input.tools)),
    input.tools,
    profile.vendor?.keys ?? [],
  );
  const shaped = withoutEmptyTools(profile.body(portable(withWireToolNames(strict), context), context));
  return { ...shaped, model: request.plan.target.model, ...ownFields(request.plan) };
}

/** What every upstream needs before its own steps: carried files add an empty text, histories may be incomplete. */
const portable = compose(withoutEmptyText, objectArguments, orphanResultsAsText, answerDanglingCalls);

/** Writes the vendor's options and our own, where given, onto a fresh body. */
function withOptions(
  body: { -readonly [KEY in keyof WireBody]: WireBody[KEY] },
  vendorFields: Readonly<Record<string, unknown>>,
  options: CloudflareOptions,
  topK: number | undefined,
): WireBody {
  Object.assign(body, vendorFields);
  if (topK !== undefined) body.top_k = topK;
  if (options.reasoningEffort !== undefined) body.reasoning_effort = options.reasoningEffort;
  if (options.textVerbosity !== undefined) body.verbosity = options.textVerbosity;
  if (options.user !== undefined) body.user = options.user;
  if (options.parallelToolCalls !== undefined) body.parallel_tool_calls = options.parallelToolCalls;
  return body;
}

/** Tells the examples of a tool's input in its description: no field carries them. */
function withExamples(body: WireBody, tools: readonly ToolLike[] | undefined): WireBody {
  if (!tools?.some(({ inputExamples }) => inputExamples?.length)) return body;
  const examples = new Map(
    tools.map(({ name, inputExamples = [] }) => [
      name,
      inputExamples.map(({ input }) => toJSON(input)).join('\n'),
    ]),
  );
  return mapTools(body, tool => {
    const told = examples.get(tool.name);
    if (!told) return tool;
    return {
      ...tool,
      description: [tool.description, `Examples of the input:\n${told}`].filter(Boolean).join('\n\n'),
    };
  });
}

/**
 * Writes `strict` on the tools that ask for it, which core 1.x does not: by the tool's own `strict` or by
 * `providerOptions.{cloudflare or the vendor}.strict`.
 */
function withStrictTools(
  body: WireBody,
  tools: readonly ToolLike[] | undefined,
  keys: readonly string[],
): WireBody {
  const wanted = new Map<string, boolean>();
  for (const { name, strict, providerOptions } of tools ?? []) {
    const options = ['cloudflare', ...keys].map(key => providerOptions?.[key]?.strict);
    const value = strict ?? options.find(option => typeof option === 'boolean');
    if (name !== undefined && typeof value === 'boolean') wanted.set(name, value);
  }
  if (wanted.size === 0) return body;
  return {
    ...body,
    tools: body.tools?.map(tool => {
      const strict = wanted.get(tool.function.name);
      return strict === undefined ? tool : { ...tool, function: { ...tool.function, strict } };
    }),
  };
}
