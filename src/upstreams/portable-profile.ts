import { compose, dropFields, namedOptions, renameField } from '../wire/fields.ts';
import { sendFiles } from '../wire/files.ts';
import {
  mergeAssistants,
  mergeUsers,
  nullContentAsEmpty,
  singleLeadingSystem,
  textAsString,
} from '../wire/messages.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../wire/profile.ts';
import { composePromptSteps, sendSignatures } from '../wire/prompt.ts';
import { replayReasoning } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON } from '../wire/response-format.ts';
import { toolCallIds } from '../wire/tool-turns.ts';
import { withoutStrictTools } from '../wire/tools.ts';

/** Where the SDK carries a thought signature back: as Google's packages name themselves, and as this one does. */
export const signatureKeys: readonly string[] = ['google', 'vertex', 'cloudflare'];

/** Which field limits the output. */
export type TokenField = 'max_tokens' | 'max_completion_tokens';

/** Options that mean the same in every vendor's AI SDK package; others get a warning. */
export const portableOptions: VendorOptionTable = namedOptions('reasoningEffort parallelToolCalls user');

export function portableBody(tokenField: TokenField): BodyStep {
  return compose(
    dropFields('top_k'),
    tokenField !== 'max_tokens' && renameField('max_tokens', tokenField),
    textAsString,
    nullContentAsEmpty,
    singleLeadingSystem,
    mergeUsers,
    mergeAssistants,
    replayReasoning('none'),
    withoutStrictTools,
    // Mistral's form (nine letters and digits) is the narrowest; every other upstream accepts it.
    toolCallIds({ accepts: /^[a-zA-Z0-9]{9}$/, length: 9 }),
    jsonSchemaEnvelope(),
    mentionJSON,
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
    preparePrompt: composePromptSteps(sendFiles({}), sendSignatures(signatureKeys)),
    body: portableBody(tokenField),
  };
}
