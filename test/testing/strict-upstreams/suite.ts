import { describe, expect, it } from 'vitest';
import {
  createLocalGateway,
  gatewayAuth,
  hello,
  paths,
  post,
  type Result,
  restAuth,
  workersAIAuth,
} from '../support.ts';

const slugs = 'mistral cerebras deepseek perplexity-ai cohere baseten parallel aws-bedrock'.split(' ');
const storedKeys = Object.fromEntries(slugs.map(slug => [slug, { default: 'sk-stored' }]));
const gateway = createLocalGateway({ gateways: { default: { storedKeys } } });

/** Where upstreams are reached that have no prefix on compat. */
const catalogue = ['alibaba', 'google', 'minimax', 'moonshotai'];
const native: Record<string, (model: string) => string> = {
  'azure-openai': model => `azure-openai/res/${model}/chat/completions?api-version=1`,
  fireworks: () => 'fireworks/chat/completions',
  openrouter: () => 'openrouter/v1/chat/completions',
};

/** Sends a chat request to a model by the endpoint that serves it. */
export function ask(id: string, body: object = {}): Promise<Result> {
  const [prefix = '', ...rest] = id.split('/');
  const sent = { model: id, messages: hello, ...body };
  const path = native[prefix];
  if (path) {
    const auth = { ...gatewayAuth, authorization: 'Bearer a-key', 'api-key': 'a-key' };
    const model = rest.join('/');
    return post(gateway, paths.native(path(model)), { ...sent, model }, auth);
  }
  if (id.startsWith('@') || catalogue.includes(prefix)) return post(gateway, paths.rest, sent, restAuth);
  return post(gateway, paths.compat, sent, prefix === 'workers-ai' ? workersAIAuth : gatewayAuth);
}

/** A request that is refused, and its twin, which differs in nothing else and is accepted. */
export interface StrictCase {
  /** What is refused. */
  readonly rule: string;
  readonly model: string;
  /** Members of both bodies. */
  readonly both?: object;
  readonly bad: object;
  /** Members in place of those of `bad`. @default those are left out */
  readonly good?: object;
  readonly message: string;
  /** @default 400 */
  readonly status?: number;
  /** Further facts that the body of the error states. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

type ErrorBody = (message: string, facts: Readonly<Record<string, unknown>>) => unknown;

/** Runs the cases of one upstream; each refusal must have exactly this body. */
export function strictSuite(upstream: string, body: ErrorBody, cases: readonly StrictCase[]): void {
  describe(upstream, () => {
    it.each(cases)(
      '$model: $rule',
      async ({ model, both, bad, good = {}, message, status = 400, facts = {} }) => {
        expect(Object.keys(bad)).toEqual(expect.arrayContaining(Object.keys(good)));
        const refused = await ask(model, { ...both, ...bad });
        expect(refused.json).toEqual(body(message, facts));
        expect(refused.status).toBe(status);
        const accepted = await ask(model, { ...both, ...good });
        expect([accepted.status, accepted.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
      },
    );
  });
}

/** `{ error: { message, type, param, code } }` */
export const openAIBody: ErrorBody = (message, facts) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null, ...facts },
});

type Message = Readonly<Record<string, unknown>>;

export function system(content: string): Message {
  return { role: 'system', content };
}

export function user(content: unknown): Message {
  return { role: 'user', content };
}

export function assistant(content: unknown, extra: object = {}): Message {
  return { role: 'assistant', content, ...extra };
}

interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
}

export const city: object = { type: 'string', description: 'City' };
export const parameters: ObjectSchema = { type: 'object', properties: { city }, required: ['city'] };
export const closed: ObjectSchema & { readonly additionalProperties: false } = {
  type: 'object',
  properties: { city },
  required: ['city'],
  additionalProperties: false,
};

/** A tool, with other members in its definition. */
export function tool(extra: object = {}): object {
  return { type: 'function', function: { name: 'weather', description: 'Weather', parameters, ...extra } };
}

export const weather: object = tool();
export const named: object = { type: 'function', function: { name: 'weather' } };

export function call(id: string, extra: object = {}): object {
  return { id, type: 'function', function: { name: 'weather', arguments: '{}' }, ...extra };
}

/** A question, a call and its result. */
export function history(
  id: string,
  turn: object = {},
  result: object = {},
  callExtra: object = {},
): Message[] {
  return [
    user('Weather?'),
    assistant('', { tool_calls: [call(id, callExtra)], ...turn }),
    { role: 'tool', tool_call_id: id, content: 'sunny', ...result },
  ];
}

/** Messages of a tool loop, with the tool declared. */
export function loop(
  id: string,
  turn: object = {},
  result: object = {},
  callExtra: object = {},
): { messages: Message[]; tools: object[] } {
  return { messages: history(id, turn, result, callExtra), tools: [weather] };
}

interface Format {
  readonly response_format: object;
}

export function jsonSchema(schema: object, envelope: object = { name: 'out' }): Format {
  return { response_format: { type: 'json_schema', json_schema: { ...envelope, schema } } };
}

export function strictSchema(schema: object): Format {
  return jsonSchema(schema, { name: 'out', strict: true });
}

export const jsonObject: Format = { response_format: { type: 'json_object' } };

export function image(extra: object = {}): object {
  return { type: 'image_url', image_url: { url: 'https://example.com/cat.png', ...extra } };
}

export const dataImage: object = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0K' } };
const pdf = 'data:application/pdf;base64,JVBERi0=';
export const file: object = { type: 'file', file: { filename: 'a.pdf', file_data: pdf } };
