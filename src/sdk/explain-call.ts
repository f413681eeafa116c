import { type ChatCall, sentHeaders } from '../chat/chat-call.ts';
import type { CloudflareExplanation } from '../chat/explanation.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { CallOptionsLike, ChatCore, SdkTypes } from './specification.ts';

export type CallMode = 'generate' | 'stream';

/** A call to explain: the AI SDK's call settings, and a prompt as text or in the SDK's own form. */
export type ExplainOptionsOf<OPTIONS extends CallOptionsLike> = Omit<OPTIONS, 'prompt' | 'abortSignal'> & {
  /**
   * @default 'Hello'
   */
  readonly prompt?: string | OPTIONS['prompt'] | undefined;

  /**
   * Explain the streaming call. @default false
   */
  readonly stream?: boolean | undefined;

  /**
   * The format of the call, for an id. @default 'auto', the one that the model itself uses
   */
  readonly wire?: 'auto' | 'chat' | 'responses' | 'messages' | undefined;
};

/** A model that can report what it would send. */
export interface Explainable<OPTIONS> {
  explain(options: OPTIONS, mode: CallMode): Promise<CloudflareExplanation>;
}

/** The least that a call of any other kind of model needs. */
const mediaCall = {
  n: 1,
  text: 'Hello',
  values: ['Hello'],
  query: 'Hello',
  documents: { type: 'text', values: ['Hello'] },
  audio: Uint8Array.of(0),
  mediaType: 'audio/wav',
  providerOptions: {},
} as const;

/** Runs a call up to the network and returns what would have been sent. */
export function explainCall<OPTIONS extends CallOptionsLike>(
  model: Explainable<OPTIONS>,
  { prompt = 'Hello', stream = false, ...options }: ExplainOptionsOf<OPTIONS>,
): Promise<CloudflareExplanation> {
  if (typeof model?.explain !== 'function') throw notExplainable();
  const isLanguage = 'supportedUrls' in model;
  const messages =
    isLanguage && typeof prompt === 'string'
      ? [{ role: 'user', content: [{ type: 'text', text: prompt }] }]
      : prompt;
  // The settings of a call and a prompt, in text parts that every specification writes alike, are a call.
  const call = { ...(isLanguage ? {} : mediaCall), ...options, prompt: messages } as unknown as OPTIONS;
  return model.explain(call, stream ? 'stream' : 'generate');
}

function notExplainable(): unknown {
  const error = invalidArgument({
    setting: 'explain',
    problem: 'expected a model of this provider; of a fallback, pass each leg.',
    example: "cloudflare.explain('openai/gpt-4o')",
  });
  return markClientError(error);
}

/** What a call would send, and the core's warnings about it. */
interface DryRun {
  readonly sent: { readonly body?: unknown; readonly headers?: HeadersInit };
  readonly warnings: readonly unknown[];
}

/** Runs a call whose request is recorded instead of sent. */
export async function dryRun<TYPES extends SdkTypes>(
  call: ChatCall,
  core: ChatCore<TYPES>,
  options: TYPES['call'],
  mode: CallMode,
): Promise<DryRun> {
  const warnings = await core.write(call, options, mode);
  return {
    sent: { body: JSON.parse(call.body()?.text ?? '{}'), headers: sentHeaders(call.request) },
    warnings,
  };
}
