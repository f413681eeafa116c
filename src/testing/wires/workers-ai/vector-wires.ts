import { jsonAnswer } from '../../http/answer.ts';
import { asNumber, asString, type JsonObject, objects } from '../../http/json.ts';
import { countTokens } from '../../model/count-tokens.ts';
import { embedTexts } from '../../model/embed-texts.ts';
import { rankTexts } from '../../model/rank-texts.ts';
import { publishedForms } from '../../upstreams/published-input.ts';
import type { Wire, WireCall } from '../wire.ts';
import { badInput, refuseInput } from './refuse-input.ts';

/** Embeddings of texts, queries or documents; with a query and contexts, a ranking. */
export const runEmbeddingsWire: Wire = {
  refuse: call => refuseInput(call) ?? refuseNothing(call),
  answer: call => {
    const { body, model } = call.step;
    if (asString(body.query) !== undefined) return ranking(call);
    const contexts = objects(body.contexts).map(({ text }) => String(text ?? ''));
    const texts = [...contexts, ...['queries', 'documents', 'text'].flatMap(name => textsOf(body[name]))];
    const vectors = objects(embedTexts(model, { input: texts }).data).map(({ embedding }) => embedding);
    const [first] = vectors;
    const shape = [vectors.length, Array.isArray(first) ? first.length : 0];
    const pooling = poolingOf(body, model);
    const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
    return jsonAnswer({
      shape,
      [contexts.length > 0 ? 'response' : 'data']: vectors,
      ...(pooling === undefined ? {} : { pooling }),
      usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens },
    });
  },
};

/** Order, and how near each context is to the query. */
export const runRerankingWire: Wire = { refuse: refuseInput, answer: ranking };

function ranking({ step: { body, model } }: WireCall): ReturnType<typeof jsonAnswer> {
  const contexts = objects(body.contexts).map(({ text }) => String(text ?? ''));
  const ranked = rankTexts(model, String(body.query), contexts);
  const response = ranked.slice(0, asNumber(body.top_k)).map(({ index, score }) => ({ id: index, score }));
  return jsonAnswer({ response });
}

/** No published field is required where a model has several for its texts. */
function refuseNothing({ step: { body } }: WireCall): ReturnType<Wire['refuse']> {
  const texts = ['text', 'queries', 'documents', 'contexts'].map(name => body[name]);
  return texts.some(value => value !== undefined && value !== '')
    ? undefined
    : badInput("required properties at '/' are 'text'");
}

function textsOf(value: unknown): readonly string[] {
  return value === undefined ? [] : [value].flat().map(String);
}

function poolingOf({ pooling }: JsonObject, model: string): unknown {
  if (/bge-m3/.test(model)) return 'cls';
  return pooling ?? publishedForms(model)[0]?.properties?.pooling?.default;
}
