import { resultMetadata } from '../answer/result-metadata.ts';
import { type CloudflareExplanation, explanationOf } from '../chat/explanation.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { RunWire } from '../upstreams/upstream.ts';
import type { CallWarning } from '../wire/profile.ts';
import { imageKind } from './image.ts';
import { rerankingKind } from './reranking.ts';
import { createRunCall, type RunAnswer, type RunCall, type RunRoute, runBody, sendRun } from './run-call.ts';
import type { Inputs } from './run-fields.ts';
import type { RunKind, RunOptions } from './run-kind.ts';
import { speechKind } from './speech.ts';
import { transcriptionKind } from './transcription.ts';
import { vectorKind } from './vectors.ts';

const kinds: { readonly [WIRE in RunWire]: RunKind } = {
  image: imageKind,
  speech: speechKind,
  transcription: transcriptionKind,
  reranking: rerankingKind,
  vectors: vectorKind,
};

/** A result in no specification's types: only its warnings differ in them. */
export interface RunResult {
  readonly warnings: readonly CallWarning[];
  readonly providerMetadata: object;
  readonly response: object;
}

/** Calls a model that is run with inputs of its own. */
export async function runModel(route: RunRoute, options: RunOptions): Promise<RunResult> {
  return reported(route, options, async (kind, call) => {
    const inputs = await kind.inputs(options, call);
    const answers = (await kind.send?.(call, inputs)) ?? (await sendEach(call, inputs, options.n));
    const read = await Promise.all(
      answers.map(async answer => {
        const members = await kind.read(answer, call, options);
        if (members === undefined) throw answer.unreadable();
        return { answer, members };
      }),
    );
    return resultOf(call, read);
  });
}

function sendEach(call: RunCall, inputs: Inputs, n = 1): Promise<readonly RunAnswer[]> {
  // A body may be read once only. What it warns of is told once.
  const silent = { ...call, warn: () => undefined };
  const bodies = Array.from({ length: n }, (_, index) => runBody(index === 0 ? call : silent, inputs));
  return Promise.all(bodies.map(body => sendRun(call, body)));
}

interface ReadAnswer {
  readonly answer: RunAnswer;
  readonly members: object;
}

function resultOf({ route, warnings }: RunCall, read: readonly ReadAnswer[]): RunResult {
  const [first] = read;
  const images = read.flatMap(({ answer, members }) =>
    'images' in members && Array.isArray(members.images)
      ? members.images.map(image => ({ image, metadata: resultMetadata(answer) }))
      : [],
  );
  const { exchange, value } = first?.answer ?? {};
  return {
    ...first?.members,
    // The SDK reads the metadata of images from such a list, and appends to it.
    ...(images.length > 0 && { images: images.map(({ image }) => image) }),
    providerMetadata: {
      cloudflare:
        images.length > 0
          ? { images: images.map(({ metadata }) => metadata) }
          : first && resultMetadata(first.answer),
    },
    warnings,
    response: {
      timestamp: new Date(),
      modelId: route.reference.id,
      headers: exchange?.response?.headers,
      // An image is in the result already.
      ...(images.length === 0 && { body: value }),
    },
  };
}

/** The request that a call would make; nothing is sent. */
export function explainRun(route: RunRoute, options: RunOptions): Promise<CloudflareExplanation> {
  return reported(route, options, async (kind, call) => {
    const { url, shown, contentType } = runBody(call, await kind.inputs(options, call));
    const { request, warnings } = call;
    const headers = {
      ...request.publicHeaders,
      ...(contentType !== undefined && { 'content-type': contentType }),
    };
    const explanation = explanationOf(request, route.reference, { body: shown, headers }, warnings);
    return { ...explanation, url };
  });
}

/** Errors before a request are the SDK's own; an abort is the caller's own reason. */
async function reported<RESULT>(
  route: RunRoute,
  options: RunOptions,
  run: (kind: RunKind, call: RunCall) => Promise<RESULT>,
): Promise<RESULT> {
  try {
    const call = await createRunCall(route, options);
    return await run(kinds[route.wire], call);
  } catch (error) {
    if (options.abortSignal?.aborted) throw options.abortSignal.reason;
    throw markClientError(error, route.reference.id);
  }
}
