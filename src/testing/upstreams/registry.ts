import { alibaba } from './alibaba.ts';
import { anthropic } from './anthropic.ts';
import { awsBedrock } from './aws-bedrock.ts';
import { azureOpenAI } from './azure-openai.ts';
import { baseten } from './baseten.ts';
import { cerebras } from './cerebras.ts';
import { cohere } from './cohere.ts';
import { deepgram } from './deepgram.ts';
import { deepseek } from './deepseek.ts';
import { elevenlabs } from './elevenlabs.ts';
import { fireworks } from './fireworks.ts';
import { genericUpstream } from './generic-upstream.ts';
import { google } from './google.ts';
import { googleAIStudio } from './google-ai-studio.ts';
import { googleVertexAI } from './google-vertex-ai.ts';
import { groq } from './groq.ts';
import { minimax } from './minimax.ts';
import { mistral } from './mistral.ts';
import { moonshotai } from './moonshotai.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { parallel } from './parallel.ts';
import { perplexity } from './perplexity.ts';
import type { Upstream } from './upstream.ts';
import { workersAI } from './workers-ai.ts';
import { xai } from './xai.ts';

const upstreams: readonly Upstream[] = [
  openai,
  azureOpenAI,
  groq,
  workersAI,
  anthropic,
  xai,
  mistral,
  deepseek,
  cerebras,
  perplexity,
  minimax,
  alibaba,
  moonshotai,
  google,
  googleAIStudio,
  googleVertexAI,
  openrouter,
  fireworks,
  baseten,
  cohere,
  parallel,
  awsBedrock,
  elevenlabs,
  deepgram,
];

/** The upstream of a REST author. */
export function restUpstream(author: string): Upstream | undefined {
  return upstreams.find(upstream => upstream.rest === author);
}

/** The upstream of a compat model prefix. */
export function compatUpstream(prefix: string, custom: readonly string[]): Upstream | undefined {
  return upstreams.find(upstream => upstream.compat.includes(prefix)) ?? customUpstream(prefix, custom);
}

/** The upstream of a native path segment or a universal step. */
export function nativeUpstream(segment: string, custom: readonly string[]): Upstream | undefined {
  return (
    upstreams.find(upstream => upstream.slug === segment && upstream.native !== false) ??
    customUpstream(segment, custom)
  );
}

/** The upstream with this name, whichever of its names it is. */
export function anyUpstream(name: string): Upstream | undefined {
  return (
    upstreams.find(upstream => upstream.name === name) ??
    upstreams.find(({ slug, rest, compat }) => slug === name || rest === name || compat.includes(name))
  );
}

export const workersAIUpstream: Upstream = workersAI;

/** Custom providers take any path and any model. */
function customUpstream(name: string, custom: readonly string[]): Upstream | undefined {
  const slug = name.startsWith('custom-') ? name.slice('custom-'.length) : '';
  if (!custom.includes(slug)) return undefined;
  return genericUpstream({
    name,
    base: `https://${slug}.example/`,
    prefix: /^(?:.*\/)?(?=(?:chat\/completions|embeddings)$)/,
  });
}
