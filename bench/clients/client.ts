import type { LanguageModelV2 } from '@ai-sdk/provider';
import type { Call } from '../call.ts';
import type { Wire } from '../wire.ts';

/** What a client delivered of a stream that was read to its end. */
export interface StreamRead {
  /** Until the first piece of the answer, in milliseconds. */
  readonly first: number;
  /** Characters of text, reasoning and tool arguments. */
  readonly characters: number;
}

/** One way to make the same call. */
export interface Client {
  /** The model of the AI SDK, where the client is one. */
  readonly model?: LanguageModelV2;
  readonly generate: (call: Call) => Promise<unknown>;
  readonly stream: (call: Call) => Promise<StreamRead>;
}

/** How a client is made, and what to know of it. Its packages are loaded by `create`, not before. */
export interface ClientSource {
  readonly name: string;
  /** What is not like for like. */
  readonly note: string;
  /** The modules that a user imports; none where there is nothing to import. */
  readonly modules: readonly string[];
  /** Who resolves them: the folder of the peers, or the repository. */
  readonly home: 'peers' | 'root';
  /** Whether it streams an answer where tools are offered. */
  readonly streamsWithTools: boolean;
  readonly create: (wire: Wire) => Promise<Client>;
}

export const accountId = '0123456789abcdef0123456789abcdef';
export const modelId = 'openai/gpt-4o';

/** The OpenAI-compatible endpoint that most clients call. */
export const compatURL = (origin: string): string => `${origin}/client/v4/accounts/${accountId}/ai/v1`;
