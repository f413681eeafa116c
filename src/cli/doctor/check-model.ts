import {
  type CloudflareExplanation,
  type CloudflareProviderMetadata,
  getCloudflareError,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare';
import { type CheckRow, fail, pass, problemOf, skip, wrongSettings } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';
import { unauthorizedKind, unauthorizedKinds } from './unauthorized-kinds.ts';
import { withTimeout } from './with-timeout.ts';

const timeoutMs = 60_000;
const prompt = 'Reply with the word OK.';

/** Reports the route of the named model, and makes one small call to it. */
export async function checkModel(
  context: DoctorContext,
  tokenActive: boolean | undefined,
): Promise<readonly CheckRow[]> {
  const { model, provider } = context;
  if (model === undefined) return [skip('model', 'name one with -m to call it')];
  if (context.problem !== undefined) return [skip('model', wrongSettings)];
  let explanation: CloudflareExplanation;
  try {
    explanation = await provider.explain(model);
  } catch (error) {
    return [fail('route', problemOf(error), 'See docs/routing.md for model ids and their endpoints.')];
  }
  const { upstream, endpoint, reason } = explanation;
  const route = pass('route', `${upstream} through ${endpoint}: ${reason}`);
  return [route, await callModel(context, explanation, tokenActive)];
}

async function callModel(
  { provider, signal: outer }: DoctorContext,
  explanation: CloudflareExplanation,
  tokenActive: boolean | undefined,
): Promise<CheckRow> {
  const { signal, clear } = withTimeout(outer, timeoutMs);
  const started = performance.now();
  try {
    const result = await provider(explanation.modelId).doGenerate({
      prompt: [{ role: 'user', content: [{ type: 'text', text: prompt }] }],
      // Reasoning models spend tokens before their first word.
      maxOutputTokens: 64,
      abortSignal: signal,
    });
    const ms = Math.round(performance.now() - started);
    const facts = factsOf(getCloudflareMetadata(result));
    return pass('model', `${explanation.modelId} responded in ${ms} ms${facts}`);
  } catch (error) {
    outer.throwIfAborted();
    return failureRow(error, explanation, tokenActive);
  } finally {
    clear();
  }
}

const payers: Readonly<Record<string, string>> = { Unified: 'Unified Billing', BYOK: 'a stored key' };

function factsOf({ logId, keySource }: CloudflareProviderMetadata = {}): string {
  const payer = keySource === undefined ? undefined : (payers[keySource] ?? keySource);
  return [payer === undefined ? '' : `, paid by ${payer}`, logId === undefined ? '' : `, log ${logId}`].join(
    '',
  );
}

function failureRow(
  error: unknown,
  { headers, modelId }: CloudflareExplanation,
  tokenActive: boolean | undefined,
): CheckRow {
  const info = getCloudflareError(error);
  if (info === undefined) return fail('model', problemOf(error), `Check the settings for ${modelId}.`);
  const keyPassed = Object.values(headers).some(value => value.includes('<providerKeys.'));
  const unauthorized = unauthorizedKind(info, { tokenActive, keyPassed });
  if (unauthorized === undefined) {
    const message =
      info.hint === undefined ? info.message : info.message.replace(info.hint, '').replace(/\s+/g, ' ');
    return fail('model', message, info.hint ?? `See ${info.docs ?? 'docs/results-and-errors.md'}.`);
  }
  const { meaning, fix } = unauthorizedKinds[unauthorized];
  const code = info.code === undefined ? '' : `, code ${info.code}`;
  return { ...fail('model', `${meaning} (HTTP 401${code})`, fix), unauthorized };
}
