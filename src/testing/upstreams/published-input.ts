import type { InputSchema, PublishedModel } from './input-schema.ts';
import { forms, models } from './workers-ai-inputs.ts';

/** What is published about a model, if anything is. */
export function publishedModel(id: string): PublishedModel | undefined {
  return models[id.toLowerCase().replace(/^workers-ai\//, '')];
}

/** The published form of a model's conversation; without one, that of another model with the same schema. */
export function publishedForm(id: string): InputSchema {
  const model = publishedModel(id);
  const alike = Object.values(models).find(({ form, older }) => form !== undefined && older === model?.older);
  return forms[model?.form ?? alike?.form ?? 0] ?? {};
}

/** The published forms of an input that is no conversation. */
export function publishedForms(id: string): readonly InputSchema[] {
  return (publishedModel(id)?.inputs ?? []).flatMap(index => forms[index] ?? []);
}
