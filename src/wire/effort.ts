import type { BodyStep, CallWarning } from './profile.ts';
import type { WireBody } from './wire-body.ts';

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
 * `null` is sent to models that take the field, and stands for `none` elsewhere. A vendor field that says something
 * else about reasoning wins over the effort, with a warning.
 */
export function reasoningEffort(rule: EffortRule): BodyStep {
  return (body, { warn }) => {
    const { reasoning_effort: given } = body;
    const takesField = rule.allowed.length > 0 && rule.fields === undefined;
    if (given === undefined || (given === null && takesField)) return body;
    const asked = given ?? 'none';
    const effort = nearestEffort(asked, rule.allowed);
    if (effort === undefined) {
      const details = `reasoning effort "${asked}" is not supported by this model.`;
      warn({ type: 'unsupported', feature: 'reasoningEffort', details });
    } else if (effort !== asked) {
      const details = `reasoning effort "${asked}" is not supported by this model; "${effort}" was sent.`;
      warn({ type: 'compatibility', feature: 'reasoningEffort', details });
    }
    const plain = { ...body, reasoning_effort: undefined };
    if (effort === undefined) return plain;
    if (rule.fields !== undefined) return withFields(plain, rule.fields(effort), warn);
    const written = rule.wire?.[effort];
    return { ...body, reasoning_effort: written === undefined ? effort : written };
  };
}

function withFields(
  body: WireBody,
  fields: Readonly<Record<string, unknown>>,
  warn: (warning: CallWarning) => void,
): WireBody {
  const stated = Object.keys(fields).filter(
    name => body[name] !== undefined && !same(body[name], fields[name]),
  );
  const [first] = stated;
  if (first === undefined) return { ...body, ...fields };
  warn({ type: 'unsupported', feature: 'reasoningEffort', details: `\`${first}\` was sent instead.` });
  return body;
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
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
