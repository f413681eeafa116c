import { isObject, type JsonObject } from '../http/json.ts';
import type { StepKind } from '../upstreams/upstream.ts';

/** What follows an upstream's prefix, for calls by a model's catalogue name. */
export const tails: Partial<Record<StepKind, string>> = {
  chat: 'chat/completions',
  embeddings: 'embeddings',
  responses: 'responses',
  messages: 'messages',
};

/**
 * What the schema of Cloudflare's catalogue refuses about a Messages request, before it checks vendor and payment.
 * Observed on the run path, 2026-10-02; the REST path is documented to enforce the schema strictly.
 */
export function catalogueRefusal(
  kind: StepKind,
  { body, id }: { readonly body: JsonObject; readonly id: string },
): string | undefined {
  if (kind !== 'messages') return undefined;
  const problem = messagesProblem(body, id);
  return problem === undefined ? undefined : `Model execution failed (User Input Error): ${problem}`;
}

function messagesProblem(body: JsonObject, id: string): string | undefined {
  const { max_tokens: limit, messages, system, tool_choice: choice, temperature } = body;
  if (messages === undefined) return 'Required value missing: messages';
  if (!Array.isArray(messages)) return 'Invalid value at messages: expected an array';
  if (limit === undefined) return 'Required value missing: max_tokens';
  if (system !== undefined && typeof system !== 'string') return 'Invalid value at system: expected a string';
  if (/^claude-/.test(id) && id !== 'claude-haiku-4.5' && temperature !== undefined)
    return 'Invalid value at temperature: not supported by this model';
  const forced = isObject(choice) && (choice.type === 'any' || choice.type === 'tool');
  return id === 'claude-opus-5.5' && forced
    ? `Invalid value at tool_choice.type: '${String(choice.type)}' is not supported by this model`
    : undefined;
}
