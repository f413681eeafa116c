import * as ai5 from 'ai';
import { createCloudflare as createV2 } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { vendorPackages } from '../support/vendor-packages.ts';
import type { AISDK, AnyProvider } from './pair.ts';

/** A major of the AI SDK with the entry and the vendors' packages of its own specification. */
export interface Major {
  readonly name: string;
  readonly ai: AISDK;
  readonly createCloudflare: (settings: object) => AnyProvider;
  readonly vendors: object;
}

export const majors: readonly Major[] = [
  { name: 'ai 5', ai: ai5, createCloudflare: createV2, vendors: vendorsOf('v2') },
  { name: 'ai 6', ai: ai6, createCloudflare: createV3, vendors: vendorsOf('v3') },
  { name: 'ai 7', ai: ai7, createCloudflare: createV4, vendors: vendorsOf('v4') },
];

function vendorsOf(version: keyof typeof vendorPackages): object {
  const { anthropic, google, openai } = vendorPackages[version];
  return { anthropic, google, openai };
}

/** The last text of a turn, and the turn as messages for the next one. */
export interface Turn {
  readonly text: string;
  readonly messages: readonly object[];
}

/** Runs a call to its end. What it adds to the conversation has a member of its own in ai 7. */
export async function wholeTurn(ai: AISDK, call: object): Promise<Turn> {
  const { text, response, responseMessages = response.messages } = await ai.generateText(call);
  return { text, messages: responseMessages };
}

/** Reads a streamed call as a chat does, and brings what an app stores of it back to messages for a model. */
export async function storedTurn(ai: AISDK, call: object): Promise<Turn> {
  const result = ai.streamText({ ...call, onError: () => {} });
  let last: object = { id: 'none', role: 'assistant', parts: [] };
  for await (const message of ai.readUIMessageStream({ stream: result.toUIMessageStream() })) last = message;
  return { text: await result.text, messages: await fromStored(ai, [last]) };
}

/** Messages for a model from UI messages that went through JSON. */
export async function fromStored(ai: AISDK, messages: readonly object[]): Promise<readonly object[]> {
  return ai.convertToModelMessages(JSON.parse(JSON.stringify(messages)));
}
