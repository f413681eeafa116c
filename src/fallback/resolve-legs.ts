import { parseOptions } from '../gateway/options/parse-options.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { CloudflareModelId } from '../upstreams/model-id.ts';
import { checkFields, type FieldCheck, isObject } from './check-fields.ts';
import type { Leg, LegModel, LegOptions } from './leg.ts';

/** A leg with options of its own. */
export interface LegSettings<MODEL> extends LegOptions {
  /**
   * A model id, or a model, which may come from any package.
   */
  readonly model: CloudflareModelId | MODEL;
}

/** A leg as it is written. */
export type LegInput<MODEL> = CloudflareModelId | MODEL | LegSettings<MODEL>;

/** How model ids become models, and which models are taken. */
interface LegRules<MODEL> {
  readonly modelOf: (modelId: string) => MODEL;
  readonly specificationVersion: string;
}

const example = "cloudflare.fallback(['openai/gpt-4o', '@cf/openai/gpt-oss-120b'])";
const object = (text: string): FieldCheck => ({ accepts: isObject, expects: 'an object', example: text });

const checks: { readonly [NAME in keyof Required<LegSettings<unknown>>]: FieldCheck } = {
  model: {
    accepts: value => typeof value === 'string' || isObject(value),
    expects: 'a model id or a model',
    example: "'openai/gpt-4o'",
  },
  providerOptions: object('{ cloudflare: { cacheTtl: 3600 } }'),
  headers: object("{ 'x-team': 'docs' }"),
};

/**
 * The legs of a fallback, ready to be asked. All of them are checked now: a mistake in the second leg must not show
 * on the day when the first one fails.
 * @throws InvalidArgumentError for what is no leg, NoSuchModelError for an id without a known form
 */
export function resolveLegs<MODEL extends LegModel>(
  models: readonly LegInput<MODEL>[],
  rules: LegRules<MODEL>,
): readonly Leg<MODEL>[] {
  if (!Array.isArray(models) || models.length === 0) {
    throw invalidArgument({ setting: 'models', problem: 'expected a list of one leg or more.', example });
  }
  return models.map((input, index) => {
    const where = `models[${index}]`;
    const { model: given, ...options } = settingsOf(input, where);
    const model = typeof given === 'string' ? rules.modelOf(given) : given;
    const version = versionOf(model);
    if (version !== rules.specificationVersion) {
      const found =
        version === undefined
          ? ''
          : `, not ${version}: take the entry ai-sdk-provider-cloudflare/${version}, or the version of that package for your ai`;
      throw invalidArgument({
        setting: where,
        problem: `expected a model id or a language model of specification ${rules.specificationVersion}${found}.`,
        example,
      });
    }
    return { index, modelId: model.modelId, provider: model.provider, model, options };
  });
}

function settingsOf<MODEL extends LegModel>(input: LegInput<MODEL>, where: string): LegSettings<MODEL> {
  if (typeof input === 'string' || isModel(input)) return { model: input };
  checkFields(input, checks, { where, usage: field => `{ ${field} }` });
  parseOptions(input.providerOptions?.cloudflare, `${where}.providerOptions.cloudflare`);
  return { ...input };
}

function isModel<MODEL extends LegModel>(input: LegInput<MODEL>): input is MODEL {
  return versionOf(input) !== undefined;
}

function versionOf(value: unknown): string | undefined {
  const model = isObject(value) && typeof Reflect.get(value, 'doGenerate') === 'function' ? value : {};
  const version: unknown = Reflect.get(model, 'specificationVersion');
  return typeof version === 'string' ? version : undefined;
}
