import type { ExplainOptions } from 'ai-sdk-provider-cloudflare';
import { nearest } from '../../settings/nearest.ts';
import type { ParsedArguments } from './parse-arguments.ts';
import { readNumber } from './read-number.ts';
import { UsageError } from './usage-error.ts';

/** The parameters of a call besides its prompt. */
export type CallSettings = Pick<ExplainOptions, 'maxOutputTokens' | 'temperature' | 'providerOptions'>;

/** @throws UsageError without `--model` */
export function readModel(given: ParsedArguments): string {
  const model = given.text('model');
  if (model !== undefined && model.trim() !== '') return model.trim();
  throw new UsageError(
    'No model given. Pass one with -m, such as -m openai/gpt-4o or -m @cf/zai-org/glm-4.7-flash.',
  );
}

export function readCall(given: ParsedArguments): CallSettings {
  const maxOutputTokens = readNumber(given, 'max-output-tokens', { from: 1, to: 1e7, whole: 'whole' });
  const temperature = readNumber(given, 'temperature', { from: 0, to: 2, whole: 'any' });
  const options = Object.fromEntries(given.list('option').map(readOption));
  return {
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(Object.keys(options).length > 0 && { providerOptions: { cloudflare: options } }),
  };
}

type JSONValue = NonNullable<ExplainOptions['providerOptions']>[string][string];

/** `cacheTtl=60` is a number, `eventId=a` is text. The provider checks which options exist. */
function readOption(entry: string): readonly [string, JSONValue] {
  const [, name, text = ''] = /^([A-Za-z]\w*)=(.*)$/s.exec(entry) ?? [];
  if (name === undefined) throw new UsageError('--option requires a name and a value: -o cacheTtl=60.');
  return [name, jsonOrText(text)];
}

function jsonOrText(text: string): JSONValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A question that suggests the known name closest to a mistyped one. */
export function didYouMean(name: string, known: readonly string[]): string {
  const close = nearest(name, known);
  return close === undefined ? '' : ` Did you mean ${close}?`;
}
