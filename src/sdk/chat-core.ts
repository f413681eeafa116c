import { unknown, type ZodType } from 'zod/v4';
import { recordAnswer } from '../answer/answer-record.ts';
import { repairChunk } from '../answer/repair.ts';
import type { ChatCall } from '../chat/chat-call.ts';
import type { WireBody } from '../wire/body.ts';
import type { ChatCores, LanguageModelOf, SdkTypes } from './specification.ts';

/** What the cores of all majors are built with. */
interface CoreConfig {
  readonly provider: string;
  readonly headers: () => Record<string, string>;
  readonly url: () => string;
  /** How a core reads what its own schema refuses. */
  readonly errorStructure: {
    readonly errorSchema: ZodType<unknown>;
    readonly errorToMessage: (error: unknown) => string;
  };
}

/** The class of the openai-compatible package of one major. */
interface CoreClass<TYPES extends SdkTypes> {
  readonly prototype: LanguageModelOf<TYPES>;
  new (modelId: string, config: CoreConfig): LanguageModelOf<TYPES>;
}

/** How a core converts a call: `private` in its types, and the same in all majors. */
interface Converter<TYPES extends SdkTypes> {
  readonly getArgs: (
    options: TYPES['call'],
  ) => Promise<{ readonly args: Body; readonly warnings: TYPES['generated']['warnings'] }>;
}

const base = {
  provider: 'cloudflare.chat',
  headers: () => ({}),
  url: () => '',
};
const noUsage = {};

/** A core, for one model or one call, with what its types hide. */
type View<TYPES extends SdkTypes> = LanguageModelOf<TYPES> & Converter<TYPES>;
type ViewOf<TYPES extends SdkTypes> = new (modelId: string, config: object) => View<TYPES>;

/**
 * Converts calls, and reads streams, without building a core for each model: that makes its schemas, which costs ten times
 * what a call does. The cores keep their state in three fields and have no `#private` ones, so an object that has these
 * fields and inherits from the class converts calls. Streams need the schemas: their views inherit from one core, built
 * for the first of them. Checked on the installed majors by test/sdk/chat-core.test.ts.
 */
export function chatCores<TYPES extends SdkTypes>(Core: CoreClass<TYPES>): ChatCores<TYPES> {
  const Converting = viewOf<TYPES>(Core.prototype);
  let Reading: ViewOf<TYPES> | undefined;
  return (modelId, includeUsage) => {
    const streaming = { stream: true, ...(includeUsage && { stream_options: { include_usage: true } }) };
    const converter = new Converting(modelId, base);
    return {
      write: async (options, mode) => {
        const { args, warnings } = await converter.getArgs(options);
        const body = withoutSchemaStrict(mode === 'stream' ? { ...args, ...streaming } : args);
        // The core writes the format of chat completions.
        return { body: body as WireBody, warnings };
      },
      read: async (call, response, includeRawChunks) => {
        Reading ??= viewOf<TYPES>(new Core(modelId, { ...base, errorStructure: repairing() }));
        const reader = new Reading(modelId, {
          ...base,
          fetch: async () => response,
          // Replaced when the result is completed: the core's schema drops counts that it does not know.
          convertUsage: () => noUsage,
          metadataExtractor: extractorOf(call),
        });
        // The request has been sent; the core only reads.
        const { stream } = await reader.doStream({ prompt: [], includeRawChunks } as TYPES['call']);
        return stream;
      },
    };
  };
}

/** Makes views. A constructor with a core as its prototype is faster than `Object.create`. */
function viewOf<TYPES extends SdkTypes>(core: LanguageModelOf<TYPES>): ViewOf<TYPES> {
  function View(this: object, modelId: string, config: object) {
    Object.assign(this, { modelId, config, supportsStructuredOutputs: true });
  }
  View.prototype = core;
  // What it constructs inherits from the class, so it is a core. `getArgs` is private in the types of the cores.
  return View as unknown as ViewOf<TYPES>;
}

/** The second branch of the core's chunk schema: it sees only what the first one refused. */
function repairing(): CoreConfig['errorStructure'] {
  return { errorSchema: unknown().transform(repairChunk), errorToMessage: String };
}

type Body = Record<string, unknown>;

/**
 * The cores of 2.x and 3.x ask for strict schemas by themselves (2.0.92, 3.0.92, 2026-11), which many upstreams
 * refuse or read differently; the profiles decide.
 */
function withoutSchemaStrict(body: Body): Body {
  const format = body.response_format as { readonly json_schema?: Body } | undefined;
  if (format?.json_schema?.strict === undefined) return body;
  const { strict: _, ...schema } = format.json_schema;
  return { ...body, response_format: { ...format, json_schema: schema } };
}

function extractorOf({ record, around }: ChatCall) {
  return {
    createStreamExtractor: () => ({
      processChunk: (chunk: unknown) => {
        recordAnswer(record, chunk);
        around.parsed(chunk);
      },
      buildMetadata: () => undefined,
    }),
  };
}
