import type { ModelKind } from '../../upstreams/upstream.ts';
import { chatWire } from '../chat-wire.ts';
import type { Wire } from '../wire.ts';
import { runImageWire } from './image-wire.ts';
import { runSpeechWire } from './speech-wire.ts';
import { runTranscriptionWire } from './transcription-wire.ts';
import { runEmbeddingsWire, runRerankingWire } from './vector-wires.ts';

/** What models of Workers AI are for, in their own formats. */
export const modelWires: Readonly<Record<ModelKind, Wire>> = {
  chat: chatWire,
  'run-embeddings': runEmbeddingsWire,
  'run-image': runImageWire,
  'run-speech': runSpeechWire,
  'run-transcription': runTranscriptionWire,
  'run-reranking': runRerankingWire,
};
