import type { BodyStep } from './profile.ts';
import type { WireBody } from './wire-body.ts';

/** What becomes of a tool choice that an upstream does not take. */
export interface ToolChoiceRule {
  /** Which choices are refused. */
  readonly refuses: 'required' | 'forced';
  /** Whether they are refused for this body. @default always */
  readonly when?: (body: WireBody) => boolean;
  /** Why, for the warning. */
  readonly because: string;
}

/** Turns a choice that forces a call into `auto`, with a warning; the model may then answer without one. */
export function freeToolChoice({ refuses, when, because }: ToolChoiceRule): BodyStep {
  return (body, { warn }) => {
    const choice = body.tool_choice;
    const forced = choice === 'required' || (refuses === 'forced' && typeof choice === 'object');
    if (!forced || when?.(body) === false) return body;
    warn({ type: 'unsupported', feature: 'toolChoice', details: `${because}; "auto" was sent.` });
    return { ...body, tool_choice: 'auto' };
  };
}

/** Another word for `required`. */
export function requiredAs(word: string): BodyStep {
  return body => (body.tool_choice === 'required' ? { ...body, tool_choice: word } : body);
}

/** Whether the body demands a call. */
export function forcesCall({ tool_choice }: WireBody): boolean {
  return tool_choice === 'required' || typeof tool_choice === 'object';
}

/** Offers only the named tool and leaves the choice out, for upstreams that know no `tool_choice`. */
export const choiceByOffer: BodyStep = (body, { warn }) => {
  const { tool_choice: choice, tools } = body;
  if (choice === undefined || choice === 'auto') return { ...body, tool_choice: undefined };
  if (choice === 'none') {
    const details = 'this upstream knows no tool choice; the tools were left out.';
    warn({ type: 'compatibility', feature: 'toolChoice', details });
    return { ...body, tools: undefined, tool_choice: undefined, parallel_tool_calls: undefined };
  }
  const offered =
    typeof choice === 'object' ? tools?.filter(tool => tool.function.name === choice.function.name) : tools;
  const details = 'this upstream cannot be made to call a tool; the choice was left out.';
  warn({ type: 'unsupported', feature: 'toolChoice', details });
  return { ...body, tools: offered, tool_choice: undefined };
};
