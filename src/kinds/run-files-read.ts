import { downloadFile, type RunAnswer, type RunCall } from './run-call.ts';
import { readDataURL } from './run-files.ts';

/** An address that an answer names; without encryption on this machine only. */
const address = /^(?:https:|http:\/\/(?:localhost|127\.0\.0\.1)[:/])/;

/** The files of an answer: its bytes, base64, or what is found at the addresses that it names. */
export async function readFiles(
  { bytes, value }: RunAnswer,
  call: RunCall,
  names: readonly string[],
): Promise<readonly (string | Uint8Array)[]> {
  if (bytes !== undefined) return [bytes];
  const texts = names
    .flatMap(name => value[name] ?? [])
    .filter(item => typeof item === 'string' && item !== '');
  return Promise.all(
    texts.map(text =>
      address.test(String(text))
        ? downloadFile(call, String(text))
        : (readDataURL(String(text))?.data ?? String(text)),
    ),
  );
}
