import { toJSON, withoutUndefined } from '../json-values.ts';
import { ownFields } from '../request/request-plan.ts';
import { mapTools, type WireBody } from '../wire/body.ts';
import { compose } from '../wire/fields.ts';
import { withoutEmptyText } from '../wire/messages.ts';
import { type ProfileContext, reportUnsupported } from '../wire/profile.ts';
import { sanitizeBody, withoutEmptyTools } from '../wire/sanitize.ts';
import { rewriteSchemas } from '../wire/schema/rewrite-schemas.ts';
import { commonSchemas } from '../wire/schema/schema-rules.ts';
import { objectArguments, toldResults, wholeToolTurns } from '../wire/tool-turns.ts';
import { withWireToolNames } from '../wire/tools.ts';
import type { GivenCall, ToolLike } from './chat-input.ts';
import { type VendorOptions, vendorOptions } from './vendor-options.ts';

/**
 * The body as sent: the core's, the vendor's and our own options, the profile's steps, the model's name on this
 * endpoint, Cloudflare's own fields and, last, the caller's raw fields.
 */
export function buildBody(core: WireBody, call: GivenCall): WireBody {
  const { input, mode, warn } = call;
  const { provider, reference, profile } = call.route;
  const { options, selection, target } = call.request.plan;
  const { model, upstream } = reference;
  const vendor = vendorOptions(profile, input.providerOptions, warn);
  const context: ProfileContext = {
    endpoint: selection.endpoint,
    model,
    family: upstream.family?.(model, provider.settings().azure),
    mode,
    vendorOptions: vendor.all,
    keepsSchemas: options.schemaRewriting === false,
    warn,
  };
  const requested = withOptions(core, vendor, call);
  const accepted = context.keepsSchemas
    ? requested
    : rewriteSchemas(requested, profile.schemas ?? commonSchemas, warn);
  const keys = ['cloudflare', ...(profile.vendor?.keys ?? [])];
  const sane = sanitizeBody(withToolOptions(accepted, input.tools, keys));
  const shaped = profile.body(portable(withWireToolNames(sane), context), context);
  return Object.assign({}, withoutEmptyTools(shaped), { model: target.model }, ownFields(call.request.plan));
}

/** What every upstream needs before its own steps: carried files add an empty text, histories may be incomplete. */
const portable = compose(withoutEmptyText, objectArguments, toldResults, wholeToolTurns);

/** The body with the vendor's options and our own, where given. */
function withOptions(
  core: WireBody,
  vendor: VendorOptions,
  { route, request, input, warn }: GivenCall,
): WireBody {
  const { options } = request.plan;
  const { dimensions, ...fields } = vendor.fields;
  const { reasoning } = input;
  // The provider's default is the absent field.
  const effort = vendor.steersReasoning || reasoning === 'provider-default' ? undefined : reasoning;
  const cached = route.profile.vendor?.options.promptCacheKey !== undefined;
  if (options.promptCacheKey !== undefined && !cached)
    reportUnsupported(warn, 'providerOptions.cloudflare.promptCacheKey', 'this upstream has no such field.');
  if ((options.dimensions ?? dimensions) !== undefined) {
    const feature = options.dimensions === undefined ? 'dimensions' : 'providerOptions.cloudflare.dimensions';
    reportUnsupported(warn, feature, 'it applies to embeddings only.');
  }
  const own = withoutUndefined({
    prompt_cache_key: cached ? options.promptCacheKey : undefined,
    top_k: input.topK,
    reasoning_effort: options.reasoningEffort,
    verbosity: options.textVerbosity,
    user: options.user,
    parallel_tool_calls: options.parallelToolCalls,
  });
  return Object.assign({}, core, { reasoning_effort: effort }, fields, own);
}

/**
 * Tells the examples of a tool's input in its description: no field carries them. Writes `strict` on the tools that ask
 * for it, which core 1.x does not: by the tool's own `strict` or by `providerOptions.{cloudflare or the vendor}.strict`.
 */
function withToolOptions(body: WireBody, tools: readonly ToolLike[] = [], keys: readonly string[]): WireBody {
  const byName = new Map(tools.map(tool => [tool.name, tool]));
  return mapTools(body, tool => {
    const { inputExamples = [], providerOptions, ...given } = byName.get(tool.name) ?? {};
    const options = [given.strict, ...keys.map(key => providerOptions?.[key]?.strict)];
    const strict = options.find(option => typeof option === 'boolean');
    const examples = inputExamples.map(({ input }) => toJSON(input)).join('\n');
    if (strict === undefined && examples === '') return tool;
    const texts = [tool.description, examples && `Examples of the input:\n${examples}`].filter(Boolean);
    return {
      ...tool,
      ...(examples && { description: texts.join('\n\n') }),
      ...(strict !== undefined && { strict }),
    };
  });
}
