import { markClientError } from '../../gateway/errors/client-errors.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import { checkMembers, isString, type Rows } from '../../settings/check.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';
import { canonicalId } from '../../upstreams/model-id.ts';
import type { CloudflareModel, CloudflareModelFeature, CloudflareModelKind } from './cloudflare-model.ts';
import { reasonOf } from './fetch-models.ts';
import type { ListModels } from './list-models.ts';
import { type CloudflareModelList, listRows } from './list-models-options.ts';

/** Options of `chooseModel`. */
export interface ChooseModelOptions {
  /** Model ids, the preferred one first, in any spelling that calls accept. @default none */
  prefer?: readonly string[] | undefined;

  /** @default 'chat' */
  kind?: CloudflareModelKind | undefined;

  /** Only models known to have these features. @default any */
  features?: CloudflareModelFeature | readonly CloudflareModelFeature[] | undefined;
}

/**
 * The id of a model to call. A model that was not a free choice is reported by the next call, as a warning.
 * @returns the first preferred model that is listed and reached; the first preferred one where no list can be read; the
 * best of the list where none is preferred or offered
 */
export type ChooseModel = (options?: ChooseModelOptions) => Promise<string>;

export function createChooseModel({ memory }: ProviderContext, listModels: ListModels): ChooseModel {
  return async (options = {}) => {
    try {
      checkMembers(options, rows, { where: 'chooseModel', noun: 'option', usage: 'chooseModel({ })' });
      const { prefer = [], kind = 'chat', features } = options;
      const [first] = prefer;
      const notice = (chosen: string, why: string): string => {
        const message = `chooseModel chose "${chosen}": ${why}`;
        memory.notices.push({ type: 'other', message });
        return chosen;
      };
      let list: CloudflareModelList;
      try {
        list = await listModels({ kind, feature: features, reachable: true });
      } catch (error) {
        if (first === undefined) throw error;
        return notice(first, `no list of models could be read. ${reasonOf(error)}`);
      }
      const { models, warnings } = list;
      const listed = new Set(models.map(model => model.id.toLowerCase()));
      const chosen = prefer.find(id => listed.has(canonicalId(id).toLowerCase()));
      if (chosen !== undefined) return chosen;
      if (first !== undefined && warnings.length > 0)
        return notice(first, `the list of models is incomplete. ${warnings.join(' ')}`);
      const best = [...models].sort(byMerit)[0];
      if (best === undefined) throw noModel(kind);
      return first === undefined ? best.id : notice(best.id, `none of ${prefer.join(', ')} is available.`);
    } catch (error) {
      throw markClientError(error);
    }
  };
}

/** In this order: nothing has to be stored or bought for it, it is not about to be retired, it has tools, it reads much. */
function byMerit(a: CloudflareModel, b: CloudflareModel): number {
  const merits = (model: CloudflareModel): readonly number[] => [
    Number(model.deprecatedOn === undefined),
    Number(model.credential !== 'stored-key' && model.requiresPaidPlan !== true),
    // Cloudflare's own models have a free allocation; others need credits.
    Number(model.id.startsWith('@') || model.credential === 'provider-key'),
    Number(model.features.includes('tools')),
    model.contextWindow ?? 0,
  ];
  const theirs = merits(b);
  const differences = merits(a).map((value, index) => (theirs[index] ?? 0) - value);
  // Where nothing differs, the order of the list stays.
  return differences.find(Boolean) ?? 0;
}

const rows: Rows<ChooseModelOptions> = {
  prefer: {
    accepts: value => Array.isArray(value) && value.every(isString),
    expects: 'a list of model ids',
    example: "['openai/gpt-5']",
  },
  kind: listRows.kind,
  features: listRows.feature,
};

function noModel(kind: string): Error {
  return invalidArgument({
    setting: 'chooseModel',
    problem: `no listed ${kind} model with these features is reachable.`,
    example: "cloudflare.chooseModel({ prefer: ['openai/gpt-5'] })",
  });
}
