import { readFile } from 'node:fs/promises';
import { readCall } from '../../arguments/read-call.ts';
import { UsageError } from '../../arguments/usage-error.ts';
import type { MediaQuestion } from './media-question.ts';
import { mediaTypeOf } from './media-type.ts';
import { showMedia } from './media-view.ts';

export const transcribe: MediaQuestion = {
  option: 'transcribe',
  model: '@cf/openai/whisper-large-v3-turbo',
  prepare: async (invocation, path) => {
    const { given, words, io, screen } = invocation;
    if (words.length > 0) throw new UsageError('--transcribe takes a file and no prompt. Remove the words.');
    const audio = new Uint8Array(await readSound(path));
    const { providerOptions } = readCall(given);
    const call = {
      audio,
      mediaType: mediaTypeOf(audio) ?? 'audio/mpeg',
      ...(providerOptions && { providerOptions }),
    };
    return async (provider, modelId) => {
      const model = provider.transcriptionModel(modelId);
      const send = () => model.doGenerate({ ...call, abortSignal: io.signal });
      await showMedia(invocation, { modelId, doing: 'listening', send }, ({ text, segments, ...facts }) => {
        const { language, durationInSeconds } = facts;
        if (given.flag('json')) screen.json({ type: 'text', text, segments, language, durationInSeconds });
        else screen.outLine(screen.plain(text.trim()));
      });
    };
  },
};

async function readSound(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw new UsageError('--transcribe: the file cannot be read.');
  }
}
