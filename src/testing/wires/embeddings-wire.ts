import { jsonAnswer } from '../http/answer.ts';
import { embedTexts, runEmbeddings } from '../model/embed-texts.ts';
import { first } from '../upstreams/rules.ts';
import type { Wire } from './wire.ts';

/** OpenAI's embeddings, and the format of Workers AI's own models. */
export const embeddingsWire: Wire = {
  refuse: ({ step: { body, model, upstream } }) => {
    if (
      body.input === undefined ||
      body.input === '' ||
      (Array.isArray(body.input) && body.input.length === 0)
    )
      return { message: "'$.input' is invalid. Please check the API reference.", param: 'input' };
    const request = { model, body, messages: [], tools: [], stream: false };
    return first((upstream.embeddingsRules ?? []).map(rule => rule(request)));
  },
  answer: ({ step }) => {
    const embedded = embedTexts(step.model, step.body);
    return jsonAnswer(step.runForm ? runEmbeddings(embedded) : embedded);
  },
};
