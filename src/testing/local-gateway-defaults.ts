/**
 * The default account, token and gateway of a local gateway. None of them is secret: they are valid for local gateways
 * only.
 */
export const localGatewayDefaults = {
  /**
   * The account id in all paths.
   */
  accountId: '0123456789abcdef0123456789abcdef',
  /**
   * A Cloudflare API token with every permission.
   */
  apiToken: 'local-token',
  /**
   * The gateway that always exists.
   */
  gatewayId: 'default',
} as const;
