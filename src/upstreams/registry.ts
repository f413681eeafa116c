import { alibaba } from './rows/alibaba.ts';
import { anthropic } from './rows/anthropic.ts';
import { awsBedrock } from './rows/aws-bedrock.ts';
import { azureOpenAI } from './rows/azure-openai.ts';
import { baseten } from './rows/baseten.ts';
import { cerebras } from './rows/cerebras.ts';
import { cohere } from './rows/cohere.ts';
import { deepSeek } from './rows/deepseek.ts';
import { fireworks } from './rows/fireworks.ts';
import { google } from './rows/google.ts';
import { googleVertexAI } from './rows/google-vertex-ai.ts';
import { groq } from './rows/groq.ts';
import { miniMax } from './rows/minimax.ts';
import { mistral } from './rows/mistral.ts';
import { moonshotAI } from './rows/moonshotai.ts';
import { openAI } from './rows/openai.ts';
import { openRouter } from './rows/openrouter.ts';
import { otherKinds } from './rows/other-kinds.ts';
import { parallel } from './rows/parallel.ts';
import { perplexity } from './rows/perplexity.ts';
import { autoRouter, customProvider, dynamicRoute, unknownUpstream } from './rows/routers.ts';
import { workersAI } from './rows/workers-ai.ts';
import { xAI } from './rows/xai.ts';
import type { Upstream } from './upstream.ts';

/** Every upstream this package knows. A new one is a file in `rows/` and a line here. */
export const upstreams: readonly Upstream[] = [
  openAI,
  azureOpenAI,
  anthropic,
  google,
  googleVertexAI,
  groq,
  xAI,
  mistral,
  deepSeek,
  cerebras,
  perplexity,
  cohere,
  workersAI,
  fireworks,
  openRouter,
  alibaba,
  miniMax,
  moonshotAI,
  baseten,
  parallel,
  awsBedrock,
  dynamicRoute,
  autoRouter,
  ...otherKinds,
];

const byPrefix: ReadonlyMap<string, Upstream> = new Map(
  upstreams.flatMap(upstream =>
    [upstream.name, ...(upstream.aliases ?? [])].map(name => [name, upstream] as const),
  ),
);

/** Every prefix that this version knows. */
export const knownPrefixes: readonly string[] = [...byPrefix.keys()];

/** The upstream that a prefix names, if this version knows it; custom providers are known by their form. */
export function knownUpstream(prefix: string): Upstream | undefined {
  const name = prefix.toLowerCase();
  if (/^custom-[a-z0-9][\w-]*$/.test(name)) return customProvider(name);
  return byPrefix.get(name);
}

/** The upstream that a prefix names; a new one that nobody told us about is passed on. */
export function upstreamOf(prefix: string): Upstream {
  return knownUpstream(prefix) ?? unknownUpstream(prefix.toLowerCase());
}
