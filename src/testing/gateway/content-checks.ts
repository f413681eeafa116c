import { failureAnswer } from '../failures/failure-answer.ts';
import { dlpReport } from '../failures/local-failures.ts';
import type { Answer } from '../http/answer.ts';
import { isObject, type JsonObject, parseJson } from '../http/json.ts';
import type { GatewaySettings } from '../local-gateway-options.ts';
import type { Plan, Step } from './plan.ts';

/** Guardrails and data loss prevention on prompts. */
export function checkPrompt({ guardrails, dlp }: GatewaySettings, { body }: Step): Answer | undefined {
  if (occurs(guardrails?.blockPrompt, promptText(body))) return failureAnswer('guardrail-prompt');
  return occurs(dlp?.block, JSON.stringify(body)) ? failureAnswer('dlp-request') : undefined;
}

const promptMembers =
  'messages input instructions system prompt text contents systemInstruction query queries documents contexts requests'.split(
    ' ',
  );

/** The prompt, under the name that each kind of request has for it. */
function promptText(body: JsonObject): string {
  return spoken(promptMembers.map(name => body[name])).join('\n');
}

function spoken(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(spoken);
  return isObject(value) ? spoken([value.content, value.text, value.output, value.parts]) : [];
}

/** The same on what is answered. A stream passes: only buffered answers can be blocked. */
export function checkResponse({ guardrails, dlp }: GatewaySettings, answer: Answer): Answer | undefined {
  if (typeof answer.body !== 'string' || answer.status !== 200) return undefined;
  if (occurs(guardrails?.blockResponse, answer.body)) return failureAnswer('guardrail-response');
  return occurs(dlp?.block, answer.body) ? failureAnswer('dlp-response') : undefined;
}

/** The header of a request that data loss prevention only flags. */
export function dlpFlag({ dlp }: GatewaySettings, { body }: Step): Record<string, string> {
  if (!occurs(dlp?.flag, JSON.stringify(body))) return {};
  return { 'cf-aig-dlp': JSON.stringify(dlpReport('REQUEST', 'FLAG')) };
}

/** The gateway host buffers a guarded stream and answers with one JSON body; calls of the catalogue stream on. */
export function buffered(plan: Plan, step: Step): Step {
  const guarded = plan.gateway?.settings.guardrails !== undefined && !plan.catalogue;
  if (!guarded || step.body.stream !== true) return step;
  const { stream: _, stream_options: __, ...body } = step.body;
  return { ...step, body };
}

function occurs(pattern: RegExp | string | undefined, text: string): boolean {
  if (pattern === undefined || pattern === '') return false;
  if (typeof pattern === 'string') return text.includes(pattern) || decoded(text).includes(pattern);
  // Without the flags that make a pattern remember its last match.
  return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(text);
}

/** Contents of a JSON body as text, where quotes are not escaped. */
function decoded(text: string): string {
  const value = parseJson(text);
  return value === undefined ? '' : strings(value).join('\n');
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
