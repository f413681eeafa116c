import { isRecord } from '../json-values.ts';
import type { WireBody } from '../wire/body.ts';
import { type BodyStep, type ProfileContext, reportUnsupported } from '../wire/profile.ts';
import { nearestEffort, reportedEffort } from '../wire/reasoning.ts';
import type { WorkersAIReasoning } from './workers-ai-models.ts';

/**
 * Writes the effort as the model publishes it: a level of `reasoning_effort`, or a switch of its chat template. A
 * level that it does not publish becomes the nearest one, since the service maps many of them to its highest; `none`
 * becomes the lowest where nothing switches reasoning off.
 * `null` means `none`: the service would map it to the default, `high` or `max` (model catalogue, 2026-11).
 */
export function workersAIEffort({ efforts, lowEffort, minimal, always }: WorkersAIReasoning): BodyStep {
  const [lowest] = efforts;
  return (body, { warn }) => {
    const { reasoning_effort: given, ...plain } = body;
    if (given === undefined) return body;
    const requested = given ?? 'none';
    const on = requested !== 'none';
    // Models without levels: reasoning is on or off, and one of them has a switch for low effort.
    if (!always && (on ? lowest === undefined : lowest !== 'none')) {
      const low = lowEffort && /^(?:low|minimal)$/.test(requested);
      if (on) reportedEffort(requested, low ? 'low' : 'chat_template_kwargs.enable_thinking: true', warn);
      return withTemplate(plain, { enable_thinking: on, ...(low && { low_effort: true }) }, warn);
    }
    const nearest = on ? nearestEffort(requested, efforts) : lowest;
    const effort = reportedEffort(requested, (requested === 'minimal' && minimal) || nearest, warn);
    return effort === undefined ? plain : { ...plain, reasoning_effort: effort };
  };
}

/** The caller's own switches win. */
function withTemplate(
  body: WireBody,
  switches: Readonly<Record<string, boolean>>,
  warn: ProfileContext['warn'],
): WireBody {
  const { chat_template_kwargs: given } = body;
  const own = isRecord(given) ? given : {};
  const other = Object.keys(switches).find(name => own[name] !== undefined && own[name] !== switches[name]);
  if (other !== undefined)
    reportUnsupported(warn, 'reasoningEffort', `\`chat_template_kwargs.${other}\` was sent instead.`);
  return { ...body, chat_template_kwargs: { ...switches, ...own } };
}
