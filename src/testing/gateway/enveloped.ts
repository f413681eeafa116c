import type { Answer } from '../http/answer.ts';
import type { Envelope, Step } from './plan.ts';

/** An answer in JSON as its step's endpoint hands it on. Anything else stays as it is. */
export function enveloped({ envelope }: Step, answer: Answer): Answer {
  const { body, status, headers } = answer;
  const isJson = typeof body === 'string' && headers['content-type'] === 'application/json';
  return envelope === undefined || !isJson || status !== 200
    ? answer
    : { ...answer, body: envelopes[envelope](body) };
}

const ofApi = (result: string): string => `{"result":${result},"success":true,"errors":[],"messages":[]}`;
const ofRun = (result: string): string =>
  `{"state":"Completed","result":${result},"gatewayMetadata":{"keySource":"Unified"}}`;

const envelopes: Readonly<Record<Envelope, (json: string) => string>> = {
  result: ofApi,
  state: ofRun,
  run: json => ofApi(ofRun(json)),
};
