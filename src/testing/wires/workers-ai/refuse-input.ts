import { isObject, type JsonObject } from '../../http/json.ts';
import { type InputSchema, mismatches, type PublishedModel } from '../../upstreams/input-schema.ts';
import { publishedForms, publishedModel } from '../../upstreams/published-input.ts';
import type { Refusal } from '../../upstreams/upstream.ts';
import { requiredAt } from '../../upstreams/workers-ai-bad-input.ts';
import type { WireCall } from '../wire.ts';

/** What a model's published inputs do not allow. */
export function refuseInput({ step: { model, body, bodyForm } }: WireCall): Refusal | undefined {
  const published = publishedModel(model);
  if (published === undefined) return undefined;
  if (bodyForm === 'bytes') return refuseBytes(published, body, model);
  return refuseJson(published, body, model);
}

export function badInput(problem: string): Refusal {
  return { message: `AiError: Bad input: Error: ${problem}`, code: 5006 };
}

/** The sound is the body, and the other inputs are next to it. */
function refuseBytes(published: PublishedModel, body: JsonObject, model: string): Refusal | undefined {
  const { audio: _, ...beside } = body;
  if (!published.bytes) return badInput("Type mismatch of '/', 'string' not in 'object'");
  const [form = {}] = publishedForms(model);
  const { audio: __, ...properties } = form.properties ?? {};
  return refuseForms([{ ...form, properties, required: [] }], beside, false);
}

function refuseJson(
  { required = [], closed = false }: PublishedModel,
  body: JsonObject,
  model: string,
): Refusal | undefined {
  const forms = publishedForms(model);
  if (forms.length > 0) return refuseForms(forms, body, closed);
  const missing = required.some(name => body[name] === undefined);
  return missing ? badInput(requiredAt('/', required.join())) : undefined;
}

function refuseForms(forms: readonly InputSchema[], body: JsonObject, closed: boolean): Refusal | undefined {
  const tried = forms.map(form => [...mismatches(body, form), ...(closed ? unpublished(body, form) : [])]);
  const [first = [], ...others] = tried;
  if (tried.some(problems => problems.length === 0)) return undefined;
  return badInput(
    others.length === 0 ? first.join(', ') : `oneOf at '/' not met, 0 matches: ${tried.flat().join(', ')}`,
  );
}

/** @open 2026-11-30: the catalogue's schema forbids other members; the words of the refusal are not published. */
function unpublished(body: JsonObject, { properties = {} }: InputSchema): readonly string[] {
  const extra = Object.keys(body).filter(name => !isObject(properties[name]) && body[name] !== undefined);
  return extra.length === 0 ? [] : [`additional properties at '/' are '${extra.join()}'`];
}
