import { readCall } from '../../arguments/read-call.ts';
import { readPrompt } from '../../arguments/read-prompt.ts';
import { UsageError } from '../../arguments/usage-error.ts';
import type { MediaQuestion } from './media-question.ts';
import { showFile, showMedia } from './media-view.ts';
import { checkTarget } from './saved-file.ts';

export const draw: MediaQuestion = {
  option: 'image',
  model: '@cf/black-forest-labs/flux-1-schnell',
  prepare: async (invocation, path) => {
    const { given, words, io } = invocation;
    await checkTarget('image', path);
    const size = readSize(given.text('size'));
    const prompt = await readPrompt(words, io);
    const { providerOptions = {} } = readCall(given);
    const call = { prompt, n: 1, size, aspectRatio: undefined, seed: undefined, providerOptions };
    return async (provider, modelId) => {
      const model = provider.imageModel(modelId);
      const send = () => model.doGenerate({ ...call, abortSignal: io.signal });
      await showMedia(invocation, { modelId, doing: 'drawing', send }, ({ images: [picture] }) => {
        if (picture === undefined) throw new Error(`${modelId} returned no image.`);
        return showFile(invocation, path, picture);
      });
    };
  },
};

function readSize(text: string | undefined): `${number}x${number}` | undefined {
  if (text === undefined) return undefined;
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(text) ?? [];
  if (width === undefined) throw new UsageError('--size is a width and a height in pixels: --size 1024x768.');
  return `${Number(width)}x${Number(height)}`;
}
