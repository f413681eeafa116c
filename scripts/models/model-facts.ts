import { readFileSync } from 'node:fs';
import { fieldsOf } from '../../src/kinds/run-fields.ts';
import { kinds } from '../../src/kinds/run-model.ts';
import { words } from '../../src/wire/fields.ts';
import { overrides } from './overrides.ts';
import {
  type InputSchema,
  type PublishedInput,
  type PublishedReasoning,
  readPublishedInputs,
} from './published-inputs.ts';

/** A record of the catalogue, facts only. */
interface CatalogueRecord {
  readonly id: string;
  readonly task: string;
  readonly contextWindow?: number;
  readonly maxOutputDefault?: number;
  readonly maxOutput?: number;
  readonly vision?: true;
  readonly reasoning?: true;
  readonly imageInput?: true;
  readonly input?: readonly string[];
  readonly required?: readonly string[];
  readonly limits?: Readonly<Record<string, Limit>>;
  readonly closed?: true;
  readonly output?: string;
  readonly retired?: string;
}

/** What the catalogue's schema says about a field, in its words, and the types do not. Lengths are those of each text. */
export interface Limit {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly default?: number | string;
}

export interface Catalogue {
  readonly source: string;
  readonly readOn: string;
  readonly models: readonly CatalogueRecord[];
}

export type ModelKind = 'chat' | 'embeddings' | 'image' | 'speech' | 'transcription' | 'reranking' | 'other';

/** What is known about one model. */
export interface ModelFacts {
  readonly id: string;
  readonly kind: ModelKind;
  /** The request schema of a chat model. */
  readonly schema: 'older' | 'newer';
  readonly images: boolean;
  /** The field of a response schema. */
  readonly json: 'response_format' | 'guided_json' | 'both';
  /** Published forms of the input; empty where only the catalogue knows the model. */
  readonly forms: readonly InputSchema[];
  /** Fields of a model that does not chat which the package writes, and how it reads files. */
  readonly inputs: readonly string[];
  /** Fields without which the model does nothing, where no form tells. */
  readonly required: readonly string[];
  readonly limits: Readonly<Record<string, Limit>>;
  /** Whether fields that are not published are refused. */
  readonly closed: boolean;
  /** Whether the request's body may be the sound itself. */
  readonly bytes: boolean;
  /** Pictures and sounds: the type of the bytes that it answers with, or `base64` for text in JSON. */
  readonly output: string | undefined;
  readonly reasoning: PublishedReasoning | undefined;
  readonly reasons: boolean;
  /** Tokens of an answer without a limit in the request. */
  readonly defaultTokens: number | undefined;
  readonly maxTokens: number | undefined;
  readonly contextWindow: number | undefined;
  readonly retired: string | undefined;
}

const tasks: Readonly<Record<string, ModelKind>> = {
  'Text Generation': 'chat',
  'Text Embeddings': 'embeddings',
  'Text-to-Image': 'image',
  'Text-to-Speech': 'speech',
  'Automatic Speech Recognition': 'transcription',
};

/** The models that the types or the catalogue know, sorted by id. */
export function readModelFacts(): readonly ModelFacts[] {
  const inputs = readPublishedInputs();
  const records = new Map(readCatalogue().models.map(record => [record.id, record]));
  const ids = [...new Set([...inputs.keys(), ...records.keys()])].sort();
  return ids.map(id => withOverrides(factsOf(id, inputs.get(id), records.get(id))));
}

export function readCatalogue(): Catalogue {
  return JSON.parse(readFileSync(new URL('catalogue.json', import.meta.url), 'utf8'));
}

/** The last segment of an id, by which the table finds a model. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase();
}

function jsonFieldOf(fields: readonly string[]): ModelFacts['json'] {
  if (!fields.includes('guided_json')) return 'response_format';
  return fields.includes('response_format') ? 'both' : 'guided_json';
}

function factsOf(
  id: string,
  input: PublishedInput | undefined,
  record: CatalogueRecord | undefined,
): ModelFacts {
  const forms = input?.forms ?? [];
  const chat = forms.find(hasMessages);
  const fields = Object.keys(chat?.properties ?? {});
  const listed = tasks[record?.task ?? ''] ?? 'other';
  // A model of the catalogue that asks for something else than a conversation is none of chat (clef).
  const converses = forms.length > 0 ? chat !== undefined : record?.input?.includes('messages') !== false;
  // The older schema has `top_k`. Without types: newer records state no default length.
  const schema = (chat ? fields.includes('top_k') : record?.maxOutputDefault !== undefined)
    ? 'older'
    : 'newer';
  return {
    id,
    kind: listed === 'chat' && !converses ? 'other' : listed,
    schema,
    images: record?.vision === true || record?.imageInput === true,
    json: jsonFieldOf(fields),
    forms,
    inputs: listed === 'chat' || listed === 'other' ? [] : inputsOf(forms, record),
    required: record?.required ?? [],
    limits: record?.limits ?? {},
    closed: record?.closed === true,
    bytes: forms.some(takesBytes),
    output: record?.output,
    reasoning: input?.reasoning,
    reasons: record?.reasoning === true || input?.reasoning !== undefined,
    defaultTokens: record?.maxOutputDefault ?? (schema === 'older' ? 256 : undefined),
    maxTokens: record?.maxOutput,
    contextWindow: record?.contextWindow,
    retired: record?.retired,
  };
}

/** A form that is text, or a sound with its type. */
function takesBytes({ type, properties }: InputSchema): boolean {
  return type === 'string' || properties?.audio?.required?.includes('contentType') === true;
}

/** Every field that the package writes. */
const fields = Object.values(kinds).flatMap(({ settings = '' }) => words(settings).flatMap(fieldsOf));

/** The inputs that are published, in the order in which the package knows them. */
function inputsOf(forms: readonly InputSchema[], record: CatalogueRecord | undefined): readonly string[] {
  const published = new Set([
    ...forms.flatMap(({ properties }) => Object.keys(properties ?? {})),
    ...(record?.input ?? []),
  ]);
  // The same image in two forms: base64 is the shorter one.
  if (published.has('image_b64')) published.delete('image');
  const audio = audioForm(forms);
  const most = record?.limits?.text?.maxItems;
  return [
    ...(audio === undefined ? [] : [`audio=${audio}`]),
    ...new Set(fields.filter(name => published.has(name))),
    ...(most === undefined || most === 100 ? [] : [`most=${most}`]),
  ];
}

/** How a model reads audio: as base64 or a list of numbers in JSON, or as a body with its own type. */
function audioForm(forms: readonly InputSchema[]): string | undefined {
  const schemas = forms.flatMap(({ properties }) => {
    const audio = properties?.audio;
    return audio === undefined ? [] : (audio.anyOf ?? [audio]);
  });
  if (schemas.length === 0) return undefined;
  if (schemas.some(({ type }) => type === 'string')) return 'base64';
  return schemas.some(({ type }) => type === 'array') ? 'list' : 'raw';
}

export function hasMessages(form: InputSchema): boolean {
  return form.properties?.messages !== undefined;
}

function withOverrides(facts: ModelFacts): ModelFacts {
  const found = overrides.filter(({ model }) => model.test(nameOf(facts.id)));
  return Object.assign({}, facts, ...found.map(override => override.facts));
}

/** An override that changes nothing is out of date. */
export function staleOverrides(): readonly string[] {
  const inputs = readPublishedInputs();
  const records = new Map(readCatalogue().models.map(record => [record.id, record]));
  const ids = [...new Set([...inputs.keys(), ...records.keys()])];
  return overrides.flatMap(({ model, facts }) => {
    const models = ids.filter(id => model.test(nameOf(id)));
    const changes = models.some(id => {
      const plain = factsOf(id, inputs.get(id), records.get(id));
      return JSON.stringify({ ...plain, ...facts }) !== JSON.stringify(plain);
    });
    return changes ? [] : [String(model)];
  });
}
