import type { FailureRow } from '../../../src/gateway/errors/codes/failure-row.ts';
import type { CallContext } from '../../../src/gateway/errors/exchange.ts';

/** A call of which nothing is known but placeholders. */
export const anyCall: CallContext = {
  endpoint: 'compat',
  modelId: '{model}',
  gatewayId: '{gateway}',
  cloudflareToken: true,
  providerKey: '{upstream}',
  upstream: '{upstream}',
  byokAlias: '{alias}',
  redact: text => text,
};

const { providerKey: _, ...withoutKey } = anyCall;

/** Calls for which a hint may say something else. */
const variants: readonly (readonly [name: string, context: CallContext])[] = [
  ['Without a Cloudflare token', { ...anyCall, cloudflareToken: false }],
  ['Without a provider key', withoutKey],
  ['On `rest`', { ...anyCall, endpoint: 'rest' }],
  ['On `binding`', { ...anyCall, endpoint: 'binding' }],
];

/** What a row tells users to do: in general, and where it says something else, for which calls. */
export function remedyOf({ hint }: FailureRow): string | undefined {
  if (typeof hint !== 'function') return hint;
  const say = (context: CallContext): string =>
    hint(context).replace(`endpoint '${context.endpoint}'`, "endpoint '{endpoint}'");
  const general = say(anyCall);
  const others = variants
    .map(([name, context]) => ({ name, text: say(context) }))
    .filter(({ text }) => text !== general);
  // Hints of an unauthorized call depend on everything: the command line tells the cases apart.
  if (others.length > 1) return 'See [which 401 it is](command-line.md#which-401-is-it).';
  return [general, ...others.map(({ name, text }) => `*${name}:* ${text}`)].join('<br>');
}
