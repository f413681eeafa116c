import { asString, type JsonObject, member, objects } from '../../http/json.ts';
import type { Completion } from '../../model/completion.ts';
import { seal } from '../../model/hash.ts';
import { source } from '../../model/source.ts';

export interface ResponseContext {
  readonly model: string;
  readonly body: JsonObject;
  /** Epoch seconds. */
  readonly created: number;
  /** The query of the web search that came before the answer. */
  readonly query?: string;
  readonly cachedTokens: number;
  readonly writtenTokens: number;
  /** Members that the upstream adds to each thought. */
  readonly thoughtExtra?: JsonObject;
  /** A new id: `msg_…`. */
  readonly id: (prefix: string) => string;
}

/** A completion as a response of the Responses API. */
export function renderResponse(completion: Completion, context: ResponseContext): JsonObject {
  const { body, created } = context;
  const cut = completion.finishReason === 'length';
  const filtered = completion.finishReason === 'content_filter';
  const reason = cut ? 'max_output_tokens' : 'content_filter';
  return {
    id: context.id('resp'),
    object: 'response',
    created_at: created,
    status: cut || filtered ? 'incomplete' : 'completed',
    completed_at: cut || filtered ? null : created,
    background: false,
    error: null,
    incomplete_details: cut || filtered ? { reason } : null,
    ...echo(body),
    model: context.model,
    output: outputItems(completion, context),
    usage: renderUsage(completion, context),
  };
}

/** Settings, those of the request or the defaults. */
function echo(body: JsonObject): JsonObject {
  const { effort = null, summary = null } = member(body, 'reasoning');
  const { format = { type: 'text' }, verbosity = 'medium' } = member(body, 'text');
  const tier = asString(body.service_tier);
  return {
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: body.max_tool_calls ?? null,
    metadata: body.metadata ?? {},
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: body.previous_response_id ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    reasoning: { effort, summary },
    safety_identifier: body.safety_identifier ?? null,
    service_tier: tier === undefined || tier === 'auto' ? 'default' : tier,
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: { format, verbosity },
    tool_choice: body.tool_choice ?? 'auto',
    tools: objects(body.tools).map(echoTool),
    top_logprobs: body.top_logprobs ?? 0,
    top_p: body.top_p ?? 1,
    truncation: body.truncation ?? 'disabled',
    ...(body.user == null ? {} : { user: body.user }),
  };
}

/** Functions are strict by default. */
function echoTool(tool: JsonObject): JsonObject {
  return tool.type === 'function' ? { description: null, strict: true, parameters: null, ...tool } : tool;
}

function outputItems(completion: Completion, context: ResponseContext): JsonObject[] {
  const { text, refusal, toolCalls, reasoning } = completion;
  return [
    ...(reasoning === undefined ? [] : [reasoningItem(reasoning, context)]),
    ...(context.query === undefined ? [] : [searchItem(context.query, context)]),
    ...(text === '' && refusal === undefined ? [] : [messageItem(completion, context)]),
    ...toolCalls.map(call => ({
      id: context.id('fc'),
      type: 'function_call',
      status: 'completed',
      arguments: call.arguments,
      call_id: call.id ?? context.id('call'),
      name: call.name,
    })),
  ];
}

/** A summary on request, and encrypted reasoning where nothing is stored. */
function reasoningItem(reasoning: string, { body, id, thoughtExtra }: ResponseContext): JsonObject {
  const { summary } = member(body, 'reasoning');
  return {
    id: id('rs'),
    type: 'reasoning',
    summary: summary == null ? [] : [{ type: 'summary_text', text: reasoning }],
    ...thoughtExtra,
    ...(includes(body, 'reasoning.encrypted_content')
      ? { encrypted_content: seal('reasoning', reasoning) }
      : {}),
  };
}

function searchItem(query: string, { body, id }: ResponseContext): JsonObject {
  const sources = includes(body, 'web_search_call.action.sources')
    ? { sources: [{ type: 'url', url: source.url }] }
    : {};
  return {
    id: id('ws'),
    type: 'web_search_call',
    status: 'completed',
    action: { type: 'search', query, queries: [query], ...sources },
  };
}

function messageItem({ text, refusal, finishReason }: Completion, context: ResponseContext): JsonObject {
  const cited = context.query !== undefined && text !== '';
  const annotations = cited
    ? [{ type: 'url_citation', start_index: 0, end_index: text.length, ...source }]
    : [];
  const part =
    refusal === undefined
      ? { type: 'output_text', annotations, logprobs: [], text }
      : { type: 'refusal', refusal };
  return {
    id: context.id('msg'),
    type: 'message',
    status: finishReason === 'length' ? 'incomplete' : 'completed',
    role: 'assistant',
    content: [part],
  };
}

function renderUsage({ usage }: Completion, context: ResponseContext): JsonObject {
  const { promptTokens, completionTokens, reasoningTokens } = usage;
  const cached = usage.cachedTokens > 0 ? usage.cachedTokens : context.cachedTokens;
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: context.writtenTokens },
    output_tokens: completionTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: promptTokens + completionTokens,
  };
}

function includes({ include }: JsonObject, what: string): boolean {
  return Array.isArray(include) && include.includes(what);
}

/** The items of a response. */
export function outputOf(response: JsonObject): JsonObject[] {
  return objects(response.output);
}
