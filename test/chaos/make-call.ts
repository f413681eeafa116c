import type { LanguageModelV2 } from '@ai-sdk/provider';
import * as ai5 from 'ai';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { z } from 'zod';
import type { Caller, CallPlan } from './call-plan.ts';

/** What the mix uses of an `ai` major. The majors agree at run time; their types do not, so they are loose here. */
// biome-ignore lint/suspicious/noExplicitAny: one mix for three majors whose types exclude each other
type AISDK = any;

/** What a caller got in the end. */
export interface Outcome {
  readonly text?: string;
  readonly object?: unknown;
  readonly embeddings?: readonly (readonly number[])[];
  readonly finishReason?: string;
  readonly metadata?: unknown;
  /** Errors that a stream reported. */
  readonly errors: readonly unknown[];
  /** What the tools were called with. */
  readonly toolInputs: readonly unknown[];
  readonly steps?: number;
}

export interface Setup {
  readonly plan: CallPlan;
  readonly signal: AbortSignal;
  readonly model: LanguageModelV2;
  // biome-ignore lint/suspicious/noExplicitAny: the majors' types of embedding models exclude each other
  readonly embeddingModel: any;
}

const majors: Readonly<Record<Exclude<Caller, 'model'>, AISDK>> = { 'ai 5': ai5, 'ai 6': ai6, 'ai 7': ai7 };

/** Makes the call that the plan describes; rejects as it does. */
export async function makeCall(setup: Setup): Promise<Outcome> {
  const { plan } = setup;
  if (plan.caller === 'model') return direct(setup);
  const ai = majors[plan.caller];
  if (plan.kind === 'embed') return embed(ai, setup);
  if (plan.kind === 'generate-object') return generateObject(ai, setup);
  if (plan.kind === 'stream-object') return streamObject(ai, setup);
  return plan.kind.includes('stream') ? streamText(ai, setup) : generateText(ai, setup);
}

/** What every call tells the gateway of itself. */
const told = ({ plan }: Setup): object => ({
  providerOptions: {
    cloudflare: { metadata: { call: plan.token }, ...(plan.timeouts && { timeouts: plan.timeouts }) },
  },
});

const shared = (setup: Setup): object => ({
  ...told(setup),
  model: setup.model,
  prompt: setup.plan.prompt,
  maxRetries: setup.plan.maxRetries,
  abortSignal: setup.signal,
});

async function direct(setup: Setup): Promise<Outcome> {
  const { plan, model, signal } = setup;
  const none = { errors: [], toolInputs: [] };
  const options = { ...told(setup), abortSignal: signal };
  if (plan.kind === 'embed') {
    const { embeddings, providerMetadata } = await setup.embeddingModel.doEmbed({
      values: [plan.prompt],
      ...options,
    });
    return { ...none, embeddings, metadata: providerMetadata };
  }
  const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: plan.prompt }] }];
  if (!plan.kind.includes('stream')) {
    const { providerMetadata: metadata } = await model.doGenerate({ prompt, ...options });
    return { ...none, metadata };
  }
  const { stream } = await model.doStream({ prompt, ...options });
  const reader = stream.getReader();
  for (let seen = 0; ; seen++) {
    if (seen === plan.leaveAfter) {
      await reader.cancel(new Error('the reader has left'));
      return none;
    }
    if ((await reader.read()).done) return none;
  }
}

/** The tools of a call, and what they were called with. */
function toolsOf(ai: AISDK, { plan }: Setup): { inputs: unknown[]; options: object } {
  const inputs: unknown[] = [];
  if (!plan.kind.includes('tools')) return { inputs, options: {} };
  const findLedgerEntry = ai.tool({
    description: 'Finds an entry of the ledger.',
    inputSchema: z.object({ entry: z.string().describe('Its name.') }),
    execute: async (input: { entry: string }) => {
      inputs.push(input);
      return { found: input.entry };
    },
  });
  return { inputs, options: { tools: { findLedgerEntry }, stopWhen: ai.stepCountIs(3) } };
}

async function generateText(ai: AISDK, setup: Setup): Promise<Outcome> {
  const { inputs, options } = toolsOf(ai, setup);
  const result = await ai.generateText({ ...shared(setup), ...options });
  const { text, finishReason, providerMetadata: metadata, steps } = result;
  return { text, finishReason, metadata, steps: steps.length, errors: [], toolInputs: inputs };
}

async function streamText(ai: AISDK, setup: Setup): Promise<Outcome> {
  const { inputs, options } = toolsOf(ai, setup);
  const errors: unknown[] = [];
  const onError = ({ error }: { error: unknown }): void => void errors.push(error);
  const result = ai.streamText({ ...shared(setup), ...options, onError });
  let text = '';
  for await (const piece of result.textStream) text += piece;
  // After an abort the SDK has nothing to say, and on major 5 never settles these.
  if (setup.signal.aborted) return { errors, toolInputs: inputs };
  const [, finishReason, metadata, steps] = await Promise.all(
    [result.text, result.finishReason, result.providerMetadata, result.steps].map(value =>
      Promise.resolve(value).catch(() => undefined),
    ),
  );
  return { text, finishReason, metadata, steps: steps?.length, errors, toolInputs: inputs };
}

const schema = z.object({ subject: z.string(), known: z.boolean() });

async function generateObject(ai: AISDK, setup: Setup): Promise<Outcome> {
  const {
    object,
    finishReason,
    providerMetadata: metadata,
  } = await ai.generateObject({ ...shared(setup), schema });
  return { object, finishReason, metadata, errors: [], toolInputs: [] };
}

async function streamObject(ai: AISDK, setup: Setup): Promise<Outcome> {
  const errors: unknown[] = [];
  const onError = ({ error }: { error: unknown }): void => void errors.push(error);
  const result = ai.streamObject({ ...shared(setup), schema, onError });
  // It rejects where there is no object, whether or not somebody waits for it.
  const object = Promise.resolve(result.object).catch(() => undefined);
  for await (const part of result.fullStream) void part;
  if (setup.signal.aborted) return { errors, toolInputs: [] };
  return { ...(errors.length === 0 && { object: await object }), errors, toolInputs: [] };
}

async function embed(ai: AISDK, setup: Setup): Promise<Outcome> {
  const { plan, signal, embeddingModel } = setup;
  const { embeddings, providerMetadata, responses } = await ai.embedMany({
    ...told(setup),
    model: embeddingModel,
    values: [plan.prompt, `${plan.prompt} again`],
    maxRetries: plan.maxRetries,
    abortSignal: signal,
  });
  return { embeddings, metadata: providerMetadata ?? responses?.[0], errors: [], toolInputs: [] };
}
