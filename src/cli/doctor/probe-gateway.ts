import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { type DoctorContext, probeModel } from './doctor-context.ts';
import { withTimeout } from './with-timeout.ts';

/** How a gateway responds to a call: accepts it, refuses it, or does not exist. */
export type GatewayAccess = 'open' | 'refused' | 'missing' | 'unknown';

const timeoutMs = 10_000;

/**
 * Probes the gateway with a call to a model that does not exist. It reaches no vendor and costs nothing: an "invalid
 * provider" error (2008) means that the gateway accepted the call.
 * @param mode whether to send the tokens of the settings
 */
export async function probeGateway(
  { settings, tokens, gatewayBase, gatewayId, signal: outer }: DoctorContext,
  mode: 'with token' | 'without token',
): Promise<GatewayAccess> {
  if (gatewayBase === undefined) return 'unknown';
  // A path behind the gateway in the base URL does not affect access to it.
  const withToken = {
    ...settings,
    endpoint: 'compat' as const,
    baseURL: gatewayBase,
    // This passes the host, so it also passes the tokens that a call would send there.
    apiToken: tokens.call?.read ?? '',
    gatewayToken: tokens.gateway?.read ?? '',
    apiKey: undefined,
  };
  // Blank tokens count as no token, without a fallback to the environment; a gateway URL can be called without one.
  const withoutToken = {
    gatewayId,
    endpoint: withToken.endpoint,
    baseURL: gatewayBase,
    apiToken: '',
    gatewayToken: '',
  };
  const { signal, clear } = withTimeout(outer, timeoutMs);
  try {
    const provider = createCloudflare(mode === 'with token' ? withToken : withoutToken);
    await provider(probeModel).doGenerate({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      abortSignal: signal,
    });
    return 'open';
  } catch (error) {
    outer.throwIfAborted();
    return accessOf(error);
  } finally {
    clear();
  }
}

const accessByCode: Readonly<Record<number, GatewayAccess>> = {
  2001: 'missing',
  2008: 'open',
  2009: 'refused',
};

function accessOf(error: unknown): GatewayAccess {
  const { code, source, statusCode } = getCloudflareError(error) ?? {};
  const access = typeof code === 'number' ? accessByCode[code] : undefined;
  if (access !== undefined) return access;
  // Any other response from behind the gateway.
  return statusCode !== undefined && source === 'upstream' ? 'open' : 'unknown';
}
