import type { UpstreamProfile, VendorOptionTable } from '../profile.ts';
import { compose } from '../wire/compose.ts';
import { nullContentAsEmpty, textAsString } from '../wire/content.ts';
import { dropFields } from '../wire/drop-fields.ts';
import { liftFiles } from '../wire/lift-files.ts';
import { replayReasoning } from '../wire/reasoning-replay.ts';
import { renameField } from '../wire/rename-field.ts';
import { jsonSchemaEnvelope } from '../wire/response-format.ts';
import { mergeUsers, singleLeadingSystem } from '../wire/system-messages.ts';
import { toolCallIds } from '../wire/tool-calls.ts';

/** Which field limits the output. */
export type TokenField = 'max_tokens' | 'max_completion_tokens';

/** Options that mean the same in every vendor's AI SDK package; others get a warning. */
const portableOptions: VendorOptionTable = {
  reasoningEffort: { wire: 'reasoning_effort' },
  parallelToolCalls: { wire: 'parallel_tool_calls' },
  user: { wire: 'user' },
};

/**
 * A request that every upstream takes: for dynamic routes and the auto router, where the model is known only
 * after the answer, and for upstreams without a profile of their own. Nothing vendor-specific is sent and
 * nothing is added that the caller did not ask for; the only shape that differs between upstreams is the name of
 * the token limit.
 * @param vendor the `providerOptions` key of the vendor's own AI SDK package
 */
export function portableProfile(tokenField: TokenField, vendor?: string): UpstreamProfile {
  return {
    ...(vendor !== undefined && { vendor: { key: vendor, options: portableOptions } }),
    lift: liftFiles({}),
    body: compose(
      dropFields(['top_k']),
      tokenField === 'max_tokens' ? body => body : renameField('max_tokens', tokenField),
      textAsString,
      nullContentAsEmpty,
      singleLeadingSystem,
      mergeUsers,
      replayReasoning('none'),
      // Mistral's form (nine letters and digits) is the narrowest; every other upstream takes it.
      toolCallIds({ accepts: /^[a-zA-Z0-9]{9}$/, length: 9 }),
      jsonSchemaEnvelope(),
    ),
  };
}

/** OpenAI's format as it is, for custom providers: they are whatever their owner says they are. */
export function plainProfile(): UpstreamProfile {
  return { lift: liftFiles({}), body: jsonSchemaEnvelope() };
}
