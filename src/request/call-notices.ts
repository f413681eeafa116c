import type { CallContext } from '../gateway/errors/exchange.ts';
import type { HeadersLike } from '../settings/connection-settings.ts';
import { canonicalId, type ModelReference } from '../upstreams/model-id.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { ProviderMemory } from './provider-context.ts';
import type { RequestPlan } from './request-plan.ts';

/** The parts of a request that a notice changes. */
interface Noticed {
  readonly plan: RequestPlan;
  readonly context: CallContext;
}

/** Adds the notices that a provider reports once. They count as reported when the call is sent. */
export function withNotices<REQUEST extends Noticed>(
  memory: ProviderMemory,
  { id }: ModelReference,
  headers: HeadersLike | undefined,
  prepared: REQUEST,
): REQUEST {
  const { plan, context } = prepared;
  const { deprecated, reported, notices } = memory;
  const attempts = plan.options.retries?.maxAttempts ?? 1;
  if (deprecated.size === 0 && attempts < 2 && notices.length === 0) return prepared;
  const day = deprecated.get(canonicalId(id).toLowerCase());
  const due = new Map<string, string>();
  if (day !== undefined)
    due.set(`retired ${id}`, `The retirement date of "${id}" in the list of models is ${day}.`);
  // The AI SDK names itself, and retries failed calls by default.
  if (attempts > 1 && /\bai\/\d/.test(headers?.['user-agent'] ?? ''))
    due.set(
      'retries',
      `The AI SDK may retry all ${attempts} attempts of the gateway (\`retries.maxAttempts\`) twice. Set \`maxRetries: 0\`.`,
    );
  for (const key of reported) due.delete(key);
  const pending = [...notices];
  const warnings = [...due.values()].map((message): CallWarning => ({ type: 'other', message }));
  return {
    ...prepared,
    plan: { ...plan, warnings: [...plan.warnings, ...pending, ...warnings] },
    context: {
      ...context,
      sent: () => {
        for (const key of due.keys()) reported.add(key);
        notices.splice(0, pending.length);
      },
    },
  };
}
