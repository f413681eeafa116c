import { asNumber, asString, isObject, type JsonObject, member, objects } from '../../http/json.ts';
import {
  claudeModelRules,
  extraInput,
  forcedWhileThinking,
  refusesForcing,
} from '../../upstreams/anthropic-rules.ts';
import { wellFormedText } from '../../upstreams/common-rules.ts';
import { eachMessage, onlyKeys } from '../../upstreams/rules.ts';
import type { ChatRequest, Refusal, StrictRule } from '../../upstreams/upstream.ts';
import { cacheRules } from './cache-rules.ts';
import { contentRules } from './content-rules.ts';
import { thinkingRules } from './thinking-rules.ts';
import { toolRules } from './tool-rules.ts';

/** The first thing that the Messages API refuses about a body. */
export function checkMessages(model: string, body: JsonObject): Refusal | undefined {
  const messages = objects(body.messages);
  const request: ChatRequest = {
    model,
    body,
    messages,
    tools: objects(body.tools),
    stream: body.stream === true,
  };
  for (const rule of rules) {
    const refusal = rule(request);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Members of `MessageCreateParams` (@anthropic-ai/sdk 1.14.0), and those of its betas. */
const known =
  'cache_control container context_management diagnostics fallbacks inference_geo max_tokens mcp_servers messages metadata model output_config output_format service_tier speed stop_sequences stream system temperature thinking tool_choice tools top_k top_p'.split(
    ' ',
  );

const required: StrictRule = ({ body, messages }) => {
  if (asString(body.model) === undefined) return { message: 'model: Field required' };
  if (body.max_tokens === undefined) return { message: 'max_tokens: Field required' };
  if (!Number.isInteger(body.max_tokens)) return { message: 'max_tokens: Input should be a valid integer' };
  if ((asNumber(body.max_tokens) ?? 0) < 0)
    return { message: 'max_tokens: Input should be greater than or equal to 0' };
  if (body.messages === undefined) return { message: 'messages: Field required' };
  if (!Array.isArray(body.messages)) return { message: 'messages: Input should be a valid list' };
  return messages.length === 0 ? { message: 'messages: at least one message is required' } : undefined;
};

const roles: StrictRule = eachMessage(({ role, content }, index) => {
  if (!['user', 'assistant', 'system'].includes(String(role)))
    return { message: `messages.${index}.role: Input should be 'user', 'assistant' or 'system'` };
  if (content === undefined) return { message: `messages.${index}.content: Field required` };
  return typeof content === 'string' || Array.isArray(content)
    ? undefined
    : { message: `messages.${index}.content: Input should be a valid list` };
});

const stops: StrictRule = ({ body }) => {
  const given = body.stop_sequences;
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) return { message: 'stop_sequences: Input should be a valid list' };
  return given.some(stop => String(stop).trim() === '')
    ? { message: 'stop_sequences: each stop sequence must contain non-whitespace' }
    : undefined;
};

const settings: StrictRule = ({ body }) => {
  const { service_tier: tier, metadata } = body;
  if (tier !== undefined && tier !== 'auto' && tier !== 'standard_only')
    return { message: "service_tier: Input should be 'auto' or 'standard_only'" };
  const user = member(body, 'metadata').user_id;
  if (metadata !== undefined && !isObject(metadata))
    return { message: 'metadata: Input should be an object' };
  return user != null && typeof user !== 'string'
    ? { message: 'metadata.user_id: Input should be a valid string' }
    : undefined;
};

const forced: StrictRule = request =>
  ['any', 'tool'].includes(String(member(request.body, 'tool_choice').type)) && refusesForcing(request)
    ? forcedWhileThinking
    : undefined;

const rules: readonly StrictRule[] = [
  wellFormedText,
  required,
  onlyKeys(known, extraInput),
  roles,
  stops,
  settings,
  ...thinkingRules,
  ...claudeModelRules,
  ...toolRules,
  forced,
  ...contentRules,
  ...cacheRules,
];
