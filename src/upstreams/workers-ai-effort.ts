import { isRecord } from '../json-values.ts';
import type { WireBody } from '../wire/body.ts';
import { type BodyStep, type ProfileContext, reportChange, reportUnsupported } from '../wire/profile.ts';
import { nearestEffort } from '../wire/reasoning.ts';
import type { WorkersAIReasoning } from './workers-ai-models.ts';

type Warn = ProfileContext['warn'];

const feature = 'reasoningEffort';

/**
 * Writes the effort as the model publishes it: a level of `reasoning_effort`, or a switch of its chat template. A
 * level that it does not publish becomes the nearest one, since the service maps many of them to its highest.
 * `null` means `none`: the service would map it to the default, `high` or `max` (model catalogue, 2026-11).
 */
export function workersAIEffort(model: WorkersAIReasoning): BodyStep {
  return (body, { warn }) => {
    const { reasoning_effort: given, ...plain } = body;
    if (given === undefined) return body;
    if (given === null || given === 'none') return switchedOff(plain, model, warn);
    if (model.efforts.length === 0) return switchedOn(plain, given, model, warn);
    const [from, to] = model.weaker.split(':');
    const effort = given === from ? to : nearestEffort(given, model.efforts);
    const problem = `this model does not accept "${given}"`;
    if (effort === undefined) reportUnsupported(warn, feature, `${problem}.`);
    else if (effort !== given) reportChange(warn, feature, `${problem}; "${effort}" was sent.`);
    return effort === undefined ? plain : { ...plain, reasoning_effort: effort };
  };
}

function switchedOff(body: WireBody, { efforts, off }: WorkersAIReasoning, warn: Warn): WireBody {
  if (off === 'none') return { ...body, reasoning_effort: 'none' };
  if (off === 'toggle') return withTemplate(body, { enable_thinking: false }, warn);
  const [lowest] = efforts;
  const problem = 'reasoning of this model cannot be switched off';
  if (lowest === undefined) reportUnsupported(warn, feature, `${problem}.`);
  else reportChange(warn, feature, `${problem}; "${lowest}" was sent.`);
  return lowest === undefined ? body : { ...body, reasoning_effort: lowest };
}

/** Models without levels: reasoning is on or off, and one of them has a switch for low effort. */
function switchedOn(
  body: WireBody,
  asked: string,
  { off, lowEffort }: WorkersAIReasoning,
  warn: Warn,
): WireBody {
  const low = lowEffort && (asked === 'low' || asked === 'minimal');
  if (!low || asked !== 'low') {
    const instead = low
      ? '`low_effort` was sent'
      : off === 'never'
        ? 'it always reasons'
        : 'reasoning was switched on';
    reportChange(warn, feature, `this model has no level "${asked}"; ${instead}.`);
  }
  if (off === 'never') return body;
  return withTemplate(body, { enable_thinking: true, ...(low && { low_effort: true }) }, warn);
}

/** The caller's own switches win. */
function withTemplate(body: WireBody, switches: Readonly<Record<string, boolean>>, warn: Warn): WireBody {
  const { chat_template_kwargs: given } = body;
  const own = isRecord(given) ? given : {};
  const other = Object.keys(switches).find(name => own[name] !== undefined && own[name] !== switches[name]);
  if (other !== undefined)
    reportUnsupported(warn, feature, `\`chat_template_kwargs.${other}\` was sent instead.`);
  return { ...body, chat_template_kwargs: { ...switches, ...own } };
}
