import type { BodyStep } from '../profile.ts';

/** Reasoning efforts in rising order, over all vendors. */
const order = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** What a model family does with `reasoning_effort`. */
export interface EffortRule {
  /** The values the model takes; empty when it refuses the field. Of two equally near ones the first is taken. */
  readonly allowed: readonly string[];
  /** Values that are written differently on the wire. */
  readonly wire?: Readonly<Record<string, string | null>>;
  /** The vendor's own fields for an effort, in place of `reasoning_effort`. */
  readonly fields?: (effort: string) => Readonly<Record<string, unknown>>;
}

/**
 * Brings `reasoning_effort` to a value that the model takes: the nearest one, with a warning, or none at all.
 * Turning reasoning off is never replaced by a higher effort: where it cannot be done, the model's default stays.
 */
export function reasoningEffort(rule: EffortRule): BodyStep {
  return (body, { warn }) => {
    const asked = body.reasoning_effort;
    if (asked === undefined || asked === null) return body;
    const effort = nearestEffort(asked, rule.allowed);
    if (effort === undefined) {
      const details = `reasoning effort "${asked}" is not supported by this model.`;
      warn({ type: 'unsupported', feature: 'reasoningEffort', details });
    } else if (effort !== asked) {
      const details = `reasoning effort "${asked}" is not supported by this model; "${effort}" was sent.`;
      warn({ type: 'compatibility', feature: 'reasoningEffort', details });
    }
    if (effort !== undefined && rule.fields !== undefined) {
      return { ...body, reasoning_effort: undefined, ...rule.fields(effort) };
    }
    const written = effort === undefined ? undefined : rule.wire?.[effort];
    return { ...body, reasoning_effort: written === undefined ? effort : written };
  };
}

function nearestEffort(asked: string, allowed: readonly string[]): string | undefined {
  if (allowed.includes(asked)) return asked;
  const rank = order.indexOf(asked);
  if (asked === 'none' || rank === -1) return undefined;
  const candidates = allowed.filter(effort => effort !== 'none' && order.includes(effort));
  const distance = (effort: string): number => Math.abs(order.indexOf(effort) - rank);
  return candidates.reduce<string | undefined>(
    (best, effort) => (best === undefined || distance(effort) < distance(best) ? effort : best),
    undefined,
  );
}
