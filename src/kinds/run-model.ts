import { resultMetadata } from '../answer/result-metadata.ts';
import { type CloudflareExplanation, explanationOf } from '../chat/explanation.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { words } from '../wire/fields.ts';
import type { CallWarning } from '../wire/profile.ts';
import { embeddingKind } from './embedding.ts';
import { imageKind } from './image.ts';
import { rerankingKind } from './reranking.ts';
import { runBody } from './run-body.ts';
import { type KindWire, type RunAnswer, type RunCall, type RunRoute, sendRun } from './run-call.ts';
import { type Inputs, nameInputs } from './run-fields.ts';
import type { Members, RunKind, RunOptions } from './run-kind.ts';
import { speechKind } from './speech.ts';
import { transcriptionKind } from './transcription.ts';
import { needsInputs, vectorKind } from './vectors.ts';

export const kinds: { readonly [WIRE in KindWire]: RunKind } = {
  image: imageKind,
  speech: speechKind,
  transcription: transcriptionKind,
  reranking: rerankingKind,
  vectors: vectorKind,
  embeddings: embeddingKind,
};

/** A result in no specification's types: only its warnings differ in them. */
export interface RunResult {
  readonly warnings: readonly CallWarning[];
  readonly providerMetadata: object;
  readonly response: object;
}

/** Calls a model. */
export async function runModel(route: RunRoute, options: RunOptions): Promise<RunResult> {
  return reported(route, options, async (kind, call, inputs) => {
    const answers = (await kind.send?.(call, inputs)) ?? (await sendEach(call, inputs, options.n));
    const read = await Promise.all(
      answers.map(async answer => {
        const members = await kind.read(answer, call, options);
        if (members === undefined) throw answer.unreadable();
        return { members, answer };
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
  readonly members: Members;
  readonly answer: RunAnswer;
}

function resultOf({ route, warnings }: RunCall, read: readonly ReadAnswer[]): RunResult {
  const [first] = read;
  // The SDK reads the metadata of images from a list of their own, and appends to both lists.
  const images = read.flatMap(({ members }) => members.images ?? []);
  const metadata = read.flatMap(({ members, answer }) =>
    (members.images ?? [0]).map(() => resultMetadata(answer)),
  );
  const isImages = images.length > 0;
  return {
    ...first?.members,
    ...(isImages && { images }),
    providerMetadata: { cloudflare: isImages ? { images: metadata } : metadata[0] },
    warnings,
    response: {
      timestamp: new Date(),
      modelId: route.reference.id,
      headers: first?.answer.exchange.response?.headers,
      // An image is in the result already.
      ...(!isImages && { body: first?.answer.value }),
    },
  };
}

/** The request that a call would make; nothing is sent. */
export function explainRun(route: RunRoute, options: RunOptions): Promise<CloudflareExplanation> {
  return reported(route, options, async (_, call, inputs) => {
    const { request, warnings } = call;
    const { url, shown, headers } = runBody(call, inputs);
    const sent = { url, body: shown, headers: { ...request.publicHeaders, ...headers } };
    return explanationOf(request, route.reference, sent, warnings);
  });
}

/** Errors before a request are the SDK's own; an abort is the caller's own reason. */
async function reported<RESULT>(
  given: RunRoute,
  options: RunOptions,
  run: (kind: RunKind, call: RunCall, inputs: Inputs) => Promise<RESULT>,
): Promise<RESULT> {
  const { abortSignal: signal } = options;
  try {
    signal?.throwIfAborted();
    const { vectors } = given;
    const route = vectors !== undefined && needsInputs(vectors, options) ? vectors : given;
    const request = await route.prepare(options);
    const warnings = [...request.plan.warnings];
    const warn = (warning: CallWarning): void => void warnings.push(warning);
    const call = { route, request, signal, warnings, warn };
    const kind = kinds[route.wire];
    return await run(kind, call, await inputsOf(kind, options, call));
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw markClientError(error, given.reference.id);
  }
}

/** What a model is given: settings of the call, our options where it has none by that name, and what the kind makes of them. */
async function inputsOf(kind: RunKind, options: RunOptions, call: RunCall): Promise<Inputs> {
  const inputs = await kind.inputs(options, call);
  if (kind.settings === undefined) return inputs;
  const given: Inputs = { ...call.request.plan.options, ...options };
  const settings = words(kind.settings).map(name => [name, given[name]]);
  return nameInputs({ ...Object.fromEntries(settings), ...inputs }, call);
}
