import type { OptionSpec } from './option-spec.ts';

/** Options that every command accepts. */
export const generalOptions: readonly OptionSpec[] = [
  { name: 'json', kind: 'flag', help: 'print JSON' },
  { name: 'help', short: 'h', kind: 'flag', help: 'print this help' },
];

/** The provider's settings, named as in code. They default to the environment. */
export const connectionOptions: readonly OptionSpec[] = [
  { name: 'local', kind: 'flag', help: 'use a local gateway with demo credentials; no account needed' },
  { name: 'account-id', kind: 'text', value: '<id>', help: 'Cloudflare account id' },
  { name: 'gateway-id', kind: 'text', value: '<id>', help: 'AI Gateway id' },
  { name: 'no-gateway', kind: 'flag', help: 'call Workers AI without a gateway' },
  {
    name: 'api-token',
    kind: 'text',
    value: '<token>',
    help: 'Cloudflare API token; prefer CLOUDFLARE_API_TOKEN, which process lists do not show',
  },
  { name: 'gateway-token', kind: 'text', value: '<token>', help: 'token for an authenticated gateway' },
  {
    name: 'provider-key',
    kind: 'list',
    value: '<upstream=VARIABLE>',
    help: 'your own key for an upstream, as the name of the variable that holds it',
  },
  { name: 'endpoint', kind: 'text', value: '<name>', help: 'auto, rest, compat or native' },
  {
    name: 'base-url',
    kind: 'text',
    value: '<url>',
    help: 'gateway URL, account URL or custom domain',
  },
  { name: 'azure-resource', kind: 'text', value: '<name>', help: 'Azure OpenAI resource' },
  {
    name: 'access-variables',
    kind: 'text',
    value: '<ID,SECRET>',
    help: 'names of the two variables that hold a Cloudflare Access service token',
  },
];

/** The model, and the parameters of a call to it. */
export const callOptions: readonly OptionSpec[] = [
  { name: 'model', short: 'm', kind: 'text', value: '<id>', help: 'model id, such as openai/gpt-4o' },
  { name: 'system', kind: 'text', value: '<text>', help: 'system instructions' },
  { name: 'max-output-tokens', kind: 'text', value: '<count>', help: 'maximum response length, in tokens' },
  { name: 'temperature', kind: 'text', value: '<number>', help: 'sampling temperature' },
  {
    name: 'option',
    short: 'o',
    kind: 'list',
    value: '<name=value>',
    help: 'gateway or model option, with a JSON or text value: -o cacheTtl=60',
  },
];
