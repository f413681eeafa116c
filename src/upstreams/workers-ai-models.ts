import { words } from '../wire/fields.ts';
import { families } from './families.ts';
import type { ListedKind } from './upstream.ts';
import { table } from './workers-ai-table.ts';

/** What is known about one model; what is not is what most newer models accept. */
export interface WorkersAIModel {
  /** Whether it has the older of the two request schemas. */
  readonly older: boolean;
  readonly images: boolean;
  /** Whether a response schema goes into `guided_json`. */
  readonly guided: boolean;
  /** Tokens of a response without a limit in the request. */
  readonly defaultTokens: number | undefined;
  readonly reasoning: WorkersAIReasoning;
}

export interface WorkersAIReasoning {
  /** Levels of `reasoning_effort` in rising order, `none` first where it switches reasoning off. */
  readonly efforts: readonly string[];
  /** Whether `low_effort` of the chat template takes the place of levels. */
  readonly lowEffort: boolean;
  /** What `minimal` is, where the service maps it to a weaker level than the nearest. */
  readonly minimal: string | undefined;
  /** Neither a level nor the chat template switches reasoning off. */
  readonly always: boolean;
}

const familyOf = families<'older' | 'blind' | 'guided' | 'low-effort' | 'always'>(table);

/** The value of a trait, as of `most=32`. */
function traitValue(model: string, name: string): string | undefined {
  const { traits } = familyOf(model);
  return traits.find(trait => trait.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** What a model produces, if the table knows it. */
export function workersAIKind(model: string): ListedKind | undefined {
  const [kind] = familyOf(model).traits;
  return kind === 'older' || kind === 'newer' ? 'chat' : (kind as ListedKind | undefined);
}

/** The fields and traits of a model that is run with inputs of its own, if the table knows them. */
export function workersAIInputs(model: string): readonly string[] | undefined {
  const [, ...inputs] = familyOf(model).traits;
  return inputs.length > 0 ? inputs : undefined;
}

/** Texts in one embedding request, by the catalogue: 100 at most for all models that state no other number. */
export function workersAITexts(model: string): number {
  return Number(traitValue(model, 'most') ?? 100);
}

export function workersAIModel(model: string): WorkersAIModel {
  const { efforts, has, traits } = familyOf(model);
  const max = traitValue(model, 'max');
  return {
    older: has('older'),
    images: !has('blind'),
    guided: has('guided'),
    defaultTokens: max === undefined ? undefined : Number(max),
    reasoning: {
      efforts: words(traits.length > 0 ? efforts : 'low medium high'),
      lowEffort: has('low-effort'),
      minimal: traitValue(model, 'minimal'),
      always: has('always'),
    },
  };
}
