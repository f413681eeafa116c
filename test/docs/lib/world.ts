import {
  createLocalGateway,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';

/** What the code of the documentation runs in: an account, a gateway, and no other network. */
export interface World {
  /** Forgets what earlier code left, such as cached responses. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

const hosts = ['api.cloudflare.com', 'gateway.ai.cloudflare.com', 'ai.example.com'];

const gatewaySettings = {
  storedKeys: { openai: { default: 'sk-stored', production: 'sk-stored-production' } },
  routes: { support: { provider: 'openai', model: 'gpt-4o-mini' } },
  customProviders: ['my-provider'],
};

/** Environment variables as a reader of the documentation has set them. */
const environment = {
  CLOUDFLARE_ACCOUNT_ID: localGatewayDefaults.accountId,
  CLOUDFLARE_API_TOKEN: localGatewayDefaults.apiToken,
  CF_AIG_TOKEN: localGatewayDefaults.apiToken,
  OPENAI_API_KEY: 'sk-local',
  GROQ_API_KEY: 'gsk_local',
  AZURE_API_KEY: 'azure-key',
  CF_ACCESS_CLIENT_ID: 'local.access',
  CF_ACCESS_CLIENT_SECRET: 'local-secret',
};

/** Serves a gateway, sets the environment, and routes the hosts that the documentation names to the gateway. */
export async function openWorld(): Promise<World> {
  const gateway = createLocalGateway({
    gateways: { default: gatewaySettings, 'my-gateway': gatewaySettings },
  });
  const server = await serveLocalGateway(gateway);
  const before = { env: process.env, fetch: globalThis.fetch };
  process.env = Object.assign(withoutCloudflare(before.env), environment, {
    CLOUDFLARE_AI_GATEWAY_BASE_URL: server.url,
    // Workers get their bindings where others get their variables.
    AI: gateway.binding(),
  });
  globalThis.fetch = routed(gateway, server.url, before.fetch);
  return {
    reset: () => gateway.reset(),
    close: async () => {
      process.env = before.env;
      globalThis.fetch = before.fetch;
      await server.close();
    },
  };
}

/** Settings of the machine that runs the tests play no part. */
function withoutCloudflare(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:CLOUDFLARE|CF)_/.test(name)));
}

function routed(gateway: LocalGateway, origin: string, network: typeof fetch): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin === origin || isLoopback(url)) return network(input, init);
    if (hosts.includes(url.hostname)) return gateway.fetch(input, init);
    if (url.hostname === 'tokens.example.com') return new Response(localGatewayDefaults.apiToken);
    throw new Error(`The documentation calls ${url.origin}, which nobody plays here.`);
  };
}

/** A gateway that a snippet serves itself. */
function isLoopback({ hostname }: URL): boolean {
  return hostname === '127.0.0.1';
}
