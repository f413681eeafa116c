import { createOpenAI } from '@ai-sdk/openai';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { mergeModels } from '../../src/account/models/merge-models.ts';
import {
  readCatalogueRecord,
  readGatewayRecord,
  readSearchRecord,
} from '../../src/account/models/model-record.ts';
import { AnswerRecord, recordAnswer } from '../../src/answer/answer-record.ts';
import { ToolCallPieces } from '../../src/answer/stream/tool-call-pieces.ts';
import { TextReader } from '../../src/answer/text-reader.ts';
import { toolCallIds as answeredIds } from '../../src/answer/tool-call-ids.ts';
import { oneLine, withoutControls, withoutForeignControls } from '../../src/cli/terminal/plain-text.ts';
import { table } from '../../src/cli/terminal/table.ts';
import { wrapText } from '../../src/cli/terminal/wrap-text.ts';
import { resolveProviderKeys } from '../../src/credentials/provider-keys.ts';
import { createRedactor } from '../../src/credentials/redactor.ts';
import { userHeaders } from '../../src/credentials/user-headers.ts';
import { parseBaseURL } from '../../src/endpoints/base-url.ts';
import { bindingFailure } from '../../src/gateway/errors/binding-failure.ts';
import { readFailureBody } from '../../src/gateway/errors/read-failure-body.ts';
import { maskAccount, redactURL } from '../../src/gateway/errors/redaction.ts';
import { optionsOfCall } from '../../src/gateway/options/parse-options.ts';
import { isCutJSON } from '../../src/json-values.ts';
import { parseAccountId, parseGatewayId } from '../../src/settings/ids.ts';
import { headerSource, secretSource } from '../../src/settings/secret.ts';
import { geminiSchemas } from '../../src/upstreams/google.ts';
import { groq } from '../../src/upstreams/groq.ts';
import { parseModelId } from '../../src/upstreams/model-id.ts';
import { kimiSchemas } from '../../src/upstreams/moonshotai.ts';
import { openAI } from '../../src/upstreams/openai.ts';
import { EventWatch } from '../../src/vendors/event-watch.ts';
import type { WireBody } from '../../src/wire/body.ts';
import { callMarkups } from '../../src/wire/call-markups.ts';
import { forcedCalls, looksLikeCall, markedCalls } from '../../src/wire/calls-in-text.ts';
import { offeredTool } from '../../src/wire/offered-tool.ts';
import { isStrictSchema, openAISchemaRules } from '../../src/wire/openai-schema.ts';
import type { AnswerFixes } from '../../src/wire/profile.ts';
import { sanitizeBody } from '../../src/wire/sanitize.ts';
import { rewriteSchema } from '../../src/wire/schema/rewrite-schema.ts';
import { toolCallIds } from '../../src/wire/tool-call-ids.ts';
import { nameToolResults, objectArguments, wholeToolTurns } from '../../src/wire/tool-turns.ts';
import { wireToolNames } from '../../src/wire/tools.ts';
import { ACCOUNT, GATEWAY, TOKEN } from '../support/account.ts';
import { HI, WX } from '../support/prompts.ts';
import type { Reader } from './measure-growth.ts';

/** Everything that reads a text of others, by what it reads; through the public API where one call leads to it. */
export const quickParsers: Readonly<Record<string, Reader>> = {
  'an event instead of a body': text => readFailureBody(`data:${text}`, 502),
  'a named event instead of a body': text => readFailureBody(`event:${text}\ndata:${text}`, 502),
  'what a binding throws': text => bindingFailure({ name: 'AiError', message: text, code: text }),
  'a refused call of Groq': text =>
    recover?.({ error: { code: 'tool_use_failed', failed_generation: text } }, toolBody(['weather'])),
  'a refused call of Groq, closed': text =>
    recover?.(
      { error: { code: 'tool_use_failed', failed_generation: `<function=weather>{${text}}</function>` } },
      toolBody(['weather']),
    ),
  'a text that looks like a call': text => looksLikeCall(text, toolBody(['weather']).tools ?? []),
  'pieces of one call': text => {
    const pieces = new ToolCallPieces({ tools: ['weather'] });
    for (const args of text.match(/[\s\S]{1,50}/g) ?? [])
      pieces.read([{ index: 0, id: 'a', function: { name: 'weather', arguments: args } }]);
    return pieces.end(new AnswerRecord());
  },
  'a call that comes again': text => {
    const pieces = new ToolCallPieces({ tools: ['weather'] });
    for (let time = 0; time < 2; time++)
      pieces.read([
        { index: 0, id: 'a', function: { name: 'weather', arguments: JSON.stringify({ text }) } },
      ]);
    return pieces.end(new AnswerRecord());
  },
  'an image of an answer': text =>
    recordAnswer(new AnswerRecord(), {
      choices: [{ message: { images: [text, `data:image/png;base64,${text}`] } }],
    }),
  'the stream of a package, in one read': text => watched([`data: ${text}\n\n`]),
  'the stream of a package, in many reads': text =>
    watched((text.match(/[\s\S]{1,100}/g) ?? []).map(piece => `data: {"x":${piece}`)),
  'the events of a package': text =>
    watched((text.match(/[\s\S]{1,100}/g) ?? []).map(piece => `data: {"error":${piece}\n\n`)),
  'the name of a tool': text => offeredTool(text, ['weather']),
  'a text with markup': text => {
    const tools = toolBody(['weather']).tools ?? [];
    const calls = { tools, forced: false, markups: callMarkups('deepseek') };
    return filtered({ calls }, [text]);
  },
  'a text around JSON': text => {
    return filtered({ json: { schema: { type: 'object', properties: {} } } }, [text]);
  },
  'a text in think tags': text => filtered({ thinkTags: true }, [text]),
  'a text in channels': text =>
    filtered({ thinkTags: true }, [`<|channel|>analysis<|message|>${text}<|end|><|start|>assistant${text}`]),
  'a base URL': text => parseBaseURL(`https://ai.example.com/${text}`, 'baseURL'),
  'a base URL of the gateway': text =>
    parseBaseURL(`https://gateway.ai.cloudflare.com/v1/${text}`, 'baseURL'),
  'a whole base URL': text => parseBaseURL(text, 'baseURL'),
  'a model id': text => parseModelId(text, 'chat'),
  'a model id of Workers AI': text => parseModelId(`workers-ai/${text}`, 'chat'),
  'an account id': text => parseAccountId(text),
  'a gateway id': text => parseGatewayId(text),
  'a token': text => secretSource('apiToken', text).read(),
  'a header with a key': text => headerSource('providerKeys.openai', text).source.read(),
  'headers of the user': text => userHeaders({ [text]: text, 'x-team': text }, 'headers', {}),
  'names of keys': text => resolveProviderKeys({ providerKeys: { [text]: 'key' } }),
  'unknown options': text => optionsOfCall({}, { cloudflare: { [text]: 1 } }, undefined),
  'a text with an account': text => maskAccount(text, ACCOUNT),
  'a URL in an error': text => redactURL(text, redact),
  'a text with secrets': text => redact(text),
  'secrets in base64': text => redact(btoa(text.replace(/[^\x20-\x7e]/g, ''))),
  'JSON that is cut': text => [isCutJSON(`[${text}`), isCutJSON(`{"${text}`)],
  'the end of a message': text => bindingFailure({ name: 'AiError', message: `no${text}` }),
  'a page, directly': text => readFailureBody(`<html>${text}`, 502),
  'a message, directly': text => readFailureBody({ error: { message: `no${text}`, code: 2040 } }, 400),
  'words about aliases': text =>
    readFailureBody({ success: false, errors: [{ code: 2040, message: `no${text}` }] }, 400),
  'the family of a model': text => [groq.profile(text), openAI.profile(text)],
};

/** The same, where one text takes so long that not every fragment is tried. */
export const slowParsers: Readonly<Record<string, Reader>> = {
  'a call in the text': text => forcedCalls(text, toolBody(['weather']).tools ?? []),
  'a call in tags': text =>
    forcedCalls(`<tool_call>weather${text}</tool_call>`, toolBody(['weather']).tools ?? []),
  'a call in the markup of a family': text =>
    'kimi gpt-oss qwen llama mistral deepseek gemma-4'
      .split(' ')
      .flatMap(callMarkups)
      .map(markup => markedCalls(`${markup.call}${text}`, markup, toolBody(['weather']).tools ?? [])),
  'a call as an expression': text => forcedCalls(`weather(city=${text})`, toolBody(['weather']).tools ?? []),
  'an error body': text => answered(text, 400),
  'an error body with status 200': text => answered(text, 200),
  'an error in a stream': text =>
    answered(`data: ${JSON.stringify({ error: { message: text } })}\n\n`, 200, 'text/event-stream'),
  'the message of an error': text => answered(json({ error: { message: text, type: text } }), 500),
  'a list of errors': text =>
    answered(json({ success: false, errors: [{ code: 2040, message: text }] }), 400),
  'an error in the words of another': text =>
    answered(json({ error: { message: `${text}${json({ error: { message: text } })}` } }), 400),
  'details of an error': text => answered(json({ detail: [{ loc: [text], msg: text }] }), 422),
  'the code of an error': text => answered(json({ error: { code: text, message: 'no', type: text } }), 404),
  'a page': text => answered(`<html><head>${text}`, 502),
  'the title of a page': text => answered(`<html><title>${text}`, 502),
  'an answer': text =>
    answered(json({ choices: [{ message: { content: text }, finish_reason: 'stop' }] }), 200),
  'arguments of a call': text =>
    answered(
      json({
        choices: [
          {
            message: { tool_calls: [{ id: text, function: { name: 'weather', arguments: text } }] },
            finish_reason: text,
          },
        ],
      }),
      200,
    ),
  'a text in think tags, letter by letter': text => filtered({ thinkTags: true }, text),
  'a thought, letter by letter': text => filtered({ thinkTags: true }, `<think>${text}`),
  'an echo, letter by letter': text => filtered({ echoedPrefix: text }, text),
  'ids of calls': text => {
    const ids = answeredIds({});
    for (const id of words(text)) ids(id);
  },
  'a model id behind an upstream': text => createCloudflare(settings)(`openai/${text}`),
  'names of tools': text => wireToolNames(words(text)),
  'a history': text => {
    const messages = words(text, 60).flatMap((id, at) => [
      {
        role: 'assistant' as const,
        content: null,
        tool_calls: [{ id, type: 'function' as const, function: { name: 'weather', arguments: id } }],
      },
      ...(at % 3 === 0
        ? []
        : [{ role: 'tool' as const, content: id, tool_call_id: at % 3 === 1 ? id : `${id}x` }]),
    ]);
    const context = { warn: () => undefined } as never;
    for (const step of [objectArguments, wholeToolTurns, nameToolResults]) step(body(messages), context);
  },
  'a deep schema': text => {
    // As deep as JSON of a user is; wider instead of deeper for longer texts.
    const nested = words(text, 4000).map(name =>
      Array.from({ length: 12 }).reduce<object>(
        (inner, _, at) => ({
          anyOf: [{ type: 'null' }, { type: 'object', properties: { [`${name}${at}`]: inner } }],
        }),
        { const: name },
      ),
    );
    for (const rules of [geminiSchemas, kimiSchemas, openAISchemaRules])
      rewriteSchema(
        { type: 'object', properties: Object.fromEntries(nested.map((inner, at) => [at, inner])) },
        rules,
      );
  },
  'ids of calls on the wire': text => {
    const messages = words(text).map(id => ({
      role: 'assistant' as const,
      content: null,
      tool_calls: [{ id, type: 'function' as const, function: { name: 'weather', arguments: id } }],
    }));
    toolCallIds({ accepts: /^[a-z]{9}$/, length: 9, replaces: /[^a-z]/g })(body(messages), {} as never);
  },
  'a prompt': text => sanitizeBody(body([{ role: 'user', content: text }])),
  'records of models': text =>
    mergeModels(
      words(text).flatMap(name =>
        [
          readSearchRecord({ name, task: { name } }),
          readCatalogueRecord({ model_id: name, task: name }),
          readGatewayRecord({ id: name, cost_in: name }),
        ].map(facts => ({ id: name, source: 'catalogue', raw: name, ...facts })),
      ) as Parameters<typeof mergeModels>[0],
    ),
  'spellings of one model': text =>
    mergeModels(words(text).map(raw => ({ id: 'openai/gpt-4o', source: 'catalogue', raw }))),
  'a wide schema': text =>
    schemas(Object.fromEntries(words(text, 60).map(name => [name, { type: 'string' }]))),
  'an error in many others': text => getCloudflareError({ errors: words(text).map(cause => ({ cause })) }),
  'a transcript': text => transcribed({ text, words: words(text, 60).map(word => ({ word, start: 0 })) }),
  'the segments of a transcript': text =>
    transcribed({ text, segments: words(text, 60).map(word => ({ text: word, words: [{ word }] })) }),
  'an image as text': text => drawn({ image: text, images: [`data:${text}`, text] }),
  'an error of a model that is run': text =>
    drawn({ success: false, errors: [{ code: text, message: text }] }),
  'the answer of a package': text =>
    carried(json({ id: text, output: [{ type: 'message', content: [{ type: 'output_text', text }] }] }), 200),
  'an error of a package': text => carried(json({ error: { message: text, type: text, code: text } }), 400),
  'a text for the terminal': text => [
    wrapText(text, 80),
    oneLine(text),
    withoutControls(text),
    withoutForeignControls(text),
  ],
  'a table for the terminal': text =>
    table(
      [[text], ...words(text).map(word => [word])],
      [{ title: 'id', cell: ([word = '']) => word, minWidth: 10 }],
      { width: 80, plain: value => value } as Parameters<typeof table>[2],
    ),
};

const redact = createRedactor([TOKEN, 'Ab/+c=&d\\"e%f']);
const { recover } = groq.profile('llama-3.3-70b-versatile');
const settings = { accountId: ACCOUNT, gatewayId: GATEWAY, apiToken: TOKEN };
const json = (value: unknown): string => JSON.stringify(value);

/** Distinct short words made of a text, as many as it has room for. */
function words(text: string, each = 20): string[] {
  return Array.from({ length: Math.floor(text.length / each) }, (_, index) =>
    text.slice(index * each, index * each + 4).concat(index.toString(36)),
  );
}

/** One call whose response is this text. */
async function answered(text: string, status: number, type = 'application/json'): Promise<unknown> {
  const fetch = async (): Promise<Response> =>
    new Response(text, { status, headers: { 'content-type': type } });
  const model = createCloudflare({ ...settings, fetch })('groq/llama-3.3-70b-versatile');
  if (type === 'application/json') return model.doGenerate({ prompt: HI, tools: [WX] });
  const { stream } = await model.doStream({ prompt: HI });
  for await (const _ of stream);
  return undefined;
}

/** A recording whose transcript is this. */
async function transcribed(answer: object): Promise<unknown> {
  const model = createCloudflare({ ...settings, fetch: async () => Response.json(answer) });
  const call = { audio: Uint8Array.of(1), mediaType: 'audio/wav' };
  return model.transcriptionModel('@cf/openai/whisper').doGenerate(call);
}

async function drawn(answer: object): Promise<unknown> {
  const call = {
    prompt: 'A cat',
    n: 1,
    size: undefined,
    aspectRatio: undefined,
    seed: undefined,
    providerOptions: {},
  };
  const provider = createCloudflare({ ...settings, fetch: async () => Response.json(answer) });
  return provider.imageModel('@cf/black-forest-labs/flux-1-schnell').doGenerate(call);
}

/** A whole answer to a package that is carried. */
async function carried(text: string, status: number): Promise<unknown> {
  const fetch = async (): Promise<Response> =>
    new Response(text, { status, headers: { 'content-type': 'application/json' } });
  return createCloudflare({ ...settings, fetch, vendors: { openai: createOpenAI } })(
    'openai/gpt-5',
  ).doGenerate({
    prompt: HI,
  });
}

function filtered(fixes: AnswerFixes, deltas: Iterable<string>): void {
  const reader = new TextReader(fixes);
  for (const delta of deltas) reader.push(delta);
  reader.end(true, false, '');
}

/** Read along with a package that is carried. */
function watched(pieces: readonly string[]): EventWatch {
  const watch = new EventWatch();
  for (const piece of pieces) watch.read(piece, true);
  return watch;
}

function body(messages: WireBody['messages']): WireBody {
  return { model: 'm', messages };
}

function toolBody(names: readonly string[]): WireBody {
  return {
    ...body([]),
    tools: names.map(name => ({ type: 'function' as const, function: { name, parameters: {} } })),
  };
}

function schemas(properties: Readonly<Record<string, object>>): void {
  const names = Object.keys(properties);
  const schema = {
    type: 'object',
    properties,
    required: names,
    additionalProperties: false,
    $defs: Object.fromEntries(names.map(name => [name, { $ref: `#/$defs/${name}` }])),
  };
  isStrictSchema(schema);
  for (const rules of [geminiSchemas, kimiSchemas, openAISchemaRules]) rewriteSchema(schema, rules);
}
