import { unknown } from 'zod/v4';
import { recordAnswer } from '../answer/answer-record.ts';
import { repairChunk } from '../answer/repair.ts';
import type { ChatCall } from '../chat/chat-call.ts';
import type { ProfileContext } from '../wire/profile.ts';
import type { ErrorStructure, LanguageModelOf, SdkTypes, Specification } from './specification.ts';

/** The core of one model, for all its calls. */
export interface ChatCore<TYPES extends SdkTypes> {
  /** Writes the body of a call's request. Returns the core's warnings. */
  readonly write: (
    call: ChatCall,
    options: TYPES['call'],
    mode: ProfileContext['mode'],
  ) => Promise<TYPES['generated']['warnings']>;
  /** Reads the response to a streaming call. */
  readonly read: (
    call: ChatCall,
    response: Response,
    includeRawChunks: boolean | undefined,
  ) => Promise<TYPES['streamed']['stream']>;
}

/** How a core converts a call: `private` in its types, and the same in all majors. */
interface Converter<TYPES extends SdkTypes> {
  readonly getArgs: (
    options: TYPES['call'],
  ) => Promise<{ readonly args: Body; readonly warnings: TYPES['generated']['warnings'] }>;
}

const provider = 'cloudflare.chat';
const headers = (): Record<string, string> => ({});
const noAddress = (): string => '';
const noUsage = {};
let errorStructure: ErrorStructure | undefined;

/**
 * Converts calls, and reads streams, with a core that is built once for each model, as that costs several times what a
 * call does (it makes schemas). A stream is read by a view: the cores keep their state in `config` and have no
 * `#private` fields, so an object that inherits from one and has a `config` of its own is a core of its own, without the
 * cost of one. Checked on the installed majors by test/sdk/chat-core.test.ts.
 */
export function chatCore<TYPES extends SdkTypes>(
  Core: Specification<TYPES>['ChatCore'],
  modelId: string,
  includeUsage: boolean,
): ChatCore<TYPES> {
  // Made with the first core, for all of them: a schema takes half a millisecond, and importing needs none.
  errorStructure ??= {
    // The second branch of the core's chunk schema: it sees only what the first one refused.
    errorSchema: unknown().transform(repairChunk),
    errorToMessage: String,
  };
  const core = new Core(modelId, {
    provider,
    headers,
    supportsStructuredOutputs: true,
    errorStructure,
    url: noAddress,
  });
  const streaming = { stream: true, ...(includeUsage && { stream_options: { include_usage: true } }) };
  // A constructor with the core as its prototype makes views faster than `Object.create`.
  function View(this: { config: object }, config: object) {
    this.config = config;
  }
  View.prototype = core;
  // What it constructs inherits from the core, so it is a core.
  const ViewOf = View as unknown as new (config: object) => LanguageModelOf<TYPES>;
  // `getArgs` is private in the types of the cores, and in all of them: test/sdk/chat-core.test.ts.
  const converter = core as unknown as Converter<TYPES>;
  return {
    write: async (call, options, mode) => {
      const { args, warnings } = await converter.getArgs(options);
      call.write(withoutSchemaStrict(mode === 'stream' ? { ...args, ...streaming } : args));
      return warnings;
    },
    read: async (call, response, includeRawChunks) => {
      const view = new ViewOf({
        provider,
        headers,
        url: noAddress,
        fetch: async () => response,
        // Replaced when the result is completed: the core's schema drops counts that it does not know.
        convertUsage: () => noUsage,
        metadataExtractor: extractorOf(call),
      });
      // What was asked is written; the core only reads.
      const { stream } = await view.doStream({ prompt: [], includeRawChunks } as TYPES['call']);
      return stream;
    },
  };
}

type Body = Record<string, unknown>;

/**
 * The cores of 2.x and 3.x ask for strict schemas by themselves (2.0.87, 3.0.92, 2026-11), which many upstreams
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
