import type { CloudflareExplanation } from '../chat/explanation.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { ExplainOptionsOf } from './provider-methods.ts';
import type { SdkTypes } from './specification.ts';

/** The least that a call of any other kind of model needs. */
const mediaCall = (text = 'Hello'): object => ({
  n: 1,
  text,
  values: [text],
  query: text,
  documents: { type: 'text', values: [text] },
  audio: Uint8Array.of(0),
  mediaType: 'audio/wav',
  providerOptions: {},
});

/** The methods that make a language model of an id, by the formats of `wire`. */
interface LanguageMethods {
  readonly languageModel: (modelId: string) => unknown;
  readonly chat: (modelId: string) => unknown;
  readonly responses: (modelId: string) => unknown;
  readonly messages: (modelId: string) => unknown;
}

/** Runs a call up to the network and returns what would have been sent. */
export async function explainCall<TYPES extends SdkTypes>(
  { languageModel: auto, chat, responses, messages }: LanguageMethods,
  model: string | object,
  options: ExplainOptionsOf<TYPES['call']> = {} as ExplainOptionsOf<TYPES['call']>,
): Promise<CloudflareExplanation> {
  const { wire = 'auto', prompt = 'Hello', stream = false, ...call } = options;
  const makers = { auto, chat, responses, messages };
  if (!Object.hasOwn(makers, wire))
    throw notExplainable(
      'explain.wire',
      `expected one of ${Object.keys(makers).join(', ')}.`,
      ", { wire: 'chat' }",
    );
  const explained = Object(typeof model === 'string' ? makers[wire](model) : model);
  if (typeof explained.explain !== 'function')
    throw notExplainable('explain', 'expected a model of this provider; of a fallback, pass each leg.');
  const text = typeof prompt === 'string' ? prompt : undefined;
  if (!('supportedUrls' in explained)) return explained.explain({ ...mediaCall(text), ...call, prompt });
  // Text parts are the same in every specification.
  const turns = text === undefined ? prompt : [{ role: 'user', content: [{ type: 'text', text }] }];
  return explained.explain({ ...call, prompt: turns }, stream ? 'stream' : 'generate');
}

function notExplainable(setting: string, problem: string, options = ''): unknown {
  const example = `cloudflare.explain('openai/gpt-4o'${options})`;
  return markClientError(invalidArgument({ setting, problem, example }));
}
