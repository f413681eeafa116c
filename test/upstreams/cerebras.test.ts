import { describe, expect, it } from 'vitest';
import { refused, send } from '../support/call.ts';
import { H, jsonFormat, P, WX } from '../support/prompts.ts';

const strict = { ...WX, providerOptions: { cloudflare: { strict: true } } };
const named = (name: string, tool: typeof WX) => ({ ...tool, name });
const toolsOf = (body: object) => (body as { tools: { function: { strict?: boolean } }[] }).tools;

describe('cerebras', () => {
  it('tools are strict all or none', async () => {
    const mixed = await send('cerebras/zai-glm-4.7', { tools: [strict, named('w2', WX)] });
    expect(toolsOf(mixed.body).map(tool => tool.function.strict)).toEqual([undefined, undefined]);
    expect(mixed.warnings).toEqual([expect.stringContaining('strict')]);
    const all = await send('cerebras/zai-glm-4.7', { tools: [strict, named('w2', strict)] });
    expect(toolsOf(all.body).map(tool => tool.function.strict)).toEqual([true, true]);
    expect(all.warnings).toEqual([]);
  });

  it('thoughts go back as `reasoning`', async () => {
    const { body } = await send('cerebras/gpt-oss-120b', { prompt: H, tools: [WX] });
    expect(body.messages).toMatchObject([{}, { role: 'assistant', reasoning: 'plan' }, {}]);
    expect(JSON.stringify(body)).not.toContain('reasoning_content');
  });

  it.each([
    ['qwen-3.8-27b', 'none', 'none'],
    ['qwen-3.8-27b', 'xhigh', 'high'],
    ['gemma-4-31b', 'medium', 'medium'],
  ])('%s sees, and reasons at an effort: %s becomes %s', async (model, asked, sent) => {
    const image = { type: 'file' as const, mediaType: 'image/png', data: 'iVBORw0KGgo=' };
    const { body } = await send(`cerebras/${model}`, {
      prompt: [{ role: 'user', content: [image] }],
      providerOptions: { cloudflare: { reasoningEffort: asked } },
    });
    expect(body).toMatchObject({
      reasoning_effort: sent,
      messages: [
        { content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }] },
      ],
    });
  });

  it('keywords that it refuses become part of the description', async () => {
    const schema = {
      type: 'object' as const,
      properties: {
        tags: { type: 'array' as const, minItems: 1, maxItems: 3, items: { type: 'string' as const } },
        zip: { type: 'string' as const, pattern: '^\\d+$', description: 'Zip' },
      },
      required: ['tags', 'zip'],
      additionalProperties: false,
    };
    const { body } = await send('cerebras/gpt-oss-120b', { responseFormat: jsonFormat(schema) });
    expect(body.response_format).toEqual({
      type: 'json_schema',
      json_schema: {
        name: 'response',
        strict: true,
        schema: {
          ...schema,
          properties: {
            tags: { type: 'array', items: { type: 'string' }, description: '(minItems: 1, maxItems: 3)' },
            zip: { type: 'string', description: 'Zip (pattern: "^\\\\d+$")' },
          },
        },
      },
    });
  });

  it('a list at the root becomes an instruction', async () => {
    const schema = { type: 'array' as const, items: P };
    const { body } = await send('cerebras/gpt-oss-120b', { responseFormat: jsonFormat(schema) });
    expect(body).toMatchObject({ response_format: { type: 'json_object' } });
    expect(JSON.stringify(body.messages)).toContain(JSON.stringify(JSON.stringify(P)).slice(1, -1));
  });

  it('its own limit, no penalties, no images', async () => {
    const { body, warnings } = await send('cerebras/gpt-oss-120b', {
      maxOutputTokens: 3,
      frequencyPenalty: 1,
      presencePenalty: 1,
      topK: 1,
      tools: [WX],
      providerOptions: { cloudflare: { parallelToolCalls: true } },
    });
    expect(Object.keys(body).sort()).toEqual([
      'max_completion_tokens',
      'messages',
      'model',
      'parallel_tool_calls',
      'tools',
    ]);
    expect(warnings).toHaveLength(3);
    const image = {
      role: 'user' as const,
      content: [{ type: 'file' as const, mediaType: 'image/png', data: 'AA==' }],
    };
    expect(await refused('cerebras/gpt-oss-120b', { prompt: [image] })).toMatchObject({
      name: 'AI_UnsupportedFunctionalityError',
      message: 'This model does not accept "image/png" parts. It accepts text.',
    });
  });
});
