import type { CloudflareModel } from './cloudflare-model.ts';
import type { ListModelsOptions } from './list-models-options.ts';

/** The models that options ask for. */
export function filterModels(
  models: readonly CloudflareModel[],
  { kind, feature, search }: ListModelsOptions,
): readonly CloudflareModel[] {
  const kinds = kind === undefined ? undefined : [kind].flat();
  const features = feature === undefined ? [] : [feature].flat();
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter(
    model =>
      (kinds === undefined || kinds.includes(model.kind)) &&
      features.every(wanted => model.features.includes(wanted)) &&
      words.every(word => textOf(model).includes(word)),
  );
}

function textOf({ id, name, description }: CloudflareModel): string {
  return [id, name, description].join('\n').toLowerCase();
}
