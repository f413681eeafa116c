import { compose, dropFields, namedOptions, renameField } from '../wire/fields.ts';
import { type FileParts, sendFiles } from '../wire/files.ts';
import { mergeAssistants, mergeUsers, plainContent, singleLeadingSystem } from '../wire/messages.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../wire/profile.ts';
import { sendSignatures } from '../wire/prompt.ts';
import { replayReasoning } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON } from '../wire/response-format.ts';
import { toolCallIds } from '../wire/tool-call-ids.ts';
import { withoutStrictTools } from '../wire/tools.ts';

/** Where the SDK carries a thought signature back: the keys of Google's packages and of this one. */
export const signatureKeys: readonly string[] = ['google', 'vertex', 'cloudflare'];

/** The field that limits the output. */
export type TokenField = 'max_tokens' | 'max_completion_tokens';

/** Options with one meaning in every vendor's AI SDK package; others get a warning. */
const portableOptions: VendorOptionTable = namedOptions('reasoningEffort parallelToolCalls user');

export function portableBody(tokenField: TokenField): BodyStep {
  return compose(
    dropFields('top_k'),
    tokenField !== 'max_tokens' && renameField('max_tokens', tokenField),
    plainContent,
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
 * A request in the form that most upstreams accept, for those without their own profile. Nothing
 * vendor-specific is sent and nothing is added unasked; the only difference between
 * upstreams is the name of the token limit.
 * @param vendor the `providerOptions` key of the vendor's own AI SDK package; OpenAI's where it has none
 * @param parts files other than images
 * @verified 2026-11 · what the other profiles have in common
 * @open What the upstream rejects beyond that: set `profiles`.
 */
export function portableProfile(
  tokenField: TokenField,
  vendor = 'openai',
  parts: FileParts = {},
): UpstreamProfile {
  return {
    vendor: { keys: [vendor], options: portableOptions },
    // A signature in the prompt shows that a Gemini model is behind this id.
    preparePrompt: compose(sendFiles({ parts }), sendSignatures(signatureKeys)),
    body: portableBody(tokenField),
  };
}
