import type { OptionSpec } from './option-spec.ts';

/** Options of every command. */
export const generalOptions: readonly OptionSpec[] = [
  { name: 'json', kind: 'flag', help: 'print JSON' },
  { name: 'help', short: 'h', kind: 'flag', help: 'print this help' },
];

/** The settings of the provider, named as they are in code. Whatever is left out comes from the environment. */
export const connectionOptions: readonly OptionSpec[] = [
  { name: 'local', kind: 'flag', help: 'use a local gateway with demo credentials: no account needed' },
  { name: 'account-id', kind: 'text', value: '<id>', help: 'Cloudflare account id' },
  { name: 'gateway-id', kind: 'text', value: '<id>', help: 'AI Gateway id' },
  { name: 'no-gateway', kind: 'flag', help: 'call Workers AI without a gateway' },
  {
    name: 'api-token',
    kind: 'text',
    value: '<token>',
    help: 'Cloudflare API token; better in CLOUDFLARE_API_TOKEN, where no process list shows it',
  },
  { name: 'gateway-token', kind: 'text', value: '<token>', help: 'token of an authenticated gateway' },
  {
    name: 'provider-key',
    kind: 'list',
    value: '<upstream=VARIABLE>',
    help: 'your own key of an upstream, by the name of the variable that holds it',
  },
  { name: 'endpoint', kind: 'text', value: '<name>', help: 'auto, rest, compat or native' },
  {
    name: 'base-url',
    kind: 'text',
    value: '<url>',
    help: 'a gateway URL, an account URL or a custom domain',
  },
  { name: 'azure-resource', kind: 'text', value: '<name>', help: 'Azure OpenAI resource' },
  {
    name: 'access-variables',
    kind: 'text',
    value: '<ID,SECRET>',
    help: 'the two variables that hold a Cloudflare Access service token',
  },
];

/** The model, and what goes into a call of it. */
export const callOptions: readonly OptionSpec[] = [
  { name: 'model', short: 'm', kind: 'text', value: '<id>', help: 'model id, such as openai/gpt-4o' },
  { name: 'system', kind: 'text', value: '<text>', help: 'instructions' },
  { name: 'max-output-tokens', kind: 'text', value: '<count>', help: 'longest answer, in tokens' },
  { name: 'temperature', kind: 'text', value: '<number>', help: 'sampling temperature' },
  {
    name: 'option',
    short: 'o',
    kind: 'list',
    value: '<name=value>',
    help: 'a gateway or model option, its value as JSON or text: -o cacheTtl=60',
  },
];
