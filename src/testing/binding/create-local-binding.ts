import { abortableFetch } from '../http/abortable-fetch.ts';
import { bindingHost } from '../http/match-route.ts';
import { bindingLogs, bindingModels } from './binding-account.ts';
import { bindingError } from './binding-error.ts';
import { gatewayCallHeaders } from './gateway-call-headers.ts';
import type {
  LocalBinding,
  LocalBindingOptions,
  LocalCallOptions,
  LocalRunOptions,
} from './local-binding.ts';
import { runRequest, type Send } from './run-request.ts';

type Handle = (request: Request) => Promise<Response>;

/** The binding's requests, responses and errors, like those of `cloudflare-internal:ai-api` (workerd 1.20260426.1). */
export function createLocalBinding(handle: Handle, options: LocalBindingOptions = {}): LocalBinding {
  const send = sender(handle, options);
  let logId: string | null = null;
  // Shared by all calls and read again when the response arrives, as in the real binding.
  let current: LocalRunOptions = {};
  return {
    get aiGatewayLogId() {
      return logId;
    },
    async run(model, inputs, runOptions = {}) {
      current = runOptions;
      const response = await runRequest(send, model, inputs, runOptions);
      logId = response.headers.get('cf-aig-log-id');
      if (current.returnRawResponse) return response;
      if (!response.ok || !response.body) throw await bindingError(response);
      return response.headers.get('content-type') === 'application/json' ? response.json() : response.body;
    },
    models: params => bindingModels(handle, params),
    gateway: id => ({
      run: async (steps, callOptions: LocalCallOptions = {}) => {
        const headers = gatewayCallHeaders(callOptions);
        const body = JSON.stringify([steps].flat());
        return send(`ai-gateway/universal/run/${id}`, headers, body, callOptions.signal);
      },
      ...bindingLogs(handle, id),
    }),
  };
}

function sender(handle: Handle, { refuseSignals = false }: LocalBindingOptions): Send {
  const fetch = abortableFetch(handle);
  return async (
    path: string,
    headers: Record<string, string>,
    body: BodyInit,
    signal: AbortSignal | undefined,
  ): Promise<Response> => {
    if (signal && refuseSignals)
      throw new DOMException('AbortSignal serialization is not enabled.', 'DataCloneError');
    return fetch(`https://${bindingHost}/${path}`, {
      method: 'POST',
      headers,
      body,
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      ...(signal ? { signal } : {}),
    });
  };
}
