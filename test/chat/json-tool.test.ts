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
import { jsonFormat, P_IN, WX } from '../support/prompts.ts';

const groq = 'groq/llama-3.3-70b-versatile';
const json = '{"name":"Ann","note":"São 🌧"}';
const named = (name: string) => ({ ...WX, name });
const options = { tools: [WX], responseFormat: jsonFormat(P_IN) };

const call = (name: string, args: string, id = 'c1') => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});
const streamedCall = (name: string, args: string) => {
  const middle = Math.floor(args.length / 2);
  return [
    chunkOf({ tool_calls: [{ index: 0, id: 'c1', function: { name, arguments: args.slice(0, middle) } }] }),
    chunkOf({ tool_calls: [{ index: 0, function: { arguments: args.slice(middle) } }] }),
  ];
};

/** The tool that carries the schema is called `json`, or the next free name (upstreams §3.6). */
const clashes = [
  ['json', [WX]],
  ['json_2', [WX, named('json')]],
  ['json_3', [named('json'), WX, named('json_2')]],
] as const;

describe.each(clashes)('a schema beside tools on Groq, as the tool %s', (name, tools) => {
  const both = { ...options, tools: [...tools] };

  it('is text with finish stop in generate', async () => {
    const answer = answerOf({ content: null, tool_calls: [call(name, json)] }, 'tool_calls');
    const result = await generated(answer, { model: groq, options: both });
    expect(result.content).toEqual([{ type: 'text', text: json }]);
    expect(result.finishReason).toBe('stop');
  });

  it('is text with finish stop in a stream, in pieces', async () => {
    const response = events([...streamedCall(name, json), chunkOf({}, 'tool_calls')]);
    const parts = await streamed(response, { model: groq, options: both });
    expect(textOf(parts)).toBe(json);
    expect(partsOf(parts, 'text-delta').length).toBeGreaterThan(1);
    expect(partsOf(parts, 'tool-call')).toEqual([]);
    expect(parts.some(part => part.type.startsWith('tool-input'))).toBe(false);
    const ids = [
      ...partsOf(parts, 'text-start'),
      ...partsOf(parts, 'text-delta'),
      ...partsOf(parts, 'text-end'),
    ];
    expect(new Set(ids.map(part => part.id)).size).toBe(1);
    expect(partsOf(parts, 'text-end')).toHaveLength(1);
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it('leaves a real call what it is', async () => {
    const answer = answerOf({ content: null, tool_calls: [call('weather', '{"city":"A"}')] }, 'tool_calls');
    const result = await generated(answer, { model: groq, options: both });
    expect(result).toMatchObject({
      content: [{ type: 'tool-call', toolName: 'weather' }],
      finishReason: 'tool-calls',
    });
    const response = events([...streamedCall('weather', '{"city":"A"}'), chunkOf({}, 'tool_calls')]);
    const parts = await streamed(response, { model: groq, options: both });
    expect(partsOf(parts, 'tool-call')).toMatchObject([{ toolName: 'weather', input: '{"city":"A"}' }]);
    expect(finishOf(parts).finishReason).toBe('tool-calls');
  });

  it('with a real call beside it goes on with the call', async () => {
    const calls = [call(name, json, 'a'), call('weather', '{"city":"A"}', 'b')];
    const result = await generated(answerOf({ tool_calls: calls }, 'tool_calls'), {
      model: groq,
      options: both,
    });
    expect(result.content).toMatchObject([
      { type: 'text', text: json },
      { type: 'tool-call', toolCallId: 'b' },
    ]);
    expect(result.finishReason).toBe('tool-calls');
  });

  it('cut short is an error, with the text that came', async () => {
    const parts = await streamed(events(streamedCall(name, json), { ending: 'none' }), {
      model: groq,
      options: both,
    });
    expect(textOf(parts)).toBe(json);
    expect(finishOf(parts).finishReason).toBe('error');
    expect(partsOf(parts, 'error')).toHaveLength(1);
  });
});

describe('a tool of the user called json', () => {
  it('stays a tool where no schema was asked for', async () => {
    const answer = answerOf({ tool_calls: [call('json', json)] }, 'tool_calls');
    const result = await generated(answer, { model: groq, options: { tools: [named('json')] } });
    expect(result).toMatchObject({
      content: [{ type: 'tool-call', toolName: 'json' }],
      finishReason: 'tool-calls',
    });
  });

  it('stays a tool beside the schema', async () => {
    const both = { ...options, tools: [named('json')] };
    const answer = answerOf({ tool_calls: [call('json', '{"city":"A"}')] }, 'tool_calls');
    const result = await generated(answer, { model: groq, options: both });
    expect(result).toMatchObject({
      content: [{ type: 'tool-call', toolName: 'json' }],
      finishReason: 'tool-calls',
    });
  });

  it('stays a tool on other upstreams, schema or not', async () => {
    const answer = answerOf({ tool_calls: [call('json', '{"city":"A"}')] }, 'tool_calls');
    const result = await generated(answer, { options: { ...options, tools: [named('json')] } });
    expect(result).toMatchObject({ content: [{ type: 'tool-call', toolName: 'json' }] });
  });
});
