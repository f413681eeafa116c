import type { CloudflareBinding, CloudflareProviderSettings } from 'ai-sdk-provider-cloudflare';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { GATEWAY } from '../support/account.ts';
import { type CallOptions, collect, type Mode } from '../support/call.ts';
import { completion, embeddings, eventStream } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The last argument of a call. */
interface Options extends Fields {
  readonly gateway?: object;
  readonly extraHeaders?: Readonly<Record<string, string>>;
}

/** One call as the binding got it. */
export type BindingCall =
  | { readonly form: 'run'; readonly model: string; readonly inputs: Fields; readonly options: Options }
  | {
      readonly form: 'gateway';
      readonly id: string;
      readonly request: {
        readonly provider: string;
        readonly endpoint: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly query: Fields;
      };
      readonly options: Options;
    };

export interface RecordedBinding {
  readonly binding: CloudflareBinding;
  readonly calls: readonly BindingCall[];
  /** The only call; fails where there were none or several. */
  readonly call: () => BindingCall;
}

/** A binding that keeps every call, and answers as the real one does when raw responses are asked for. */
export function recordedBinding(answer: (call: BindingCall) => unknown = defaultAnswer): RecordedBinding {
  const calls: BindingCall[] = [];
  const note = async (call: BindingCall): Promise<unknown> => {
    calls.push(call);
    return answer(call);
  };
  return {
    binding: {
      run: (model, inputs, options = {}) => note({ form: 'run', model, inputs, options: { ...options } }),
      gateway: id => ({
        // What travels is JSON.
        run: (request, options = {}) =>
          note({
            form: 'gateway',
            id,
            request: JSON.parse(JSON.stringify(request)),
            options: { ...options },
          }),
      }),
    },
    calls,
    call: () => {
      const [only, ...more] = calls;
      if (only === undefined || more.length > 0) throw new Error(`expected one call, saw ${calls.length}`);
      return only;
    },
  };
}

function defaultAnswer(call: BindingCall): Response {
  const body = call.form === 'run' ? call.inputs : call.request.query;
  const texts = body.text ?? body.input;
  if (Array.isArray(texts)) {
    if (call.form === 'gateway') return embeddings(texts.length);
    return Response.json({ shape: [texts.length, 2], data: texts.map(() => [0.1, 0.2]), pooling: 'cls' });
  }
  return body.stream === true ? eventStream('Hello') : completion('Hello');
}

/** One call through the public API and a recorded binding. */
export async function sendThrough(
  modelId: string,
  options: CallOptions = {},
  settings: CloudflareProviderSettings = {},
  mode: Mode = 'generate',
): Promise<BindingCall> {
  const recorded = recordedBinding();
  await callThrough(recorded.binding, modelId, options, settings, mode);
  return recorded.call();
}

/** A call through a binding: the parts or the result, whatever its kind gives. */
export async function callThrough(
  binding: CloudflareBinding,
  modelId: string,
  options: CallOptions = {},
  settings: CloudflareProviderSettings = {},
  mode: Mode = 'generate',
): Promise<{ readonly warnings: readonly string[]; readonly result: unknown }> {
  const cloudflare = createCloudflare({ binding, gatewayId: GATEWAY, ...settings });
  if (mode === 'embed') {
    const { headers, providerOptions, abortSignal } = options;
    const result = await cloudflare.embedding(modelId).doEmbed({
      values: ['one', 'two'],
      ...(headers !== undefined && { headers }),
      ...(providerOptions !== undefined && { providerOptions }),
      ...(abortSignal !== undefined && { abortSignal }),
    });
    const { warnings } = result.providerMetadata?.cloudflare ?? {};
    return { warnings: Array.isArray(warnings) ? warnings.map(String) : [], result };
  }
  const call = { prompt: HI, ...options };
  if (mode === 'generate') {
    const result = await cloudflare(modelId).doGenerate(call);
    return { warnings: result.warnings.map(text), result };
  }
  const result = await collect((await cloudflare(modelId).doStream(call)).stream);
  const warnings = result.flatMap(part => (part.type === 'stream-start' ? part.warnings : []));
  return { warnings: warnings.map(text), result };
}

const text = (warning: { type: string; message?: string }): string =>
  warning.message ?? JSON.stringify(warning);
