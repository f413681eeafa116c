import { readCall } from '../../arguments/read-call.ts';
import { readPrompt } from '../../arguments/read-prompt.ts';
import type { MediaQuestion } from './media-question.ts';
import { endingOf } from './media-type.ts';
import { showFile, showMedia } from './media-view.ts';
import { checkTarget } from './saved-file.ts';

export const speak: MediaQuestion = {
  option: 'speak',
  model: '@cf/deepgram/aura-2-en',
  prepare: async (invocation, path) => {
    const { given, words, io } = invocation;
    await checkTarget('speak', path);
    const voice = given.text('voice');
    const text = await readPrompt(words, io);
    const { providerOptions } = readCall(given);
    const ending = endingOf(path);
    const call = {
      text,
      ...(voice !== undefined && { voice }),
      // The usual format needs no name.
      ...(ending !== '' && ending !== 'mp3' && { outputFormat: ending }),
      ...(providerOptions && { providerOptions }),
    };
    return async (provider, modelId) => {
      const model = provider.speechModel(modelId);
      const send = () => model.doGenerate({ ...call, abortSignal: io.signal });
      await showMedia(invocation, { modelId, doing: 'speaking', send }, ({ audio }) =>
        showFile(invocation, path, audio),
      );
    };
  },
};
