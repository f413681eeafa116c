import { heardIn } from '../../model/sound.ts';

/** The transcript of a file: the text of the built-in model's own audio, else a description of the file. */
export async function hear(file: Blob): Promise<string> {
  const heard = heardIn(new Uint8Array(await file.arrayBuffer()));
  const name = file instanceof File ? file.name : 'audio';
  return heard ?? `Transcript of ${name}: ${file.size} bytes.`;
}

/** Words with times, one second each. */
export function timedWords(text: string): { word: string; start: number; end: number }[] {
  return text.split(/\s+/).map((word, index) => ({ word, start: index, end: index + 1 }));
}
