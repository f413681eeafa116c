import type { Difference } from './compare.ts';
import type { Mode } from './sender.ts';

/** A difference that was seen, and in which call. */
export interface Observation extends Difference {
  readonly vendor: string;
  readonly modelId: string;
  readonly call: string;
  readonly mode: Mode;
}

/** Why a difference is meant to be. In names and paths `*` stands for anything. */
export interface Explanation {
  readonly vendors: readonly string[];
  /** Where in the body, as `Difference` writes it. */
  readonly where: readonly string[];
  /** The labels of the calls. */
  readonly calls: readonly string[];
  /** @default every model */
  readonly models?: readonly string[];
  /** @default both */
  readonly mode?: Mode;
  /** What has to hold of the two values. @default nothing */
  readonly if?: (difference: Pick<Difference, 'theirs' | 'ours'>) => boolean;
  /** One sentence, with a public source. */
  readonly why: string;
}

function explains(explanation: Explanation, observation: Observation): boolean {
  const { vendors, where, calls, models, mode, if: holds } = explanation;
  return (
    vendors.includes(observation.vendor) &&
    (models === undefined || models.includes(observation.modelId)) &&
    (mode === undefined || mode === observation.mode) &&
    where.some(pattern => matches(pattern, observation.where)) &&
    calls.some(pattern => matches(pattern, observation.call)) &&
    (holds === undefined || holds(observation))
  );
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[.?+^$()[\]{}|\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

/** Differences that no explanation covers, and those that several do. */
export function notExplainedOnce(
  observations: readonly Observation[],
  explanations: readonly Explanation[],
): readonly string[] {
  const told = observations.flatMap(observation => {
    const times = explanations.filter(explanation => explains(explanation, observation)).length;
    return times === 1
      ? []
      : [`${times === 0 ? 'unexplained' : `explained ${times} times`}: ${tell(observation)}`];
  });
  return [...new Set(told)];
}

function tell({ vendor, modelId, call, where, theirs, ours }: Observation): string {
  const value = (of: unknown): string => (of === undefined ? 'nothing' : JSON.stringify(of));
  return `${vendor}/${modelId}, ${call}, ${where}: ${value(theirs)} against our ${value(ours)}`;
}

/** Explanations, or single names and paths in them, that nothing needs any longer. */
export function stale(
  explanations: readonly Explanation[],
  observations: readonly Observation[],
): readonly string[] {
  return explanations.flatMap(explanation =>
    narrowed(explanation)
      .filter(({ narrow }) => !observations.some(observation => explains(narrow, observation)))
      .map(({ name }) => `${name} in "${explanation.why}"`),
  );
}

/** The explanation with one of its values at a time, so that each has to be needed. */
function narrowed(explanation: Explanation): readonly { name: string; narrow: Explanation }[] {
  const { vendors, where, calls, models = [] } = explanation;
  return [
    ...vendors.map(name => ({ name, narrow: { ...explanation, vendors: [name] } })),
    ...where.map(name => ({ name, narrow: { ...explanation, where: [name] } })),
    ...calls.map(name => ({ name, narrow: { ...explanation, calls: [name] } })),
    ...models.map(name => ({ name, narrow: { ...explanation, models: [name] } })),
  ];
}
