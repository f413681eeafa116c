import { readGatewayMetadata } from '../metadata/read-gateway-metadata.ts';
import type { CloudflareErrorInfo } from './cloudflare-error-info.ts';
import type { ErrorContext } from './error-context.ts';

type ContextFacts = Pick<
  CloudflareErrorInfo,
  'logId' | 'requestId' | 'eventId' | 'rayId' | 'dlp' | 'endpoint' | 'modelId' | 'gatewayId'
>;

/** The facts that every error of a call carries: its ids from the headers, and where it went. */
export function contextFacts(
  context: ErrorContext,
  headers: Readonly<Record<string, string>> | undefined,
): ContextFacts {
  const { logId, requestId, eventId, rayId, dlp } = readGatewayMetadata(headers);
  return {
    ...(logId !== undefined && { logId }),
    ...(requestId !== undefined && { requestId }),
    ...(eventId !== undefined && { eventId }),
    ...(rayId !== undefined && { rayId }),
    endpoint: context.endpoint,
    ...(context.modelId !== '' && { modelId: context.modelId }),
    ...(context.gatewayId && { gatewayId: context.gatewayId }),
    ...(dlp !== undefined && { dlp }),
  };
}
