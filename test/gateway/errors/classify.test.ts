import { describe, expect, it } from 'vitest';
import { toAPICallError } from '../../../src/gateway/errors/classify.ts';
import { failureTables, findFailureRow } from '../../../src/gateway/errors/codes/find-row.ts';
import { isErrorStatus } from '../../../src/gateway/errors/envelope.ts';
import type { CloudflareErrorInfo } from '../../../src/gateway/errors/error-info.ts';
import { readFailureBody } from '../../../src/gateway/errors/read-failure-body.ts';
import { readGatewayMetadata } from '../../../src/gateway/metadata/read-metadata.ts';
import { apiCases, gatewayCases, workersCases } from './code-cases.ts';
import { cloudflareEnvelopeCases, upstreamEnvelopeCases } from './envelope-cases.ts';
import type { FailureCase } from './failure-case.ts';
import { meaningCases, overflowCases, passingCases, statusCases, textCases } from './status-cases.ts';
import { contextOf, exchangeOf } from './support.ts';

const failureRows = failureTables.flatMap(({ rows }) => rows);

const cases: readonly FailureCase[] = [
  ...gatewayCases,
  ...apiCases,
  ...workersCases,
  ...cloudflareEnvelopeCases,
  ...upstreamEnvelopeCases,
  ...statusCases,
  ...textCases,
  ...overflowCases,
  ...meaningCases,
  ...passingCases,
];

const includes = (text: string, part: string | RegExp): boolean =>
  typeof part === 'string' ? text.includes(part) : part.test(text);

type Answered = Pick<FailureCase, 'status' | 'body' | 'headers' | 'context'>;

function infoOf({ status, headers, body, context }: Answered): CloudflareErrorInfo {
  const exchange = exchangeOf(status, headers, { context: contextOf(context) });
  const error = toAPICallError(exchange, typeof body === 'string' ? { text: body } : { value: body });
  return error.data as CloudflareErrorInfo;
}

describe('an answered failure', () => {
  for (const [
    index,
    { name, status, body, headers, context, is, says, never = [], hint },
  ] of cases.entries()) {
    it(`${index} ${name}`, () => {
      const info = infoOf({ status, body, ...(headers && { headers }), ...(context && { context }) });
      for (const [key, value] of Object.entries(is)) {
        expect(info[key as keyof typeof info], key).toEqual(value);
        if (value === undefined) expect(key in info, key).toBe(false);
      }
      for (const part of says)
        expect(includes(info.message, part), `${info.message} says ${part}`).toBe(true);
      for (const part of never) expect(includes(JSON.stringify(info), part), `${part}`).toBe(false);
      if (hint) expect(info.hint).toMatch(hint);
      if (info.hint) expect(info.message).toContain(info.hint);
      expect(info.message.length).toBeLessThanOrEqual(1000);
      expect(JSON.parse(JSON.stringify(info))).toEqual(info);
    });

    if (typeof body === 'string' || body === undefined || body instanceof Error) continue;
    it(`${index} ${name}, as text`, () => {
      const failure = { status, ...(headers && { headers }), ...(context && { context }) };
      expect(infoOf({ ...failure, body: JSON.stringify(body) })).toEqual(infoOf({ ...failure, body }));
    });
  }

  it('exercises every row of the tables, in the code that the row names', () => {
    const used = cases.map(({ status, headers, body }) => {
      const metadata = readGatewayMetadata(name => headers?.[name]);
      const envelope = readFailureBody(body ?? '', status, metadata);
      return findFailureRow(envelope, isErrorStatus(status) ? status : (envelope.status ?? status))[0];
    });
    expect(failureRows.filter(row => !used.includes(row))).toEqual([]);
    const codes = failureRows.flatMap(row => row.codes ?? []);
    const sent = new Set(cases.map(({ is }) => is.code));
    const unused = codes.filter(code => typeof code === 'number' && code >= 2000 && !sent.has(code));
    expect(unused).toEqual([]);
  });

  it('has no two rows for one condition', () => {
    const conditions = failureTables.flatMap(table =>
      table.rows.map(({ codes, sources = table.sources, shape, statuses, text }) =>
        JSON.stringify([codes, sources, shape, statuses, text?.source]),
      ),
    );
    expect(new Set(conditions).size).toBe(conditions.length);
  });

  it('caps long texts and keeps the hint and the place', () => {
    const body = { error: { message: 'x'.repeat(5000), code: 'long' } };
    const info = infoOf({ status: 401, headers: { 'cf-aig-log-id': 'L' }, body });
    expect(info.message.length).toBeLessThanOrEqual(1000);
    expect(info.message).toMatch(/x… \[long\] Store a key.*\(HTTP 401, compat, openai\/gpt-4o, log L\)$/);
  });

  it('carries the ids of the headers and the call', () => {
    const headers = { 'cf-aig-log-id': 'l', 'cf-aig-request-id': 'r', 'cf-aig-event-id': 'e', 'cf-ray': 'y' };
    expect(infoOf({ status: 500, headers, body: '' })).toMatchObject({
      logId: 'l',
      requestId: 'r',
      eventId: 'e',
      rayId: 'y',
      endpoint: 'compat',
      modelId: 'openai/gpt-4o',
      gatewayId: 'my-gw',
    });
    const plain = infoOf({ status: 500, body: '', context: { gatewayId: null } });
    expect(Object.keys(plain)).not.toContain('gatewayId');
    expect(Object.keys(plain)).not.toContain('logId');
  });
});
