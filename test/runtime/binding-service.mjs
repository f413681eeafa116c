// A Worker that offers an AI binding to another one, as a service: every argument crosses between the two.

import { RpcTarget, WorkerEntrypoint } from 'cloudflare:workers';
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';

const gateway = createLocalGateway({ chunkDelayMs: 5 });
const binding = gateway.binding();

class Gateway extends RpcTarget {
  constructor(id) {
    super();
    this.id = id;
  }

  run(request, options) {
    return binding.gateway(this.id).run(request, options);
  }
}

export class AI extends WorkerEntrypoint {
  run(model, inputs, options) {
    return binding.run(model, inputs, options);
  }

  gateway(id) {
    return new Gateway(id);
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };
