import { words } from '../wire/fields.ts';
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
  /** Levels of `reasoning_effort` in rising order; none for a model without them. */
  readonly efforts: readonly string[];
  /** Whether `low_effort` of the chat template takes the place of levels. */
  readonly lowEffort: boolean;
  /** A level that the service maps to a weaker one than the nearest, as `minimal:none`. */
  readonly weaker: string;
  /** What switches reasoning off: the level `none`, `enable_thinking` of the chat template, or nothing. */
  readonly off: string;
}

/** Traits by the last segment of an id, built at the first look-up. */
let rows: ReadonlyMap<string, readonly string[]> | undefined;

function traitsOf(model: string): readonly string[] | undefined {
  rows ??= new Map(
    table.flatMap(row => {
      const [traits = '', names = ''] = row.split(': ');
      return words(names).map(name => [name, words(traits)] as const);
    }),
  );
  return rows.get(model.slice(model.lastIndexOf('/') + 1).toLowerCase());
}

/** What a model produces, if the table knows it. */
export function workersAIKind(model: string): ListedKind | undefined {
  const [kind] = traitsOf(model) ?? [];
  return kind === 'older' || kind === 'newer' ? 'chat' : (kind as ListedKind | undefined);
}

/** The fields and traits of a model that is run with inputs of its own, if the table knows it. */
export function workersAIInputs(model: string): readonly string[] | undefined {
  return traitsOf(model)?.slice(1);
}

/** Texts in one embedding request, by the catalogue: 100 at most for all models that state no other number. */
export function workersAITexts(model: string): number {
  const most = workersAIInputs(model)?.find(trait => trait.startsWith('most='));
  return Number(most?.slice(5) ?? 100);
}

export function workersAIModel(model: string): WorkersAIModel {
  const traits = traitsOf(model) ?? [];
  const traitOf = (name: string): string | undefined =>
    traits.find(trait => trait.startsWith(`${name}=`))?.slice(name.length + 1);
  const efforts = traitOf('efforts') ?? 'low,medium,high';
  const max = traitOf('max');
  return {
    older: traits.includes('older'),
    images: !traits.includes('blind'),
    guided: traits.includes('guided'),
    defaultTokens: max === undefined ? undefined : Number(max),
    reasoning: {
      efforts: efforts.match(/\w+/g) ?? [],
      lowEffort: efforts === '+',
      weaker: traitOf('as') ?? '',
      off: traitOf('off') ?? 'toggle',
    },
  };
}
