import type { JsonObject } from '../../http/json.ts';
import { member, parseJson } from '../../http/json.ts';
import type { CompletedToolCall, Completion } from '../../model/completion.ts';
import { seal } from '../../model/hash.ts';
import type { CacheUsage } from '../../model/prompt-cache.ts';
import { source } from '../../model/source.ts';
import { redactsThinking } from './anthropic-voice.ts';

export interface MessageContext {
  readonly id: string;
  readonly model: string;
  readonly body: JsonObject;
  readonly question: string;
  /** The query of the web search that came before the answer. */
  readonly query?: string;
  readonly cache: CacheUsage;
  readonly toolUseId: () => string;
}

/** A completion as one message of the Messages API. */
export function renderMessage(completion: Completion, context: MessageContext): JsonObject {
  const refused = completion.refusal !== undefined;
  return {
    id: context.id,
    type: 'message',
    role: 'assistant',
    model: context.model,
    // A refusal has no content: only a stop reason (observed through the gateway, 2026-09-14).
    content: refused ? [] : contentOf(completion, context),
    container: null,
    stop_reason: stopReason(completion),
    stop_sequence: completion.stopped ?? null,
    stop_details: refused ? { type: 'refusal', category: null, explanation: null } : null,
    usage: renderUsage(completion, context),
  };
}

function contentOf(completion: Completion, context: MessageContext): JsonObject[] {
  const { text, reasoning, toolCalls } = completion;
  const searched = context.query === undefined ? [] : searchBlocks(context.query, context.toolUseId());
  const cited = searched.length > 0 && text !== '';
  return [
    ...(reasoning === undefined ? [] : [thinkingBlock(reasoning, context)]),
    ...searched,
    ...(text === '' ? [] : [{ type: 'text', text, ...(cited ? { citations: [citation(text)] } : {}) }]),
    ...toolCalls.map(call => toolUse(call, context)),
  ];
}

/** Shown in full, left out by newer models unless requested, or withheld. */
function thinkingBlock(thinking: string, { model, body, question }: MessageContext): JsonObject {
  if (redactsThinking(question)) return { type: 'redacted_thinking', data: seal('redacted', thinking) };
  const display = member(body, 'thinking').display ?? (omitsThinking.test(model) ? 'omitted' : 'summarized');
  const signature = seal('thinking', thinking);
  return { type: 'thinking', thinking: display === 'omitted' ? '' : thinking, signature };
}

/** `display` is `omitted` by default from Opus 4.7 on (@ai-sdk/anthropic 2.0.112). */
const omitsThinking = /opus-4-[78]|(?:opus|sonnet|haiku|fable|mythos)-5/;

function searchBlocks(query: string, toolUseId: string): JsonObject[] {
  const id = toolUseId.replace('toolu_', 'srvtoolu_');
  return [
    { type: 'server_tool_use', id, name: 'web_search', input: { query } },
    {
      type: 'web_search_tool_result',
      tool_use_id: id,
      content: [
        {
          type: 'web_search_result',
          ...source,
          encrypted_content: seal('search', source.url),
          page_age: null,
        },
      ],
    },
  ];
}

function citation(text: string): JsonObject {
  return {
    type: 'web_search_result_location',
    ...source,
    encrypted_index: seal('citation', source.url),
    cited_text: text.slice(0, 150),
  };
}

function toolUse({ id, name, arguments: args }: CompletedToolCall, context: MessageContext): JsonObject {
  return { type: 'tool_use', id: id ?? context.toolUseId(), name, input: parseJson(args) ?? {} };
}

const stopReasons: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
};

function stopReason({ finishReason, refusal, toolCalls, stopped }: Completion): string {
  if (refusal !== undefined) return 'refusal';
  if (finishReason !== undefined) return stopReasons[finishReason] ?? finishReason;
  if (stopped !== undefined) return 'stop_sequence';
  return toolCalls.length > 0 ? 'tool_use' : 'end_turn';
}

function renderUsage({ usage }: Completion, { cache, query }: MessageContext): JsonObject {
  const { promptTokens, completionTokens, reasoningTokens, cachedTokens } = usage;
  // A scripted count of cached tokens takes the place of the cache.
  const read = cachedTokens > 0 ? cachedTokens : cache.read;
  const written = cachedTokens > 0 ? 0 : cache.written + cache.writtenLong;
  return {
    input_tokens: Math.max(0, promptTokens - read - written),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    cache_creation: {
      ephemeral_5m_input_tokens: cachedTokens > 0 ? 0 : cache.written,
      ephemeral_1h_input_tokens: cachedTokens > 0 ? 0 : cache.writtenLong,
    },
    output_tokens: completionTokens,
    ...(reasoningTokens > 0 ? { output_tokens_details: { thinking_tokens: reasoningTokens } } : {}),
    ...(query === undefined ? {} : { server_tool_use: { web_search_requests: 1, web_fetch_requests: 0 } }),
    service_tier: 'standard',
  };
}
