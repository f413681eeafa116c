import { failureAnswer } from '../failures/failure-answer.ts';
import type { OpenGateway, Step } from '../gateway/plan.ts';
import type { Answer } from '../http/answer.ts';
import { nativeUpstream } from '../upstreams/registry.ts';

/** A call as it came, before it is known which upstream takes it. */
export type UnroutedCall = Pick<Step, 'kind' | 'body' | 'headers' | 'options'>;

/** The step a dynamic route leads to. A route exists on its own gateway only. */
export function routedStep({ settings }: OpenGateway, name: string, call: UnroutedCall): Step | Answer {
  const target = settings.routes?.[name];
  const upstream = target && nativeUpstream(target.provider, settings.customProviders ?? []);
  if (!target || !upstream) return failureAnswer('no-response');
  return {
    ...call,
    upstream,
    calledModel: `dynamic/${name}`,
    model: target.model,
    body: { ...call.body, model: target.model },
    path: `${upstream.chatPrefix}chat/completions`,
    routeHeaders: { 'cf-aig-model': target.model, 'cf-aig-provider': upstream.slug },
  };
}
