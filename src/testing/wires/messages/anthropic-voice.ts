import type { JsonObject } from '../../http/json.ts';
import type { ChatRequest, Upstream } from '../../upstreams/upstream.ts';
import { isThinking } from './content.ts';

/** Prompts with which Anthropic lets clients try what is rare otherwise. */
const refusalTrigger = 'ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL';
const redactionTrigger = 'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING';

export function redactsThinking(question: string): boolean {
  return question.includes(redactionTrigger);
}

/** How the built-in model behaves here: it reasons where requested, and refuses the trigger. */
export function anthropicVoice(upstream: Upstream, body: JsonObject): Upstream {
  const reasons = (): boolean => isThinking(body) || thinksByDefault(body);
  return { ...upstream, dialect: { ...upstream.dialect, refuses: true, reasons } };
}

/** Models that always reason. */
function thinksByDefault({ model, thinking }: JsonObject): boolean {
  return thinking === undefined && /(?:sonnet|opus)-5-5|fable-5/.test(String(model));
}

/** The trigger counts as the word that every model here refuses. */
export function withTrigger(request: ChatRequest): ChatRequest {
  const triggers = JSON.stringify(request.messages).includes(refusalTrigger);
  const refused = { role: 'user', content: 'refuse-me' };
  return triggers ? { ...request, messages: [...request.messages, refused] } : request;
}
