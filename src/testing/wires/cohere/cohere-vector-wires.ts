import { jsonAnswer } from '../../http/answer.ts';
import { asNumber, type JsonObject } from '../../http/json.ts';
import { countTokens } from '../../model/count-tokens.ts';
import { rankTexts, vectors } from '../../model/rank-texts.ts';
import type { Wire } from '../wire.ts';

/** Cohere's `v2/embed`, of at most 96 texts. */
export const cohereEmbedWire: Wire = {
  refuse: ({ step: { body } }) => {
    const texts = textsOf(body);
    if (body.input_type === undefined)
      return { message: 'invalid request: valid input_type must be provided with the provided model' };
    if (texts.length === 0) return { message: 'invalid request: texts must be provided' };
    return texts.length > 96
      ? { message: `invalid request: total number of texts must be at most 96 - received ${texts.length}` }
      : undefined;
  },
  answer: ({ step: { body, model } }) => {
    const texts = textsOf(body);
    const tokens = texts.reduce<number>((sum, text) => sum + countTokens(text), 0);
    return jsonAnswer({
      id: 'local',
      embeddings: { float: vectors(model, texts, asNumber(body.output_dimension)) },
      texts,
      meta: { billed_units: { input_tokens: tokens } },
    });
  },
};

function textsOf({ texts }: JsonObject): unknown[] {
  return Array.isArray(texts) ? texts : [];
}

/** `v2/rerank`: documents that share words with the query come first. */
export const cohereRerankWire: Wire = {
  refuse: ({ step: { body } }) => {
    const absent = ['model', 'query', 'documents'].find(key => body[key] === undefined);
    return absent === undefined ? undefined : { message: `invalid request: ${absent} is required` };
  },
  answer: ({ step: { body, model } }) => {
    const documents = [body.documents]
      .flat()
      .map(document => (typeof document === 'string' ? document : JSON.stringify(document)));
    const scored = rankTexts(model, String(body.query), documents).map(({ index, score }) => ({
      index,
      relevance_score: score,
    }));
    const most = asNumber(body.top_n) ?? scored.length;
    return jsonAnswer({
      id: 'local',
      results: scored.slice(0, most),
      meta: { billed_units: { search_units: 1 } },
    });
  },
};
