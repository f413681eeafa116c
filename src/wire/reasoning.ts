import { isRecord } from '../json-values.ts';
import { mapMessages, type WireBody, type WireMessage } from './body.ts';
import { words } from './fields.ts';
import { type BodyStep, type CallWarning, reportChange, reportUnsupported } from './profile.ts';

/** Reasoning efforts in rising order, over all vendors. */
export const efforts: readonly string[] = /* @__PURE__ */ words('none minimal low medium high xhigh max');

/**
 * Maps `reasoning_effort` to the nearest value that the model accepts, or removes it, with a warning.
 * `none` is never replaced by a higher effort: where it is not accepted, the model's default applies.
 * `null` means `none`. A vendor field that conflicts with the effort wins, with a warning.
 * @param efforts the accepted values; empty for a model that rejects the field. Of two equally near, the first wins
 * @param fields the vendor's own fields for an effort, in place of `reasoning_effort`
 */
export function reasoningEffort(
  efforts: string,
  fields?: false | ((effort: string) => Readonly<Record<string, unknown>>),
): BodyStep {
  const allowed = words(efforts);
  return (body, { warn }) => {
    const { reasoning_effort: given } = body;
    if (given === undefined) return body;
    const effort = acceptedEffort(given, allowed, warn);
    const plain = { ...body, reasoning_effort: undefined };
    if (effort === undefined) return plain;
    return fields ? withFields(plain, fields(effort), warn) : { ...body, reasoning_effort: effort };
  };
}

/** The nearest effort that is accepted, with a warning where it is another one or none. `null` means `none`. */
export function acceptedEffort(
  given: string | null,
  allowed: readonly string[],
  warn: (warning: CallWarning) => void,
): string | undefined {
  const requested = given ?? 'none';
  return reportedEffort(requested, nearestEffort(requested, allowed), warn);
}

/** What an effort was replaced by, after a warning where it is another one or none. */
export function reportedEffort(
  requested: string,
  effort: string | undefined,
  warn: (warning: CallWarning) => void,
): string | undefined {
  const problem = `this model does not accept "${requested}"`;
  if (effort === undefined) reportUnsupported(warn, 'reasoningEffort', `${problem}.`);
  else if (effort !== requested) reportChange(warn, 'reasoningEffort', `${problem}; "${effort}" was sent.`);
  return effort;
}

function withFields(
  body: WireBody,
  fields: Readonly<Record<string, unknown>>,
  warn: (warning: CallWarning) => void,
): WireBody {
  const stated = Object.keys(fields).find(
    name => body[name] !== undefined && JSON.stringify(body[name]) !== JSON.stringify(fields[name]),
  );
  if (stated === undefined) return { ...body, ...fields };
  reportUnsupported(warn, 'reasoningEffort', `\`${stated}\` was sent instead.`);
  return body;
}

/** The type of the `thinking` field; `unasked` where the body has none. */
export function thinkingType({ thinking }: WireBody, unasked?: string): unknown {
  return (isRecord(thinking) ? thinking.type : undefined) ?? unasked;
}

/** The accepted level that is nearest to the requested one; the first of two. \`none\` is no level. */
export function nearestEffort(requested: string, allowed: readonly string[]): string | undefined {
  if (allowed.includes(requested)) return requested;
  const rank = efforts.indexOf(requested);
  if (requested === 'none' || rank === -1) return undefined;
  const distance = (effort: string): number => Math.abs(efforts.indexOf(effort) - rank);
  const levels = allowed.filter(effort => effort !== 'none' && efforts.includes(effort));
  return levels.sort((a, b) => distance(a) - distance(b))[0];
}

/** Writes the reasoning of earlier turns, which the core writes as `reasoning_content`, in other fields. */
export function replay(
  fields: (text: string, message: WireMessage) => Readonly<Record<string, unknown>>,
): BodyStep {
  return body =>
    mapMessages(body, message => {
      const { reasoning_content: text } = message;
      return text === undefined
        ? message
        : { ...message, reasoning_content: undefined, ...fields(text, message) };
    });
}

/** The reasoning of earlier turns under the field that the upstream reads, or not at all where it rejects it. */
export function replayReasoning(field: 'reasoning' | 'none'): BodyStep {
  return replay(text => (field === 'none' ? {} : { [field]: text }));
}

/** Earlier reasoning as a list of blocks, for OpenRouter and MiniMax; plain text becomes a list of one. */
export const replayAsDetails: BodyStep = replay((text, { reasoning_details: details }) => ({
  reasoning_details: details ?? [{ type: 'reasoning.text', text }],
}));

/** Writes `text` as the reasoning of assistant turns without it, where the upstream requires the field. */
export function backfillReasoning(text: string, turns: 'all' | 'tool calls'): BodyStep {
  const needs = ({ role, tool_calls }: WireMessage): boolean =>
    role === 'assistant' && (turns === 'all' || tool_calls !== undefined);
  return body =>
    mapMessages(body, message =>
      needs(message) && !message.reasoning_content ? { ...message, reasoning_content: text } : message,
    );
}
