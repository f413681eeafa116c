import { compose } from '../../wire/compose.ts';
import { nullContentAsEmpty, textAsString } from '../../wire/content.ts';
import { dropFields } from '../../wire/drop-fields.ts';
import { reasoningEffort } from '../../wire/effort.ts';
import { liftFiles } from '../../wire/lift-files.ts';
import { composeLifts, liftSignatures } from '../../wire/lift-replay.ts';
import { mergeAssistants } from '../../wire/message-order.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../../wire/profile.ts';
import { replayReasoning } from '../../wire/reasoning-replay.ts';
import { renameField } from '../../wire/rename-field.ts';
import { jsonSchemaEnvelope, jsonWord } from '../../wire/response-format.ts';
import { withoutStrictTools } from '../../wire/strict-tools.ts';
import { mergeUsers, singleLeadingSystem } from '../../wire/system-messages.ts';
import { toolCallIds } from '../../wire/tool-calls.ts';
import { signatureKeys } from './signature-keys.ts';

/** Which field limits the output. */
export type TokenField = 'max_tokens' | 'max_completion_tokens';

/** Options that mean the same in every vendor's AI SDK package; others get a warning. */
const portableOptions: VendorOptionTable = {
  reasoningEffort: { wire: 'reasoning_effort' },
  parallelToolCalls: { wire: 'parallel_tool_calls' },
  user: { wire: 'user' },
};

function portableBody(tokenField: TokenField): BodyStep {
  return compose(
    dropFields(['top_k']),
    tokenField === 'max_tokens' ? body => body : renameField('max_tokens', tokenField),
    textAsString,
    nullContentAsEmpty,
    singleLeadingSystem,
    mergeUsers,
    mergeAssistants,
    replayReasoning('none'),
    withoutStrictTools,
    // Mistral's form (nine letters and digits) is the narrowest; every other upstream takes it.
    toolCallIds({ accepts: /^[a-zA-Z0-9]{9}$/, length: 9 }),
    jsonSchemaEnvelope(),
    jsonWord,
  );
}

/**
 * A request in the form that most upstreams take, for those without a profile of their own. Nothing
 * vendor-specific is sent and nothing is added that the caller did not ask for; the only shape that differs between
 * upstreams is the name of the token limit.
 * @param vendor the `providerOptions` key of the vendor's own AI SDK package; OpenAI's where it has none
 * @verified 2026-11 · what the other profiles have in common
 * @open What the upstream refuses beyond that: set `profiles`.
 */
export function portableProfile(tokenField: TokenField, vendor = 'openai'): UpstreamProfile {
  return {
    vendor: { keys: [vendor], options: portableOptions },
    // A signature in the prompt says that a Gemini model stands behind this id.
    lift: composeLifts(liftFiles({}), liftSignatures(signatureKeys)),
    body: portableBody(tokenField),
  };
}

/**
 * A dynamic route: its model is known only after the answer.
 * @verified 2026-11 · what the other profiles have in common
 * @open `max_completion_tokens` on a route whose model knows `max_tokens` only: set `profiles`.
 * @open A JSON schema on a route whose model takes none: it is sent; set `structuredOutputs: false` in `profiles`.
 * @see https://developers.cloudflare.com/ai-gateway/features/dynamic-routing/
 */
export function dynamicRouteProfile(): UpstreamProfile {
  return portableProfile('max_completion_tokens');
}

const notEverywhere = (setting: string): string => `models that the auto router may pick refuse ${setting}`;

/**
 * The auto router: what any model of its pool refuses is not sent.
 * @verified 2026-08 · the router's documented pool
 * @see https://developers.cloudflare.com/ai-gateway/features/auto-router/
 */
export function autoRouterProfile(): UpstreamProfile {
  return {
    ...portableProfile('max_completion_tokens'),
    body: compose(
      dropFields(
        ['temperature', 'top_p', 'stop', 'frequency_penalty', 'presence_penalty', 'logit_bias', 'seed'],
        notEverywhere,
      ),
      reasoningEffort({ allowed: ['low', 'medium', 'high'] }),
      portableBody('max_completion_tokens'),
    ),
  };
}

/**
 * OpenAI's format as it is, for custom providers: they are whatever their owner says they are.
 * @verified 2026-11 · developers.cloudflare.com/ai-gateway/configuration/custom-providers
 * @open Whether an owner's model takes `stream_options`: it is sent; set `includeUsage: false` in `profiles`.
 */
export function plainProfile(): UpstreamProfile {
  return {
    vendor: { keys: ['openai'], options: portableOptions },
    lift: liftFiles({}),
    body: jsonSchemaEnvelope(),
  };
}
