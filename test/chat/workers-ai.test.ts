import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import {
  answerOf,
  chunkOf,
  events,
  finishOf,
  generated,
  partsOf,
  streamed,
  textOf,
} from '../support/answers.ts';
import { collect, send } from '../support/call.ts';
import { HI, jsonFormat, P_IN, WX } from '../support/prompts.ts';

const modern = '@cf/zai-org/glm-4.7-flash';
const legacy = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
const call = { index: 0, id: 'chatcmpl-tool-0', function: { name: 'weather', arguments: '{"city":"A"}' } };

async function idsOf(model: string): Promise<string[]> {
  const setup = { model, options: { tools: [WX] } };
  const whole = await generated(answerOf({ tool_calls: [call] }, 'tool_calls'), setup);
  const parts = await streamed(events([chunkOf({ tool_calls: [call] }), chunkOf({}, 'tool_calls')]), setup);
  const [streamedCall] = partsOf(parts, 'tool-call');
  expect(partsOf(parts, 'tool-input-start').map(part => part.id)).toEqual([streamedCall?.toolCallId]);
  expect(partsOf(parts, 'tool-input-end').map(part => part.id)).toEqual([streamedCall?.toolCallId]);
  return [...whole.content, streamedCall].flatMap(part =>
    part?.type === 'tool-call' ? [part.toolCallId] : [],
  );
}

describe('tool call ids of Workers AI, which repeat across turns', () => {
  it.each([modern, legacy])('are unique in every answer of %s', async model => {
    const ids = [...(await idsOf(model)), ...(await idsOf(model))];
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^chatcmpl-tool-0-\w+$/);
  });

  it('are left alone on other upstreams', async () => {
    expect(await idsOf('openai/gpt-4o')).toEqual(['chatcmpl-tool-0', 'chatcmpl-tool-0']);
  });

  it('match between call and result when they are sent back', async () => {
    const [first = '', second = ''] = await idsOf(modern);
    const turn = (toolCallId: string): LanguageModelV2Prompt => [
      {
        role: 'assistant',
        content: [{ type: 'tool-call', toolCallId, toolName: 'weather', input: { city: 'A' } }],
      },
      {
        role: 'tool',
        content: [
          { type: 'tool-result', toolCallId, toolName: 'weather', output: { type: 'text', value: '20' } },
        ],
      },
    ];
    const { body } = await send(modern, { prompt: [...HI, ...turn(first), ...turn(second)], tools: [WX] });
    const messages = body.messages as { tool_calls?: { id: string }[]; tool_call_id?: string }[];
    const called = messages.flatMap(message => message.tool_calls?.map(item => item.id) ?? []);
    const answered = messages.flatMap(message => message.tool_call_id ?? []);
    expect(called).toEqual(answered);
    expect(new Set(called).size).toBe(2);
  });
});

describe('a JSON schema on the older models, which do not stream it (5023)', () => {
  const options = { responseFormat: jsonFormat(P_IN), maxOutputTokens: 99 };

  it('is asked for whole, with a warning', async () => {
    const { body, warnings } = await send(legacy, options, undefined, 'stream');
    expect(body.stream).toBeUndefined();
    expect(body.stream_options).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(/JSON schema.*does not stream.*in one piece/)]);
    const whole = await send(legacy, options);
    expect(whole.warnings).toEqual([]);
  });

  it('is handed on as a stream', async () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    for (const answer of [
      answerOf({ content: '{"name":"Ann"}' }, 'stop', { usage }),
      { response: { name: 'Ann' }, usage },
      { result: { response: { name: 'Ann' }, usage }, success: true },
    ]) {
      const parts = await streamed(answer, { model: legacy, options });
      expect(textOf(parts)).toBe('{"name":"Ann"}');
      expect(finishOf(parts)).toMatchObject({ finishReason: 'stop', usage: { totalTokens: 3 } });
      expect(parts[0]).toMatchObject({ type: 'stream-start', warnings: [{}] });
    }
  });

  it('streams and fills through the local gateway, which refuses a streamed schema', async () => {
    const gateway = createLocalGateway();
    const model = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch })(legacy);
    const parts = await collect((await model.doStream({ prompt: HI, ...options })).stream);
    expect(Object.keys(JSON.parse(textOf(parts)))).toEqual(['name']);
    expect(finishOf(parts).finishReason).toBe('stop');
    expect(gateway.requests).toHaveLength(1);
  });

  it('is streamed by the newer ones', async () => {
    const { body, warnings } = await send(modern, options, undefined, 'stream');
    expect(body.stream).toBe(true);
    expect(warnings).toEqual([]);
  });
});
