import type { ChatCall } from '../../chat/chat-call.ts';
import type { CallOptionsLike, ChatSpec, GenerateResultLike, StreamResultLike } from './chat-spec.ts';

/** The call for the core: everything that is ours has been taken out and travels in the view's configuration. */
export function coreOptions<
  OPTIONS extends CallOptionsLike,
  GENERATED extends GenerateResultLike,
  STREAMED extends StreamResultLike,
>(spec: ChatSpec<OPTIONS, GENERATED, STREAMED>, options: OPTIONS, call: ChatCall): OPTIONS {
  const own = { prompt: spec.prompt(call.prompt), headers: call.request.headers(), providerOptions: {} };
  // The core warns about any `topK`; the profile knows better.
  if (options.topK === undefined) return { ...options, ...own };
  const { topK: _, ...rest } = options;
  // Without an optional field, and with others replaced by their like, the options are still a call's.
  return { ...rest, ...own } as unknown as OPTIONS;
}
