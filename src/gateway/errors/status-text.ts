const texts: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  402: 'Payment required',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  413: 'Request too large',
  422: 'Unprocessable content',
  424: 'Failed dependency',
  429: 'Too many requests',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
  520: 'The origin sent an unknown error',
  521: 'The origin is down',
  522: 'Connecting to the origin timed out',
  523: 'The origin is unreachable',
  524: 'The origin took too long to answer',
  529: 'Overloaded',
};

/** Words for a failure whose sender found none. HTTP/2 and HTTP/3 carry no status text, so it is looked up. */
export function statusText(status: number | undefined): string {
  if (status === undefined) return 'The request failed';
  if (status < 400) return 'The answer could not be read as an answer of a model';
  return texts[status] ?? 'The request failed';
}
