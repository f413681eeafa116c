import { type ZodType, z } from 'zod/v4';
import { recordAnswer } from '../answer/answer-record.ts';
import { repairChunk } from '../answer/repair.ts';
import type { ChatCall } from '../chat/chat-call.ts';

/** What the cores of all majors are built with. */
export interface CoreConfig {
  readonly provider: string;
  readonly headers: () => Record<string, string>;
  readonly errorStructure: ErrorStructure;
  readonly url: () => string;
  readonly includeUsage?: boolean;
  readonly supportsStructuredOutputs?: boolean;
}

/** How a core reads what its own schema refuses. */
export interface ErrorStructure {
  readonly errorSchema: ZodType<unknown>;
  readonly errorToMessage: (error: unknown) => string;
}

export type CallMode = 'generate' | 'stream';

/** The core of one model, for one call. */
export type CoreOf<CORE> = (call: ChatCall, mode: CallMode) => CORE;

const provider = 'cloudflare.chat';
const headers = (): Record<string, string> => ({});
const supportsStructuredOutputs = true;
const noUsage = {};
let errorStructure: ErrorStructure | undefined;

/**
 * Hands out views of a core that is built once for each model, as that costs several times what a call does (it
 * makes schemas). The cores keep their state in `config` and have no `#private` fields, so an object that inherits
 * from one and has a `config` of its own is a core of its own, without the cost of one. Checked on the installed
 * majors by test/sdk/chat-core.test.ts.
 */
export function chatCore<CORE extends object>(
  Core: new (modelId: string, config: CoreConfig) => CORE,
  modelId: string,
  includeUsage: boolean,
): CoreOf<CORE> {
  // Made with the first core, for all of them: a schema takes half a millisecond, and importing needs none.
  errorStructure ??= {
    // The second branch of the core's chunk schema: it sees only what the first one refused.
    errorSchema: z.unknown().transform(repairChunk),
    errorToMessage: String,
  };
  const core = new Core(modelId, {
    provider,
    headers,
    includeUsage,
    supportsStructuredOutputs,
    errorStructure,
    url: () => '',
  });
  // A constructor with the core as its prototype makes views faster than `Object.create`.
  function View(this: { config: object }, config: object) {
    this.config = config;
  }
  View.prototype = core;
  // What it constructs inherits from the core, so it is a core.
  const ViewOf = View as unknown as new (config: object) => CORE;
  return (call, mode) =>
    // Written out: spreading a conditional member takes longer than all other members together.
    new ViewOf({
      provider,
      headers,
      includeUsage,
      supportsStructuredOutputs,
      url: () => call.request.plan.target.url,
      fetch: call.fetch,
      transformRequestBody: (body: Body) => call.transformRequestBody(withoutSchemaStrict(body)),
      // Replaced when the result is completed: the core's schema drops counts that it does not know.
      convertUsage: () => noUsage,
      metadataExtractor: mode === 'stream' ? extractorOf(call) : undefined,
    });
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
    // A whole answer comes back with the result, so there is nothing to wait for here.
    extractMetadata: async () => undefined,
    createStreamExtractor: () => ({
      processChunk: (chunk: unknown) => {
        recordAnswer(record, chunk);
        around.parsed(chunk);
      },
      buildMetadata: () => undefined,
    }),
  };
}
