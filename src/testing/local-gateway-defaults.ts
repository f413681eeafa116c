/**
 * What a local gateway expects when nothing else is configured. None of it is secret: it opens nothing but
 * the local gateway itself.
 */
export const localGatewayDefaults = {
  /**
   * Account id in every path.
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
