import type { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import type { CompletionReply } from 'ai-sdk-provider-cloudflare/testing';
import { z } from 'zod';
import type { AISDK } from '../ai/pair.ts';
import { outcomes, traceOf } from './support.ts';

/** The first step of the loop, for the local gateway. */
export const weatherCall: CompletionReply = {
  text: '',
  toolCalls: [{ name: 'getWeather', arguments: { city: 'Lisbon' } }],
};

/** Runs a loop of one tool on a model. @returns its text, and the outcome of each leg by step */
export async function toolLoop(
  ai: AISDK,
  model: object,
  mode: string,
): Promise<{ text: string; steps: readonly (readonly string[])[] }> {
  const call = {
    model,
    prompt: 'Get the weather of Lisbon.',
    tools: {
      getWeather: ai.tool({
        description: 'Get the weather',
        inputSchema: z.object({ city: z.string() }),
        execute: async () => '21 degrees',
      }),
    },
    stopWhen: ai.stepCountIs?.(4) ?? ai.isStepCount(4),
  };
  const result = mode === 'generate' ? await ai.generateText(call) : ai.streamText(call);
  const steps: readonly Parameters<typeof getCloudflareMetadata>[0][] = await result.steps;
  return { text: await result.text, steps: steps.map(step => outcomes(traceOf(step))) };
}
