import type { CloudflareProviderMetadata } from 'ai-sdk-provider-cloudflare';
import type { Layout } from '../terminal/screen.ts';
import type { Style } from '../terminal/style.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import type { Step } from './stream-step.ts';

/** How long a response took, in milliseconds. */
export interface AnswerTimes {
  /** Until the first text or tool call; `undefined` if there was none. */
  readonly firstMs: number | undefined;
  readonly totalMs: number;
}

/** What is known about a response; an image or audio has no usage and no finish reason. */
export interface AnswerDetails extends Partial<Pick<Step, 'finishReason' | 'usage' | 'servedModel'>> {
  readonly metadata: CloudflareProviderMetadata | undefined;
}

/** The details shown below a response. */
export function answerFacts(
  modelId: string,
  { finishReason, usage, metadata = {}, servedModel }: AnswerDetails,
  times: AnswerTimes,
): readonly (readonly [label: string, text: string])[] {
  const model = metadata.routedModel ?? metadata.model ?? servedModel;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['model', model === undefined || model === modelId ? modelId : `${modelId}, answered by ${model}`],
    ['provider', metadata.provider],
    ['endpoint', endpointOf(metadata)],
    ['cache', metadata.cacheStatus],
    ['paid by', metadata.keySource],
    ['log', metadata.logId],
    ['tokens', usage && tokensOf(usage)],
    ['time', timeOf(times)],
    ['finish', finishReason],
  ];
  return facts.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const]));
}

function endpointOf({ endpoint, gatewayId }: CloudflareProviderMetadata): string | undefined {
  if (endpoint === undefined) return undefined;
  return gatewayId === undefined ? endpoint : `${endpoint}, gateway ${gatewayId}`;
}

/** Counts that were not reported are left out: they are not zero. */
function tokensOf({
  inputTokens,
  outputTokens,
  cachedInputTokens,
  reasoningTokens,
}: Step['usage']): string | undefined {
  const counts = [
    inputTokens === undefined ? '' : `${inputTokens} in`,
    cachedInputTokens ? `${cachedInputTokens} of them cached` : '',
    outputTokens === undefined ? '' : `${outputTokens} out`,
    reasoningTokens ? `${reasoningTokens} of them reasoning` : '',
  ].filter(Boolean);
  return counts.length === 0 ? undefined : counts.join(', ');
}

function timeOf({ firstMs, totalMs }: AnswerTimes): string {
  return firstMs === undefined
    ? seconds(totalMs)
    : `${seconds(firstMs)} to first output, ${seconds(totalMs)} total`;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** Labels and texts, wrapped into lines. */
export function factLines(
  facts: readonly (readonly [string, string])[],
  { width, plain, style }: Layout & { readonly style: Style },
): readonly string[] {
  const column = Math.max(0, ...facts.map(([label]) => label.length));
  return facts.flatMap(([label, text]) =>
    wrapText(plain(text), width - column - 2).map((line, index) =>
      style.dim(`${(index === 0 ? label : '').padEnd(column)}  ${line}`),
    ),
  );
}
