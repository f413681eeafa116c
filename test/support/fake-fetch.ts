/** One request as it arrived at the network. */
export interface RecordedRequest {
  readonly url: string;
  readonly method: string | undefined;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text and as JSON. */
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly redirect: string | undefined;
  readonly signal: AbortSignal | null | undefined;
}

export interface FakeFetch {
  readonly fetch: typeof globalThis.fetch;
  readonly requests: readonly RecordedRequest[];
  /** The only request; fails where there were none or several. */
  readonly request: () => RecordedRequest;
}

/** A `fetch` that keeps every request and answers like an upstream: chat as JSON or events, embeddings as JSON. */
export function fakeFetch(
  answer: (request: RecordedRequest) => Response | Promise<Response> = defaultAnswer,
): FakeFetch {
  const requests: RecordedRequest[] = [];
  return {
    fetch: async (input, init) => {
      const request = record(String(input), init);
      requests.push(request);
      return answer(request);
    },
    requests,
    request: () => {
      const [only, ...more] = requests;
      if (only === undefined || more.length > 0)
        throw new Error(`expected one request, saw ${requests.length}`);
      return only;
    },
  };
}

function record(url: string, init: RequestInit | undefined): RecordedRequest {
  const text = String(init?.body ?? '');
  return {
    url,
    method: init?.method,
    headers: Object.fromEntries(new Headers(init?.headers)),
    text,
    body: text === '' ? {} : JSON.parse(text),
    redirect: init?.redirect,
    signal: init?.signal,
  };
}

function defaultAnswer(request: RecordedRequest): Response {
  if (Array.isArray(request.body.input)) return embeddings(request.body.input.length);
  return request.body.stream === true ? eventStream('Hello') : completion('Hello');
}

/** A chat answer in one piece. */
export function completion(content: string, headers: Record<string, string> = {}): Response {
  return Response.json(
    {
      id: 'chatcmpl-1',
      created: 1_700_000_000,
      model: 'upstream-model',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    },
    { headers },
  );
}

/** A chat answer as events: the text, the finish reason with usage, the end. */
export function eventStream(content: string, headers: Record<string, string> = {}): Response {
  const chunk = (delta: object, rest: object = {}): string =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', model: 'upstream-model', choices: [{ index: 0, delta, ...rest }] })}\n\n`;
  const end = chunk({}, { finish_reason: 'stop' });
  return new Response(`${chunk({ role: 'assistant', content })}${end}data: [DONE]\n\n`, {
    headers: { 'content-type': 'text/event-stream', ...headers },
  });
}

export function embeddings(count: number): Response {
  const data = Array.from({ length: count }, (_, index) => ({
    object: 'embedding',
    index,
    embedding: [0.1, 0.2],
  }));
  return Response.json({
    object: 'list',
    data,
    model: 'upstream-model',
    usage: { prompt_tokens: 3, total_tokens: 3 },
  });
}

/** A JSON answer with a status, as gateways and upstreams refuse. */
export function refusal(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}
