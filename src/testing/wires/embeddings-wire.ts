import { jsonAnswer } from '../http/answer.ts';
import { embedTexts, runEmbeddings } from '../model/embed-texts.ts';
import type { Wire } from './wire.ts';

/** OpenAI's embeddings, and the format of Workers AI's own models. */
export const embeddingsWire: Wire = {
  refuse: ({ step: { body } }) =>
    body.input === undefined || body.input === '' || (Array.isArray(body.input) && body.input.length === 0)
      ? { message: "'$.input' is invalid. Please check the API reference.", param: 'input' }
      : undefined,
  answer: ({ step }) => {
    const embedded = embedTexts(step.model, step.body);
    return jsonAnswer(step.runForm ? runEmbeddings(embedded) : embedded);
  },
};
