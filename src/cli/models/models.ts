import type { CloudflareProvider } from 'ai-sdk-provider-cloudflare';
import { connectionOptions } from '../arguments/common-options.ts';
import type { Command, Invocation } from '../command.ts';
import { withProvider } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Screen } from '../terminal/screen.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { type ModelList, modelsLegend, modelsTable } from './models-table.ts';

type ListOptions = NonNullable<Parameters<CloudflareProvider['listModels']>[0]>;

/** Lists the models that the account can call. */
async function models({ given, words, io, screen }: Invocation): Promise<number> {
  const kind = given.text('kind');
  const feature = given.text('feature');
  const options = {
    abortSignal: io.signal,
    ...(words.length > 0 && { search: words.join(' ') }),
    ...(kind !== undefined && { kind }),
    ...(feature !== undefined && { feature }),
    ...(given.flag('reachable') && { reachable: true }),
  };
  screen.progress.show('listing models');
  // Kinds and features are plain text here; `listModels` validates them and lists the valid ones.
  const list = await withProvider(given, ({ provider }) => provider.listModels(options as ListOptions));
  if (given.flag('json'))
    screen.prettyJSON({ ...list, models: list.models.map(({ raw: _, ...model }) => model) });
  else show(list, screen);
  return exitCodes.ok;
}

/** Only the table goes to standard output. */
function show(
  { models: found, warnings }: ModelList,
  { outLine, errLine, outStyle, errStyle, width, plain, tableWidth }: Screen,
): void {
  const [titles = '', ...lines] = modelsTable(found, { width: tableWidth, plain });
  if (lines.length > 0) outLine(outStyle.bold(titles));
  for (const line of lines) outLine(line);
  for (const warning of warnings) {
    errLine(errStyle.yellow(wrapText(`Warning: ${plain(warning)}`, width).join('\n')));
  }
  const count = found.length === 1 ? '1 model.' : `${found.length} models.`;
  errLine(found.length === 0 ? 'No models match.' : count);
  if (found.length === 0) return;
  for (const text of modelsLegend) for (const line of wrapText(text, width)) errLine(errStyle.dim(line));
}

export const modelsCommand: Command = {
  name: 'models',
  usage: '[words]',
  summary: 'list the models of the account: kind, context, price if known, features, endpoints',
  options: [
    {
      name: 'kind',
      kind: 'text',
      value: '<kind>',
      help: 'only models of this kind: chat, embeddings, image, speech, …',
    },
    {
      name: 'feature',
      kind: 'text',
      value: '<feature>',
      help: 'only models with this feature: tools, vision, reasoning, …',
    },
    { name: 'reachable', kind: 'flag', help: 'only models that the settings reach' },
    ...connectionOptions,
  ],
  words: Number.POSITIVE_INFINITY,
  examples: ['models', 'models llama --kind chat', 'models --feature tools --json'],
  run: models,
};
