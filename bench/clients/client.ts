import type { LanguageModelV2 } from '@ai-sdk/provider';
import type { Call } from '../call.ts';
import type { Wire } from '../wire.ts';

/** What a client delivered of a complete stream. */
export interface StreamRead {
  /** Time to the first content, in milliseconds. */
  readonly first: number;
  /** Characters of text, reasoning and tool arguments. */
  readonly characters: number;
}

/** A client that makes the call. */
export interface Client {
  /** The AI SDK model, if the client is one. */
  readonly model?: LanguageModelV2;
  readonly generate: (call: Call) => Promise<unknown>;
  readonly stream: (call: Call) => Promise<StreamRead>;
  /** The same with a new model, as in programs that name the model in each call. None if the client has no models. */
  readonly remade?: () => Client;
}

/** Creates a client, and describes it. Its packages are loaded by `create`, not earlier. */
export interface ClientSource {
  readonly name: string;
  /** Differences that affect the comparison. */
  readonly note: string;
  /** The modules that a user imports; empty if there are none. */
  readonly modules: readonly string[];
  /** Where they are resolved: in the folder of the peers, or in the repository. */
  readonly home: 'peers' | 'root';
  /** Whether it streams responses to calls with tools. */
  readonly streamsWithTools: boolean;
  readonly create: (wire: Wire) => Promise<Client>;
}

export const accountId = '0123456789abcdef0123456789abcdef';
export const modelId = 'openai/gpt-4o';

/** The OpenAI-compatible endpoint that most clients call. */
export const compatURL = (origin: string): string => `${origin}/client/v4/accounts/${accountId}/ai/v1`;
