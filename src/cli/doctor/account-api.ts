import { withTimeout } from './with-timeout.ts';

/** An answer of Cloudflare's API, as far as the doctor reads it. */
export interface APIAnswer {
  readonly status: number;
  readonly codes: readonly number[];
  readonly result: Readonly<Record<string, unknown>>;
  /** The server's clock, in epoch milliseconds. */
  readonly date: number | undefined;
}

/** Nobody answered: what the connection failed with, such as `ENOTFOUND`. */
export interface Unreachable {
  readonly unreachable: string;
}

/** Asks Cloudflare's API for something below `…/client/v4`. */
export type AskAPI = (path: string) => Promise<APIAnswer | Unreachable>;

const timeoutMs = 10_000;

export function accountAPI(base: string, token: string, outer: AbortSignal): AskAPI {
  return async path => {
    const { signal, clear } = withTimeout(outer, timeoutMs);
    try {
      const response = await fetch(`${base}${path}`, {
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        // A redirect would take the token to another origin.
        redirect: 'manual',
        signal,
      });
      return await readAnswer(response);
    } catch (error) {
      outer.throwIfAborted();
      return { unreachable: reasonOf(error) };
    } finally {
      clear();
    }
  };
}

async function readAnswer(response: Response): Promise<APIAnswer> {
  const body: unknown = await response.json().catch(() => undefined);
  const { errors, result } = Object(body) as { readonly errors?: unknown; readonly result?: unknown };
  const codes = (Array.isArray(errors) ? errors : []).map(error =>
    Number(Reflect.get(Object(error), 'code')),
  );
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    status: response.status,
    codes: codes.filter(Number.isFinite),
    // Any object may be read member by member.
    result: Object(result) as Readonly<Record<string, unknown>>,
    date: Number.isNaN(date) ? undefined : date,
  };
}

/** `fetch` says only that it failed; the reason is the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = Object(error) as { readonly cause?: unknown; readonly message?: unknown };
  const { code, message: inner } = Object(cause) as { readonly code?: unknown; readonly message?: unknown };
  return String(code ?? inner ?? message ?? 'unknown');
}
