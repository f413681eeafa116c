import { type CloudflareBinding, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expectTypeOf, it } from 'vitest';

/** The signatures of `@cloudflare/workers-types` 4.20260702.1 (2026-07), as far as they matter here. */
interface Models {
  '@cf/meta/llama': {
    inputs: { prompt: string } | { messages: { role: string }[] };
    outputs: { response: string };
  };
  '@cf/baai/bge-m3': { inputs: { text: string | string[] }; outputs: { data: number[][] } };
}
interface GatewayOptions {
  id: string;
  cacheKey?: string;
  cacheTtl?: number;
  skipCache?: boolean;
  metadata?: Record<string, number | string | boolean | null | bigint>;
  collectLog?: boolean;
  eventId?: string;
  requestTimeoutMs?: number;
  retries?: {
    maxAttempts?: 1 | 2 | 3 | 4 | 5;
    retryDelayMs?: number;
    backoff?: 'constant' | 'linear' | 'exponential';
  };
}
interface AiOptions {
  queueRequest?: boolean;
  websocket?: boolean;
  tags?: string[];
  gateway?: GatewayOptions;
  returnRawResponse?: boolean;
  prefix?: string;
  extraHeaders?: object;
  signal?: AbortSignal;
}
interface UniversalRequest {
  provider: 'openai' | 'workers-ai' | (string & {});
  endpoint: string;
  headers: Partial<{ Authorization: string; [key: string]: string | number | boolean | object }>;
  query: unknown;
}
declare abstract class AiGateway {
  getUrl(provider?: string): Promise<string>;
  run(
    data: UniversalRequest | UniversalRequest[],
    options?: { gateway?: GatewayOptions & { id?: string }; extraHeaders?: object; signal?: AbortSignal },
  ): Promise<Response>;
}
declare abstract class Ai {
  aiGatewayLogId: string | null;
  gateway(gatewayId: string): AiGateway;
  run<NAME extends keyof Models>(
    model: NAME,
    inputs: Models[NAME]['inputs'],
    options: AiOptions & { returnRawResponse: true },
  ): Promise<Response>;
  run<NAME extends keyof Models>(
    model: NAME,
    inputs: Models[NAME]['inputs'],
    options?: AiOptions,
  ): Promise<Models[NAME]['outputs']>;
  run<MODEL extends string>(
    model: MODEL extends keyof Models ? never : MODEL,
    inputs: Record<string, unknown>,
    options?: AiOptions,
  ): Promise<Record<string, unknown>>;
}

describe('the setting `binding`', () => {
  it('takes the class of @cloudflare/workers-types, the local one, and an absent one', () => {
    expectTypeOf<Ai>().toExtend<CloudflareBinding>();
    expectTypeOf(createLocalGateway().binding()).toExtend<CloudflareBinding>();
    const env: { readonly AI?: CloudflareBinding } = {};
    createCloudflare({ binding: env.AI, gatewayId: 'my-gateway' });
    createCloudflare({ endpoint: 'binding' });
  });

  it('takes no gateway of one, and nothing else', () => {
    expectTypeOf<AiGateway>().not.toExtend<CloudflareBinding>();
    // @ts-expect-error half of a binding
    createCloudflare({ binding: { run: async () => undefined } });
    // @ts-expect-error the name of a binding
    createCloudflare({ binding: 'AI' });
  });
});
