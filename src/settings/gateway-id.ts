import { looksLikeToken } from './account-id.ts';
import { invalidArgument } from './configuration-error.ts';

/** A gateway id: 1 to 64 letters, digits, `-` and `_`. It becomes a path segment or a header value. */
export function parseGatewayId(value: string, setting = 'gatewayId'): string {
  const gatewayId = value.trim();
  const problem = gatewayIdProblem(gatewayId);
  if (problem === undefined) return gatewayId;
  throw invalidArgument({ setting, problem, example: "createCloudflare({ gatewayId: 'my-gateway' })" });
}

/** What is wrong with a gateway id, if anything is. */
export function gatewayIdProblem(gatewayId: string): string | undefined {
  if (/[${}]/.test(gatewayId)) return 'this is a template that nobody filled in.';
  if (/^(?:cf[a-z]{2}_|v1\.0-)/i.test(gatewayId) || (gatewayId.length > 64 && looksLikeToken(gatewayId))) {
    return 'this looks like an API token, not a gateway id.';
  }
  if (/^[\w-]{1,64}$/.test(gatewayId)) return undefined;
  return 'a gateway id has 1 to 64 characters, each a letter, a digit, "-" or "_".';
}
