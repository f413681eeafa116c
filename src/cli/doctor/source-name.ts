const options: Readonly<Record<string, string>> = {
  accountId: '--account-id',
  apiToken: '--api-token',
  gatewayToken: '--gateway-token',
  gatewayId: '--gateway-id',
  baseURL: '--base-url',
  endpoint: '--endpoint',
};

/** The source of a value, as the command line names it: a variable, an option, or the local gateway. */
export function sourceName(setting: string, local: boolean): string {
  return local ? 'the local gateway' : (options[setting] ?? setting);
}
