import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  type Context,
  type ContextManager,
  context,
  ROOT_CONTEXT,
  type Span,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import * as ai5 from 'ai';
import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { providerOf } from '../vendors/entries.ts';

/** What an app's OpenTelemetry SDK would bring. */
class LocalContext implements ContextManager {
  private readonly storage = new AsyncLocalStorage<Context>();
  active = (): Context => this.storage.getStore() ?? ROOT_CONTEXT;
  with: ContextManager['with'] = (active, run, receiver, ...args) =>
    this.storage.run(active, () => Reflect.apply(run, receiver, args));
  bind: ContextManager['bind'] = (active, target) =>
    typeof target === 'function'
      ? (((...args: unknown[]) =>
          this.storage.run(active, () => Reflect.apply(target, undefined, args))) as typeof target)
      : target;
  enable = (): this => this;
  disable = (): this => this;
}

interface RecordedSpan {
  readonly name: string;
  readonly attributes: Attributes;
}

/** A tracer that keeps its spans. */
function recordingTracer() {
  const spans: RecordedSpan[] = [];
  const startSpan = (name: string, options: { attributes?: Attributes } = {}): Span => {
    const attributes: Attributes = { ...options.attributes };
    spans.push({ name, attributes });
    const span: Span = {
      spanContext: () => ({ traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 }),
      setAttribute: (key, value) => {
        attributes[key] = value;
        return span;
      },
      setAttributes: values => {
        Object.assign(attributes, values);
        return span;
      },
      addEvent: () => span,
      addLink: () => span,
      addLinks: () => span,
      setStatus: () => span,
      updateName: () => span,
      end: () => undefined,
      isRecording: () => true,
      recordException: () => undefined,
    };
    return span;
  };
  const tracer = {
    startSpan,
    startActiveSpan: (name: string, options: { attributes?: Attributes }, ...rest: unknown[]) => {
      const span = startSpan(name, options);
      const run = rest.at(-1) as (span: Span) => unknown;
      return context.with(trace.setSpan(context.active(), span), () => run(span));
    },
  } as unknown as Tracer;
  return { tracer, spans };
}

beforeAll(() => {
  context.setGlobalContextManager(new LocalContext());
});
afterAll(() => {
  context.disable();
});

const modelId = 'openai/gpt-4o';

function modelOf(version: 'v2' | 'v3' | 'v4') {
  const gateway = createLocalGateway();
  const model = providerOf(version, { ...localGatewayDefaults, fetch: gateway.fetch }, [])(modelId);
  return { gateway, model: model as never };
}

describe('the spans of the AI SDK', () => {
  it.each([
    ['5', ai5, 'v2'],
    ['6', ai6, 'v3'],
  ] as const)(
    'ai %s: carry the metadata of a call, and attributes of their own',
    async (_, major, version) => {
      // The majors agree at run time; their types exclude each other.
      const ai = major as unknown as typeof ai5;
      const { gateway, model } = modelOf(version);
      const { tracer, spans } = recordingTracer();
      await ai.generateText({
        model,
        prompt: 'Say hello.',
        experimental_telemetry: { isEnabled: true, tracer },
        onStepFinish: step => {
          trace.getActiveSpan()?.setAttributes({ 'cloudflare.log_id': getCloudflareMetadata(step)?.logId });
        },
      });
      const logId = gateway.logs[0]?.id;
      expect(spans.map(({ name }) => name)).toEqual(['ai.generateText', 'ai.generateText.doGenerate']);
      expect(spans[0]?.attributes['cloudflare.log_id']).toBe(logId);
      for (const { attributes } of spans) {
        expect(attributes['ai.model.id']).toBe(modelId);
        expect(attributes['ai.model.provider']).toBe('cloudflare.chat');
        expect(JSON.parse(String(attributes['ai.response.providerMetadata']))).toMatchObject({
          cloudflare: { logId, endpoint: 'rest' },
        });
      }
    },
  );

  it('ai 7: an integration receives the metadata at the end of each model call', async () => {
    const { gateway, model } = modelOf('v4');
    const { tracer, spans } = recordingTracer();
    const seen: unknown[] = [];
    await tracer.startActiveSpan('work', {}, () =>
      ai7.generateText({
        model,
        prompt: 'Say hello.',
        telemetry: {
          integrations: [
            {
              onLanguageModelCallEnd: event => {
                const { logId } = getCloudflareMetadata(event) ?? {};
                seen.push(logId);
                trace.getActiveSpan()?.setAttributes({ 'cloudflare.log_id': logId });
              },
            },
          ],
        },
      }),
    );
    const logId = gateway.logs[0]?.id;
    expect(seen).toEqual([logId]);
    expect(spans).toMatchObject([{ name: 'work', attributes: { 'cloudflare.log_id': logId } }]);
  });
});
