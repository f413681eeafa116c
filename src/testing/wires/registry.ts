import type { StepKind } from '../upstreams/upstream.ts';
import { catalogueMediaWire } from './catalogue-media-wire.ts';
import { cohereChatWire } from './cohere/cohere-chat-wire.ts';
import { cohereEmbedWire, cohereRerankWire } from './cohere/cohere-vector-wires.ts';
import { embeddingsWire } from './embeddings-wire.ts';
import { geminiEmbeddingsWire, geminiWire, imagenWire } from './gemini/gemini-wires.ts';
import { deepgramSpeechWire, deepgramTranscriptionWire } from './media/deepgram-wires.ts';
import { elevenLabsSpeechWire, elevenLabsTranscriptionWire } from './media/elevenlabs-wires.ts';
import { imageEditsWire, imagesWire } from './media/images-wires.ts';
import { speechWire } from './media/speech-wire.ts';
import { transcriptionWire } from './media/transcription-wire.ts';
import { countTokensWire, messagesWire } from './messages/messages-wire.ts';
import { responsesWire, storedResponseWire } from './responses/responses-wire.ts';
import type { Wire } from './wire.ts';
import { batchWire } from './workers-ai/batch-wire.ts';
import { modelWires } from './workers-ai/model-wires.ts';

export const wires: Readonly<Record<StepKind, Wire>> = {
  ...modelWires,
  embeddings: embeddingsWire,
  responses: responsesWire,
  'stored-response': storedResponseWire,
  messages: messagesWire,
  'count-tokens': countTokensWire,
  images: imagesWire,
  'image-edits': imageEditsWire,
  speech: speechWire,
  transcription: transcriptionWire,
  'elevenlabs-speech': elevenLabsSpeechWire,
  'elevenlabs-transcription': elevenLabsTranscriptionWire,
  'deepgram-speech': deepgramSpeechWire,
  'deepgram-transcription': deepgramTranscriptionWire,
  gemini: geminiWire,
  'gemini-embeddings': geminiEmbeddingsWire,
  imagen: imagenWire,
  'cohere-chat': cohereChatWire,
  'cohere-embed': cohereEmbedWire,
  'cohere-rerank': cohereRerankWire,
  'run-batch': batchWire,
  'catalogue-media': catalogueMediaWire,
};
