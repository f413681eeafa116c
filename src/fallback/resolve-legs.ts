import { parseOptions } from '../gateway/options/parse-options.ts';
import { isRecord } from '../json-values.ts';
import { anObject, checkMembers, isFunction, type Rows } from '../settings/check.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { CloudflareModelId } from '../upstreams/model-id.ts';
import type { Leg, LegModel, LegOptions } from './leg.ts';

/** A leg with its own options. */
export interface LegSettings<MODEL> extends LegOptions {
  /**
   * A model id, or a model of any package.
   */
  readonly model: CloudflareModelId | MODEL;
}

/** A leg as the caller writes it. */
export type LegInput<MODEL> = CloudflareModelId | MODEL | LegSettings<MODEL>;

/** How model ids become models, and which models are accepted. */
interface LegRules<MODEL> {
  readonly modelOf: (modelId: string) => unknown;
  readonly specificationVersion: string;
  /** What the legs have to be. */
  readonly kind: string;
  readonly isOfKind: (model: unknown) => model is MODEL;
}

const example = "cloudflare.fallback(['openai/gpt-4o', '@cf/openai/gpt-oss-120b'])";

const rows: Rows<LegSettings<unknown>> = {
  model: {
    accepts: value => typeof value === 'string' || isRecord(value),
    expects: 'a model id or a model',
    example: "'openai/gpt-4o'",
  },
  providerOptions: { is: anObject, example: '{ cloudflare: { cacheTtl: 3600 } }' },
  headers: { is: anObject, example: "{ 'x-team': 'docs' }" },
};

/**
 * The legs of a fallback, ready to be called. All of them are checked now: a mistake in the second leg must not surface
 * only when the first one fails.
 * @throws InvalidArgumentError for anything that is not a leg, NoSuchModelError for an id without a known form
 */
export function resolveLegs<MODEL extends LegModel>(
  models: readonly LegInput<MODEL>[],
  rules: LegRules<MODEL>,
): readonly Leg<MODEL>[] {
  if (!Array.isArray(models) || models.length === 0) {
    throw invalidArgument({ setting: 'models', problem: 'expected at least one leg.', example });
  }
  return models.map((input, index) => {
    const where = `models[${index}]`;
    const { model: given, ...options } = settingsOf(input, where);
    const model: unknown = typeof given === 'string' ? rules.modelOf(given) : given;
    const { kind, specificationVersion } = rules;
    const version = versionOf(model);
    if (version !== specificationVersion || !rules.isOfKind(model)) {
      const other =
        version && version !== specificationVersion
          ? `, not ${version}: use ai-sdk-provider-cloudflare/${version}, or that package's version for your ai`
          : '';
      throw invalidArgument({
        setting: where,
        problem: `expected a model id or ${kind} model of specification ${specificationVersion}${other}.`,
        example,
      });
    }
    return { index, modelId: model.modelId, provider: model.provider, model, options };
  });
}

function settingsOf<MODEL extends LegModel>(input: LegInput<MODEL>, where: string): LegSettings<MODEL> {
  if (typeof input === 'string' || isModel(input)) return { model: input };
  checkMembers(input, rows, { where, noun: 'field', usage: '{ }' });
  parseOptions(input.providerOptions?.cloudflare, `${where}.providerOptions.cloudflare`);
  return { ...input };
}

function isModel<MODEL extends LegModel>(input: LegInput<MODEL>): input is MODEL {
  return versionOf(input) !== undefined;
}

/** The specification of a model; `undefined` for anything else. */
function versionOf(value: unknown): string | undefined {
  const { specificationVersion, doGenerate, doRerank }: Partial<Record<string, unknown>> = Object(value);
  const isModel = isFunction(doGenerate) || isFunction(doRerank);
  return isModel && typeof specificationVersion === 'string' ? specificationVersion : undefined;
}
