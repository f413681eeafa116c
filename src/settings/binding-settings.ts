import { invalidArgument, missingSetting } from './configuration-error.ts';
import type { ConnectionSettings } from './connection-settings.ts';

/** Settings that say how to get to Cloudflare from elsewhere, and why each means nothing next to a binding. */
const elsewhere = {
  accountId: 'the binding belongs to the account of its Worker',
  apiToken: 'the binding needs no token',
  apiKey: 'the binding needs no token',
  baseURL: 'the binding is called without a URL',
  access: 'the binding is called without a URL',
  fetch: 'the binding is called without `fetch`',
} satisfies { readonly [NAME in keyof ConnectionSettings]?: string };

/**
 * Settings of which one would have no effect.
 * @throws InvalidArgumentError naming the setting to leave out
 */
export function checkBindingSettings(settings: ConnectionSettings): void {
  for (const [name, reason] of Object.entries(elsewhere)) {
    const value: unknown = settings[name as keyof typeof elsewhere];
    // An empty string is what an unset variable often becomes.
    if (value === undefined || (typeof value === 'string' && value.trim() === '')) continue;
    throw refused(name, `${reason}, so this would have no effect. Leave it or \`binding\` out.`);
  }
  const { endpoint = 'auto' } = settings;
  if (endpoint !== 'auto' && endpoint !== 'binding') {
    throw refused('endpoint', `the binding does not lead to "${endpoint}". Leave it or \`binding\` out.`);
  }
}

function refused(setting: string, problem: string): Error {
  return invalidArgument({ setting, problem, example: 'createCloudflare({ binding: env.AI })' });
}

/** The error for a call that wants the binding and has none. */
export function missingBinding(): Error {
  return missingSetting({
    setting: 'binding',
    problem: `it is missing. ${bindingHint}`,
    example: 'createCloudflare({ binding: env.AI })',
  });
}

/** Where a Worker gets its binding from. @see https://developers.cloudflare.com/workers-ai/configuration/bindings/ */
export const bindingHint =
  'A Worker has it when its Wrangler configuration says so: "ai": { "binding": "AI" }.';
