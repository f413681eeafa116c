import { asNumber, asString, member } from '../http/json.ts';
import { responseFormatType } from '../upstreams/rules.ts';
import type { ChatRequest, Upstream } from '../upstreams/upstream.ts';
import type { Completion } from './completion.ts';
import { type Conversation, readConversation } from './conversation.ts';
import { countTokens } from './count-tokens.ts';
import { fillSchema } from './fill-schema.ts';
import { planToolCalls } from './plan-tool-calls.ts';
import { schemaInText } from './schema-in-text.ts';
import { textValues } from './text-values.ts';

/** The built-in model: a pure function of the request. */
export function answerChat(upstream: Upstream, request: ChatRequest): Completion {
  const conversation = readConversation(request);
  const toolCalls = planToolCalls(request, conversation);
  const said = toolCalls.length > 0 ? '' : answerText(request, conversation);
  const limited = limit(said, request, upstream);
  const reasoning = upstream.dialect.reasons?.(request)
    ? `The user said "${conversation.question.slice(0, 80)}".`
    : undefined;
  const reasoningTokens = countTokens(reasoning);
  return {
    text: limited.text,
    ...(reasoning === undefined ? {} : { reasoning }),
    toolCalls,
    ...(limited.finishReason === undefined ? {} : { finishReason: limited.finishReason }),
    usage: {
      promptTokens: countPrompt(request),
      completionTokens:
        countTokens(limited.text) +
        countTokens(toolCalls.map(call => call.arguments).join('')) +
        reasoningTokens,
      reasoningTokens,
      cachedTokens: 0,
    },
  };
}

export function countPrompt({ messages }: ChatRequest): number {
  return messages.reduce((sum, message) => sum + countTokens(message.content), 0);
}

function answerText(request: ChatRequest, conversation: Conversation): string {
  const format = responseFormatType(request);
  if (format !== undefined) return JSON.stringify(structured(request, conversation));
  const { question, results, attachments } = conversation;
  if (results.length > 0) return `Here is what I found: ${results.join('; ')}`;
  const files = attachments > 0 ? ` (with ${attachments} attachment${attachments > 1 ? 's' : ''})` : '';
  return `Hello! You said: "${question}"${files}`;
}

/** A value for the schema of the request, enveloped or bare, or for one that the instructions spell out. */
function structured({ body }: ChatRequest, { question, system }: Conversation): unknown {
  const format = member(body, 'response_format');
  const given = member(format, 'json_schema');
  const schema = asString(given.name) !== undefined || 'schema' in given ? given.schema : given;
  const used = format.type === 'json_schema' ? schema : (schemaInText(system) ?? schemaInText(question));
  return used === undefined ? { answer: question } : fillSchema(used, textValues(question));
}

/** Applies `stop` and the token limit of the request. */
function limit(
  text: string,
  request: ChatRequest,
  { dialect }: Upstream,
): { text: string; finishReason?: string } {
  const { body } = request;
  const stops = [body.stop].flat().filter(stop => typeof stop === 'string' && stop !== '');
  const ends = stops.map(stop => text.indexOf(String(stop))).filter(index => index >= 0);
  const stopped = ends.length > 0 ? text.slice(0, Math.min(...ends)) : text;
  const most =
    asNumber(body.max_completion_tokens) ?? asNumber(body.max_tokens) ?? dialect.defaultMaxTokens?.(request);
  return most !== undefined && countTokens(stopped) > most
    ? { text: stopped.slice(0, most * 4), finishReason: 'length' }
    : { text: stopped };
}
