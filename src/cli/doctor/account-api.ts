import { withTimeout } from './with-timeout.ts';

/** The part of a Cloudflare API response that the doctor reads. */
export interface APIResponse {
  readonly status: number;
  readonly codes: readonly number[];
  readonly result: Readonly<Record<string, unknown>>;
  /** The server's clock, in epoch milliseconds. */
  readonly date: number | undefined;
}

/** No response: the error of the connection, such as `ENOTFOUND`. */
export interface Unreachable {
  readonly unreachable: string;
}

/** Sends a GET request to Cloudflare's API, with a path below `…/client/v4`. */
export type CallAPI = (path: string) => Promise<APIResponse | Unreachable>;

const timeoutMs = 10_000;

export function accountAPI(base: string, token: string, outer: AbortSignal): CallAPI {
  return async path => {
    const { signal, clear } = withTimeout(outer, timeoutMs);
    try {
      const response = await fetch(`${base}${path}`, {
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        // A redirect would take the token to another origin.
        redirect: 'manual',
        signal,
      });
      return await readResponse(response);
    } catch (error) {
      outer.throwIfAborted();
      return { unreachable: reasonOf(error) };
    } finally {
      clear();
    }
  };
}

async function readResponse(response: Response): Promise<APIResponse> {
  const body: unknown = await response.json().catch(() => undefined);
  const { errors, result } = Object(body) as { readonly errors?: unknown; readonly result?: unknown };
  const codes = (Array.isArray(errors) ? errors : []).map(error =>
    Number(Reflect.get(Object(error), 'code')),
  );
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    status: response.status,
    codes: codes.filter(Number.isFinite),
    // The members of any object can be read.
    result: Object(result) as Readonly<Record<string, unknown>>,
    date: Number.isNaN(date) ? undefined : date,
  };
}

/** The message of `fetch` does not include the reason, but its `cause` does. */
function reasonOf(error: unknown): string {
  const { cause, message } = Object(error) as { readonly cause?: unknown; readonly message?: unknown };
  const { code, message: inner } = Object(cause) as { readonly code?: unknown; readonly message?: unknown };
  return String(code ?? inner ?? message ?? 'unknown');
}
