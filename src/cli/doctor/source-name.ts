const options: Readonly<Record<string, string>> = {
  accountId: '--account-id',
  apiToken: '--api-token',
  gatewayToken: '--gateway-token',
  gatewayId: '--gateway-id',
  baseURL: '--base-url',
  endpoint: '--endpoint',
};

/** Where a value comes from, in the words of the command line: a variable, an option, or the local gateway. */
export function sourceName(setting: string, local: boolean): string {
  return local ? 'the local gateway' : (options[setting] ?? setting);
}
