import { asNumber, asString, isObject, member } from '../../http/json.ts';
import { modelIs } from '../../upstreams/rules.ts';
import type { ChatRequest, StrictRule } from '../../upstreams/upstream.ts';
import { blocksOf } from './content.ts';

/** Budgets end with Opus 4.7; thoughts without one begin with 4.6 (@ai-sdk/anthropic 2.0.112, 2026-11). */
const refusesBudget = modelIs(/opus-4-[78]|(?:sonnet|opus|haiku|fable|mythos)-5/);
const refusesAdaptive = modelIs(/claude-3|(?:opus|sonnet|haiku)-4-(?:[0-5](?!\d)|\d{8})/);
const takesBetweenTools = modelIs(/sonnet-5-5/);

const config: StrictRule = request => {
  const { thinking } = request.body;
  if (thinking == null) return undefined;
  if (!isObject(thinking)) return { message: 'thinking: Input should be an object' };
  const type = asString(thinking.type);
  if (type === undefined && thinking.block_binding !== undefined) return undefined;
  switch (type) {
    case 'enabled':
      return budget(request);
    case 'adaptive':
      return refusesAdaptive(request)
        ? { message: 'adaptive thinking is not supported on this model' }
        : undefined;
    case 'between_tools':
      return takesBetweenTools(request) ? undefined : unsupported('between_tools');
    case 'disabled':
      return undefined;
    default:
      return {
        message: `thinking: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: 'adaptive', 'between_tools', 'disabled', 'enabled'`,
      };
  }
};

function unsupported(type: string): { message: string } {
  return { message: `"thinking.type.${type}" is not supported for this model.` };
}

function budget(request: ChatRequest): { message: string } | undefined {
  const { body } = request;
  const tokens = member(body, 'thinking').budget_tokens;
  if (refusesBudget(request))
    return {
      message:
        '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
    };
  if (tokens === undefined) return { message: 'thinking.enabled.budget_tokens: Field required' };
  if ((asNumber(tokens) ?? 0) < 1024)
    return { message: 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024' };
  return (asNumber(body.max_tokens) ?? 0) <= (asNumber(tokens) ?? 0)
    ? {
        message:
          '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size',
      }
    : undefined;
}

/** With a budget, a turn that calls tools opens with its thoughts for as long as it goes on. */
const thoughtsKept: StrictRule = ({ body, messages }) => {
  if (member(body, 'thinking').type !== 'enabled') return undefined;
  const index = messages.map(({ role }) => role).lastIndexOf('assistant');
  const [first] = blocksOf(messages[index]?.content);
  const goesOn = blocksOf(messages.at(-1)?.content).some(({ type }) => type === 'tool_result');
  if (!goesOn || first === undefined || ['thinking', 'redacted_thinking'].includes(String(first.type)))
    return undefined;
  return {
    message: `messages.${index}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${String(first.type)}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable \`thinking\`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking`,
  };
};

/** Efforts begin with Opus 4.5; the two highest came later (@ai-sdk/anthropic 2.0.112, 2026-11). */
const hasEffort = modelIs(/opus-4-[5-8]|sonnet-4-6|(?:opus|sonnet|haiku|fable|mythos)-5/);
const efforts = ['low', 'medium', 'high', 'xhigh', 'max'];

const effort: StrictRule = request => {
  const given = member(request.body, 'output_config').effort;
  if (given == null) return undefined;
  if (!efforts.includes(String(given)))
    return { message: `output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'` };
  if (/^claude-/.test(request.model) && !hasEffort(request))
    return { message: 'This model does not support the effort parameter.' };
  const high = given === 'xhigh' || given === 'max';
  return member(request.body, 'thinking').type === 'between_tools' && high
    ? { message: `output_config.effort: '${String(given)}' is not supported with between_tools thinking.` }
    : undefined;
};

export const thinkingRules: readonly StrictRule[] = [config, thoughtsKept, effort];
