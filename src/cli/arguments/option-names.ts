/** The options of the command line, by the setting or parameter of the library that they set. */
const options: Readonly<Record<string, string>> = {
  accountId: '--account-id',
  apiToken: '--api-token',
  gatewayToken: '--gateway-token',
  gatewayId: '--gateway-id',
  baseURL: '--base-url',
  endpoint: '--endpoint',
  azure: '--azure-resource',
  access: '--access-variables',
  maxOutputTokens: '--max-output-tokens',
  'listModels.kind': '--kind',
  'listModels.feature': '--feature',
};

/** The option that sets a setting. */
export function optionOf(setting: string): string | undefined {
  return Object.hasOwn(options, setting) ? options[setting] : undefined;
}

const names = Object.keys(options)
  .sort((a, b) => b.length - a.length)
  .map(name => name.replace('.', '\\.'))
  .join('|');

/** What stands in place of code in a message of the library, in this order. */
const replacements: readonly (readonly [RegExp, string | ((...groups: string[]) => string)])[] = [
  [/; in a Worker, `binding: env\.AI` needs none/, ''],
  [
    / Use (?:the method of its kind, such as )?`cloudflare\.\w+Model\(…\)`\./,
    ' Commands call chat models: `models --kind chat` lists them.',
  ],
  [/^gatewayId: `null` means/, '--no-gateway: it means'],
  [/`?\bproviderOptions\.cloudflare\.(\w+)`?/g, '-o $1'],
  [/`?\bproviderKeys\.([\w-]+)`?/g, '--provider-key $1=VARIABLE'],
  [/`?\bproviderKeys`?/g, '--provider-key'],
  [/`?\bmaxOutputTokens`?/g, '--max-output-tokens'],
  [
    new RegExp(`(^|[ (])\`?(${names})\`?(?=[: ,.)]|$)`, 'g'),
    (_, before = '', name = '') => before + (optionOf(name) ?? name),
  ],
  [/ Raw fields go into `extraBody`\./, ''],
];

/** A message of the library in the words of the command line: options in place of settings and code. */
export function inOptions(message: string): string {
  const at = message.lastIndexOf(' Example: ');
  const text = replacements.reduce(
    (words, [pattern, instead]) => words.replace(pattern, instead as string),
    at === -1 ? message : message.slice(0, at),
  );
  const example = at === -1 ? undefined : exampleOf(message.slice(at + ' Example: '.length).trim());
  return example === undefined ? text : `${text} Example: ${example}`;
}

/** An example of code as options; none where the command line has no such option. */
function exampleOf(code: string): string | undefined {
  const [, id] = /^cloudflare(?:\.\w+)?\('([^']+)'\)$/.exec(code) ?? [];
  if (id !== undefined) return `-m ${id}`;
  const [, call = '', members = ''] = /^(?:(\w+)\()?\{ (.*) \}\)?$/.exec(code) ?? [];
  const parts = members.split(/, (?=\w+: )/).map(member => /^(\w+): (.*)$/.exec(member));
  const written = parts.map(part => part && optionWith(call, part[1] ?? '', part[2] ?? ''));
  return written.every(Boolean) && written.length > 0 ? written.join(' ') : undefined;
}

function optionWith(call: string, name: string, value: string): string | undefined {
  const plain = value.replace(/^'(.*)'$/, '$1').replace(/^process\.env\.(\w+)$/, '"$$$1"');
  if (call === '') {
    const json = plain.replace(/\b(\w{1,40}):/g, '"$1":').replaceAll("'", '"');
    return `-o ${/^[\w.-]+$/.test(plain) ? `${name}=${plain}` : `'${name}=${json}'`}`;
  }
  const option = optionOf(call === 'listModels' ? `listModels.${name}` : name);
  return option === undefined || /[{}[\]]/.test(plain) ? undefined : `${option} ${plain}`;
}
