import { alibaba } from './alibaba.ts';
import { anthropic } from './anthropic.ts';
import { awsBedrock } from './aws-bedrock.ts';
import { azureOpenAI } from './azure-openai.ts';
import { baseten } from './baseten.ts';
import { cerebras } from './cerebras.ts';
import { cohere } from './cohere.ts';
import { deepSeek } from './deepseek.ts';
import { fireworks } from './fireworks.ts';
import { google } from './google.ts';
import { googleVertexAI } from './google-vertex-ai.ts';
import { groq } from './groq.ts';
import { miniMax } from './minimax.ts';
import { mistral } from './mistral.ts';
import { moonshotAI } from './moonshotai.ts';
import { openAI } from './openai.ts';
import { openRouter } from './openrouter.ts';
import { parallel } from './parallel.ts';
import { perplexity } from './perplexity.ts';
import { autoRouter, customProvider, dynamicRoute, unknownUpstream } from './routers.ts';
import { unsupportedVendors } from './unsupported-vendors.ts';
import type { Upstream } from './upstream.ts';
import { workersAI } from './workers-ai.ts';
import { xAI } from './xai.ts';

/** Every known upstream. A new one is a file in this folder and a line here. */
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
  ...unsupportedVendors,
];

const byPrefix: ReadonlyMap<string, Upstream> = new Map(
  upstreams.flatMap(upstream =>
    [upstream.name, ...(upstream.aliases ?? [])].map(name => [name, upstream] as const),
  ),
);

/** Every known prefix. */
export const knownPrefixes: readonly string[] = [...byPrefix.keys()];

/** The upstream that a prefix names, if it is known; custom providers are recognised by their form. */
export function knownUpstream(prefix: string): Upstream | undefined {
  const name = prefix.toLowerCase();
  if (/^custom-[a-z0-9][\w-]*$/.test(name)) return customProvider(name);
  return byPrefix.get(name);
}

/** The upstream that a prefix names; an unknown one is passed on. */
export function upstreamOf(prefix: string): Upstream {
  return knownUpstream(prefix) ?? unknownUpstream(prefix.toLowerCase());
}
