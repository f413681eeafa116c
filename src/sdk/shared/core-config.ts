import { z } from 'zod/v4';
import { type AnswerRecord, recordAnswer } from '../../answer/answer-record.ts';
import { type NeutralUsage, neutralUsage } from '../../answer/neutral-usage.ts';
import { repairChunk } from '../../answer/repair.ts';
import type { ChatCall } from '../../chat/chat-call.ts';
import type { CallMode, CoreOf, CoreOptions } from './chat-spec.ts';

/** What the cores of all majors are built with. */
export interface CoreDefaults {
  readonly provider: string;
  readonly headers: () => Record<string, string>;
  readonly errorStructure: ErrorStructure;
  readonly url: () => string;
}

/** How a core reads what its own schema refuses. */
export interface ErrorStructure {
  readonly errorSchema: z.ZodType<unknown>;
  readonly errorToMessage: (error: unknown) => string;
}

const provider = 'cloudflare.chat';
const headers = (): Record<string, string> => ({});
let errorStructure: ErrorStructure | undefined;

/** What a core has from the beginning; its schemas are made of it. */
export function coreDefaults(): CoreDefaults {
  // Made with the first core, for all of them: a schema takes half a millisecond, and importing needs none.
  errorStructure ??= {
    // The second branch of the core's chunk schema: it sees only what the first one refused.
    errorSchema: z.unknown().transform(repairChunk),
    errorToMessage: String,
  };
  return { provider, headers, errorStructure, url: () => '' };
}

/**
 * Hands out views of a core that is built once for each model, as that costs several times what a call does (it
 * makes schemas). The cores keep their state in `config` and have no `#private` fields, so an object that inherits
 * from one and has a `config` of its own is a core of its own, without the cost of one. Checked on the installed
 * majors by test/sdk/core-view.test.ts.
 */
export function viewsOf<CORE extends object, USAGE>(
  core: CORE,
  options: CoreOptions,
  toUsage: (usage: NeutralUsage, raw: AnswerRecord['usage']) => USAGE,
): CoreOf<CORE> {
  return (call, mode) => {
    const view: CORE = Object.create(core);
    // Written, not defined: a property with a descriptor makes the view a slow object.
    return Object.assign(view, { config: configOf(call, mode, options, toUsage) });
  };
}

function configOf<USAGE>(
  call: ChatCall,
  mode: CallMode,
  { includeUsage, supportsStructuredOutputs }: CoreOptions,
  toUsage: (usage: NeutralUsage, raw: AnswerRecord['usage']) => USAGE,
) {
  const { record } = call;
  return {
    provider,
    headers,
    includeUsage,
    supportsStructuredOutputs,
    url: () => call.request.plan.target.url,
    fetch: call.fetch,
    transformRequestBody: call.transformRequestBody,
    // From the recorded usage: the core's schema has dropped what it does not know by now.
    convertUsage: () => toUsage(neutralUsage(record.usage), record.usage),
    ...(mode === 'stream' && { metadataExtractor: extractorOf(record) }),
  };
}

function extractorOf(record: AnswerRecord) {
  return {
    // A whole answer comes back with the result, so nobody has to wait for it here.
    extractMetadata: async () => undefined,
    createStreamExtractor: () => ({
      processChunk: (chunk: unknown) => recordAnswer(record, chunk),
      buildMetadata: () => undefined,
    }),
  };
}
