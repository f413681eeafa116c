import { LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { inOptions } from './arguments/option-names.ts';
import { programName } from './help.ts';
import type { Screen } from './terminal/screen.ts';
import { wrapText } from './terminal/wrap-text.ts';

/** A failure as JSON data. */
export interface Failure {
  readonly message: string;
  readonly [fact: string]: unknown;
}

/** The facts of a failed call, or the message of any other error. */
export function failureOf(error: unknown): Failure {
  const info = getCloudflareError(error);
  if (info !== undefined) return { ...info };
  return { message: error instanceof Error ? error.message : String(error) };
}

/** Prints a failure to standard error: its message, and the page that explains it. */
export function printError(error: unknown, { errLine, errStyle, width, plain }: Screen): void {
  const { message, docs } = failureOf(error);
  errLine(errStyle.red(wrapText(`Error: ${plain(inOptions(message))}`, width).join('\n')));
  if (typeof docs === 'string') errLine(errStyle.dim(`See ${docs}`));
  if (LoadAPIKeyError.isInstance(error) || LoadSettingError.isInstance(error))
    errLine(errStyle.dim(`--local needs no account; \`npx ${programName} doctor\` shows what is set.`));
}
