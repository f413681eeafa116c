/**
 * HTTP statuses of named errors, for bodies that arrive with HTTP 200 or inside a stream: names in lower case without
 * `_`, and `error` or `exception` at their end; the numbers are MiniMax's.
 * Anthropic: https://docs.anthropic.com/en/api/errors, Google: https://cloud.google.com/apis/design/errors,
 * MiniMax: https://platform.minimax.io/docs/api-reference/errorcode,
 * Bedrock: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html,
 * Cerebras: https://inference-docs.cerebras.ai/support/error, OpenAI's streams: XiaomiMiMo/MiMo-Code#2083,
 * OpenAI: https://platform.openai.com/docs/guides/error-codes.
 */
const names: Readonly<Record<number, string>> = {
  400: 'invalidrequest invalidargument failedprecondition badrequest validation 2013',
  401: 'authentication invalidapikey unauthenticated 1004 2049',
  402: 'billing 1008',
  403: 'permission permissiondenied accessdenied',
  404: 'notfound',
  408: '1001',
  413: 'requesttoolarge',
  429: 'ratelimit ratelimitexceeded resourceexhausted toomanyrequests throttling 1002',
  500: 'api server internal internalserver modelstream 1000 1024 1033',
  503: 'unavailable serviceunavailable overcapacity serverisoverloaded',
  504: 'timeout modeltimeout deadlineexceeded',
  529: 'overloaded',
};

export function statusOfName(name: unknown): number | undefined {
  if (typeof name !== 'string') return undefined;
  const wanted = name.toLowerCase().replace(/_|(?:error|exception)$/g, '');
  const found = Object.entries(names).find(([, all]) => all.split(' ').includes(wanted));
  return found && Number(found[0]);
}
