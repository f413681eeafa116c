import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { type DoctorContext, probeModel } from './doctor-context.ts';
import { withTimeout } from './with-timeout.ts';

/** How a gateway treats a call: lets it in, refuses it at the door, or does not exist. */
export type Door = 'open' | 'refused' | 'missing' | 'unknown';

const timeoutMs = 10_000;

/**
 * Knocks at the gateway with a call of a model that does not exist. It reaches no vendor and costs nothing: what
 * names the provider invalid (2008) is inside.
 * @param who whether the tokens of the settings go along
 */
export async function probeGateway(
  { settings, gatewayBase, gatewayId, signal: outer }: DoctorContext,
  who: 'with token' | 'without token',
): Promise<Door> {
  if (gatewayBase === undefined) return 'unknown';
  // What the base URL names behind the gateway says nothing about its door.
  const known = { ...settings, endpoint: 'compat' as const, baseURL: gatewayBase };
  // Blank tokens are none, and the environment is not asked instead; a gateway's URL is called without one.
  const stranger = {
    gatewayId,
    endpoint: known.endpoint,
    baseURL: gatewayBase,
    apiToken: '',
    gatewayToken: '',
  };
  const { signal, clear } = withTimeout(outer, timeoutMs);
  try {
    const provider = createCloudflare(who === 'with token' ? known : stranger);
    await provider(probeModel).doGenerate({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      abortSignal: signal,
    });
    return 'open';
  } catch (error) {
    outer.throwIfAborted();
    return doorOf(error);
  } finally {
    clear();
  }
}

const doors: Readonly<Record<number, Door>> = { 2001: 'missing', 2008: 'open', 2009: 'refused' };

function doorOf(error: unknown): Door {
  const { code, source, statusCode } = getCloudflareError(error) ?? {};
  const door = typeof code === 'number' ? doors[code] : undefined;
  if (door !== undefined) return door;
  // Anything else that somebody behind the door answered.
  return statusCode !== undefined && source === 'upstream' ? 'open' : 'unknown';
}
