import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import type { Invocation } from '../../command.ts';
import { answerFacts, factLines } from '../answer-facts.ts';
import { warningText } from '../stream-step.ts';
import { betterEnding, mediaTypeOf } from './media-type.ts';
import { type Media, saveFile } from './saved-file.ts';

/** What every result of a media model has. */
export interface MediaResult {
  readonly warnings: readonly unknown[];
  readonly providerMetadata?: Readonly<Record<string, object>> | undefined;
  readonly response: { readonly modelId: string };
}

/** Waits for a result, shows its warnings and what it gave, then its details. */
export async function showMedia<RESULT extends MediaResult>(
  { given, screen }: Invocation,
  { modelId, doing, send }: { modelId: string; doing: string; send: () => PromiseLike<RESULT> },
  show: (result: RESULT) => Promise<void> | void,
): Promise<void> {
  const { errLine, errStyle, json, plain, progress, width } = screen;
  const asJSON = given.flag('json');
  progress.show(`${doing} with ${modelId}`);
  const started = performance.now();
  const result = await send();
  const times = { firstMs: undefined, totalMs: Math.round(performance.now() - started) };
  for (const warning of result.warnings) {
    const message = warningText(warning);
    if (asJSON) json({ type: 'warning', message });
    else errLine(errStyle.yellow(`Warning: ${plain(message)}`));
  }
  await show(result);
  const { providerMetadata, response } = result;
  const metadata = getCloudflareMetadata({ providerMetadata: providerMetadata as Record<string, never> });
  if (asJSON)
    return json({ type: 'finish', modelId, servedModel: response.modelId, metadata, totalMs: times.totalMs });
  const step = { servedModel: response.modelId, metadata };
  errLine();
  for (const line of factLines(answerFacts(modelId, step, times), { width, plain, style: errStyle }))
    errLine(line);
}

/** Saves an image or audio; its path is the output. */
export async function showFile({ given, screen }: Invocation, path: string, media: Media): Promise<void> {
  const mediaType = mediaTypeOf(media);
  const bytes = await saveFile(path, media);
  if (given.flag('json')) return screen.json({ type: 'file', path, mediaType, bytes });
  screen.outLine(path);
  const { errLine, errStyle } = screen;
  errLine(`${mediaType ?? 'unknown type'}, ${bytes} bytes`);
  const ending = betterEnding(path, mediaType);
  if (ending !== undefined)
    errLine(
      errStyle.yellow(`Warning: the file is ${mediaType}, for which the usual extension is .${ending}`),
    );
}
