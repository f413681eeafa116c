import type { Answer } from '../http/answer.ts';
import { pageOf } from './page-of.ts';

type Properties = Readonly<Record<string, unknown>>;
type Row = readonly [name: string, task: string, description: string, properties: Properties];

const price = (input: number, output?: number): readonly unknown[] => [
  { unit: 'per M input tokens', price: input, currency: 'USD' },
  ...(output === undefined ? [] : [{ unit: 'per M output tokens', price: output, currency: 'USD' }]),
];
const tools = { function_calling: 'true' };

/** A short list of models, with made-up prices. Properties are texts, as the real ones; prices are not. */
const rows: readonly Row[] = [
  [
    '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
    'Text Generation',
    'A model for conversations.',
    { context_window: '24000', price: price(0.29, 2.25), ...tools },
  ],
  [
    '@cf/openai/gpt-oss-120b',
    'Text Generation',
    'A model that reasons.',
    { context_window: '128000', price: price(0.35, 0.75), reasoning: 'true', ...tools },
  ],
  [
    '@cf/zai-org/glm-4.7-flash',
    'Text Generation',
    'A fast model for many languages.',
    { context_window: '131072', price: price(0.06, 0.4), reasoning: 'true', ...tools },
  ],
  [
    '@cf/zai-org/glm-5.2',
    'Text Generation',
    'A model for agents.',
    { context_window: '131072', price: price(0.5, 2), reasoning: 'true', ...tools },
  ],
  [
    '@cf/meta/llama-4-scout-17b-16e-instruct',
    'Text Generation',
    'A model that reads images.',
    { context_window: '131000', price: price(0.27, 0.85), vision: 'true', ...tools },
  ],
  [
    '@cf/meta/llama-3.1-8b-instruct',
    'Text Generation',
    'An older model.',
    { context_window: '7968', price: price(0.28, 0.83), planned_deprecation_date: '2026-05-30' },
  ],
  ['@cf/baai/bge-m3', 'Text Embeddings', 'Embeddings of texts.', { price: price(0.012) }],
  ['@cf/baai/bge-reranker-base', 'Reranking', 'Orders texts by a question.', { price: price(0.003) }],
  [
    '@cf/black-forest-labs/flux-1-schnell',
    'Text-to-Image',
    'Images from texts.',
    { price: [{ unit: 'per 512 by 512 tile', price: 0.000053, currency: 'USD' }] },
  ],
  [
    '@cf/openai/whisper-large-v3-turbo',
    'Automatic Speech Recognition',
    'Texts from speech.',
    { price: [{ unit: 'per audio minute', price: 0.00051, currency: 'USD' }], async_queue: 'true' },
  ],
];

export const workersAIModels: readonly unknown[] = rows.map(
  ([name, task, description, properties], index) => ({
    id: `01a00000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    source: 1,
    name,
    description,
    task: { id: `task-${task.toLowerCase().replaceAll(' ', '-')}`, name: task, description: '' },
    created_at: '2026-01-01 00:00:00.000',
    tags: [],
    properties: Object.entries(properties).map(([property_id, value]) => ({ property_id, value })),
  }),
);

/** The Workers AI model search: in pages, narrowed by task and by words. */
export function searchModels(query: URLSearchParams): Answer {
  const task = query.get('task')?.toLowerCase();
  const words = query.get('search')?.toLowerCase() ?? '';
  const found = workersAIModels.filter((_, index) => {
    const [name, itsTask, description] = rows[index] ?? ['', '', ''];
    const text = `${name} ${description}`.toLowerCase();
    return (task === undefined || itsTask.toLowerCase() === task) && text.includes(words);
  });
  return pageOf(found, query);
}
