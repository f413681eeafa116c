import { aiGatewayProvider } from './ai-gateway-provider.ts';
import type { ClientSource } from './client.ts';
import { core } from './core.ts';
import { rawFetch } from './fetch.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { against, ours } from './ours.ts';
import { workersAIProvider } from './workers-ai-provider.ts';

/** All clients, the baseline first. `against` runs only if it is named. */
export const allClients: readonly ClientSource[] = [
  core,
  ours,
  against,
  rawFetch,
  openai,
  workersAIProvider,
  openrouter,
  aiGatewayProvider,
];
