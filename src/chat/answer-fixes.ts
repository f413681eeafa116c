import type { ResponseHead } from '../gateway/errors/exchange.ts';
import { upstreamOf } from '../upstreams/registry.ts';
import type { WireBody, WireTool } from '../wire/body.ts';
import { type CallMarkup, callMarkups } from '../wire/call-markups.ts';
import type { AnswerFixes, UpstreamProfile } from '../wire/profile.ts';
import { responseSchema } from '../wire/schemas.ts';
import { forcesCall, toolNamesOf } from '../wire/tools.ts';
import type { GivenCall } from './chat-input.ts';

/**
 * What the answer needs: what the profile decides on the sent body and, where the gateway picks the model, what the
 * model that answered needs. Names and format are those that the caller requested: the profile may send others.
 * @param core the body as the core wrote it
 */
export function answerFixesOf(
  { route: { reference, profile }, request }: GivenCall,
  core: WireBody,
  sent: WireBody,
  metadata: Partial<ResponseHead['metadata']> = {},
): AnswerFixes {
  const answering = reference.upstream.picksModel ? answeringProfile(metadata) : undefined;
  const names = toolNamesOf(core);
  const markups = callMarkups(metadata.routedModel ?? reference.model);
  const repairs = request.plan.options.repairToolCalls !== false;
  // Assigned: what is spread on a condition takes longer.
  return Object.assign(
    (core.response_format?.type ?? 'text') === 'text' ? {} : { json: { schema: responseSchema(core) } },
    sent.tools && toolFixesOf(sent.tools, sent, repairs && markups),
    Number(sent.n) > 1 && { severalChoices: true },
    markups.some(({ thoughts }) => thoughts) && { thinkTags: true },
    answering?.answer?.(sent),
    profile.answer?.(sent),
    names.size > 0 && { toolNames: new Map([...names].map(([own, wire]) => [wire, own])) },
  );
}

function toolFixesOf(
  tools: readonly WireTool[],
  sent: WireBody,
  markups: readonly CallMarkup[] | false,
): AnswerFixes {
  const { tool_choice: choice } = sent;
  const named = typeof choice === 'object' ? choice.function.name : undefined;
  const calls = markups && {
    tools: tools.filter(tool => (named ?? tool.function.name) === tool.function.name),
    forced: forcesCall(sent),
    markups,
  };
  return {
    tools: tools.map(tool => tool.function.name),
    ...(choice !== 'none' && calls && { calls }),
  };
}

/** The profile of the model that the gateway names. */
function answeringProfile({
  routedModel,
  provider,
  model,
}: Partial<ResponseHead['metadata']>): UpstreamProfile | undefined {
  const [upstream, ...id] = (routedModel ?? `${provider ?? ''}/${model ?? ''}`).split('/');
  const name = id.join('/');
  return upstream && name ? upstreamOf(upstream).profile(name) : undefined;
}
