import { invalidArgument } from '../settings/configuration-error.ts';
import type { Connection } from './connection.ts';

/**
 * The gateway of a call: its own option, then the explicit setting, then the base URL, then the environment,
 * then `default`. `undefined` where a custom domain decides, which does not say.
 */
export function gatewayOfCall(
  connection: Connection,
  option: string | null | undefined,
): string | null | undefined {
  const { base, gatewayId } = connection;
  const inURL = base?.form === 'gateway' ? base.gateway : undefined;
  const chosen =
    option !== undefined ? option : gatewayId.explicit ? gatewayId.value : (inURL ?? gatewayId.value);
  if (option === undefined && gatewayId.explicit && inURL !== undefined && gatewayId.value !== inURL) {
    throw invalidArgument({
      setting: 'gatewayId',
      problem: 'it is not the gateway in the base URL; leave one of them out.',
      example: "createCloudflare({ gatewayId: 'my-gateway' })",
    });
  }
  if (base?.form === 'domain' && (option !== undefined || gatewayId.explicit)) {
    throw invalidArgument({
      setting: option === undefined ? 'gatewayId' : 'providerOptions.cloudflare.gatewayId',
      problem: 'a custom domain stands for one gateway; another one cannot be chosen.',
      example: "createCloudflare({ baseURL: 'https://ai.example.com' })",
    });
  }
  return base?.form === 'domain' ? undefined : chosen;
}
