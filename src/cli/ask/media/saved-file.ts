import { stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../../arguments/usage-error.ts';

/** An image or audio, as bytes or base64. */
export type Media = Uint8Array | string;

/**
 * Checks that a file can be saved before a model is paid for it: nothing is overwritten.
 * @throws UsageError
 */
export async function checkTarget(option: string, path: string): Promise<void> {
  if (path === '') throw new UsageError(`--${option} requires the name of a file.`);
  if (await exists(path)) throw new UsageError(`--${option}: the file exists. Remove it, or choose another.`);
  if (!(await exists(dirname(path)))) throw new UsageError(`--${option}: the folder does not exist.`);
}

/** @returns the number of bytes */
export async function saveFile(path: string, media: Media): Promise<number> {
  const bytes = typeof media === 'string' ? Buffer.from(media, 'base64') : media;
  await writeFile(path, bytes, { flag: 'wx' });
  return bytes.length;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
