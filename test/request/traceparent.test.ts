import { describe, expect, it } from 'vitest';
import { type CallOptions, connected, send } from '../support/call.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentSpanId = '00f067aa0ba902b7';
const traceparent = `00-${traceId}-${parentSpanId}-01`;
const model = 'openai/gpt-4o';

async function sentTrace(options: CallOptions, settings: object = {}) {
  const { headers, warnings } = await send(model, options, { ...connected, ...settings });
  expect(warnings).toEqual([]);
  return [headers['cf-aig-otel-trace-id'], headers['cf-aig-otel-parent-span-id']];
}

describe('a traceparent header of a call', () => {
  it.each(['traceparent', 'Traceparent'])('joins the span of the gateway to its trace: %s', async name => {
    expect(await sentTrace({ headers: { [name]: traceparent } })).toEqual([traceId, parentSpanId]);
    expect(await sentTrace({ headers: { [name]: traceparent } }, { endpoint: 'compat' })).toEqual([
      traceId,
      parentSpanId,
    ]);
  });

  it('travels on as it is', async () => {
    const { headers } = await send(model, { headers: { traceparent } });
    expect(headers.traceparent).toBe(traceparent);
  });

  it.each([
    `ff-${traceId}-${parentSpanId}-01`,
    `00-${'0'.repeat(32)}-${parentSpanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${parentSpanId}-01`,
    `00-${traceId}-${parentSpanId}`,
    'none',
  ])('is no trace: %s', async value => {
    expect(await sentTrace({ headers: { traceparent: value } })).toEqual([undefined, undefined]);
  });

  it('yields to the option', async () => {
    const otel = { traceId: 'a'.repeat(32) };
    const call = { headers: { traceparent }, providerOptions: { cloudflare: { otel } } };
    expect(await sentTrace(call, { endpoint: 'compat' })).toEqual([otel.traceId, undefined]);
  });

  it('is that of its own call', async () => {
    const settings = { ...connected };
    const calls = [{ headers: { traceparent } }, {}];
    const traces = await Promise.all(calls.map(call => sentTrace(call, settings)));
    expect(traces).toEqual([
      [traceId, parentSpanId],
      [undefined, undefined],
    ]);
  });
});
