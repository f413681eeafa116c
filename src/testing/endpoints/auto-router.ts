import { failureAnswer } from '../failures/failure-answer.ts';
import type { Step } from '../gateway/plan.ts';
import type { Answer } from '../http/answer.ts';
import { anyUpstream, workersAIUpstream } from '../upstreams/registry.ts';
import type { UnroutedCall } from './dynamic-route.ts';

/** Models the router picks from on its own. First is one that takes tools without further options. */
const defaultPool = [
  'xai/grok-4.5',
  'openai/gpt-5.6-luna',
  'openai/gpt-5.6-sol',
  'openai/gpt-5.6-terra',
  'anthropic/claude-sonnet-5',
  'anthropic/claude-opus-5',
  'anthropic/claude-fable-5',
];

/** Models it takes only when they are named. */
const namedOnly = [
  '@cf/zai-org/glm-5.2',
  'alibaba/qwen3.8-max',
  'anthropic/claude-opus-5.5',
  'fireworks/glm-5.3',
  'minimax/m3',
  'openai/gpt-6-sol',
  'xai/grok-4.6',
];

/** The step that `cloudflare/auto` leads to: always the first model of the pool. */
export function autoStep(call: UnroutedCall, decisionId: () => string): Step | Answer {
  const pool = candidates(call.headers);
  const [chosen] = pool;
  if (chosen === undefined) return failureAnswer('no-routable-model');
  const workersAI = chosen.startsWith('@cf/');
  const [author = '', ...id] = chosen.split('/');
  const upstream = workersAI ? workersAIUpstream : anyUpstream(author);
  if (!upstream) return failureAnswer('no-routable-model');
  const named = workersAI ? chosen : id.join('/');
  const model = upstream.restModel?.(named) ?? named;
  return {
    ...call,
    upstream,
    calledModel: 'cloudflare/auto',
    model,
    body: { ...call.body, model },
    path: `${upstream.chatPrefix}chat/completions`,
    routeHeaders: {
      'cf-aig-routed-model': chosen,
      'cf-aig-routing-reason': pool.length === 1 ? 'forced_by_candidate_pool' : 'cost_optimal_within_pool',
      'cf-aig-routing-decision-id': decisionId(),
    },
  };
}

/** An allowed entry that matches nothing leaves no pool at all. */
function candidates(headers: Readonly<Record<string, string>>): readonly string[] {
  const providers = list(headers['cf-aig-allowed-providers']);
  const entries = list(headers['cf-aig-allowed-models'])?.map(matcher);
  const all = [...defaultPool, ...namedOnly];
  if (entries?.some(matches => !all.some(matches))) return [];
  const models = entries ? all.filter(model => entries.some(matches => matches(model))) : defaultPool;
  return providers ? models.filter(model => providers.includes(provider(model))) : models;
}

function list(header: string | undefined): string[] | undefined {
  return header?.split(',').map(entry => entry.trim());
}

function provider(model: string): string {
  return model.startsWith('@cf/') ? 'workers-ai' : (model.split('/')[0] ?? '');
}

/** `*` stands for any characters but a slash. */
function matcher(entry: string): (model: string) => boolean {
  const parts = entry.split('*').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('[^/]*')}$`);
  return model => pattern.test(model);
}
