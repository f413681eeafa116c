import { invalidArgument, missingCredential, unfilledTemplate } from './configuration-error.ts';
import type { Secret } from './connection-settings.ts';

/** Where a secret came from, for error messages: a setting or an environment variable. */
export interface SecretSource {
  readonly setting: string;
  /** Whether every read returns the same, so that one is enough. */
  readonly fixed: boolean;
  /** Whether it was found in the environment, and not passed. */
  readonly ambient?: true;
  readonly read: () => Promise<string>;
}

/** Wraps a secret so that it is read and checked for each request and never exposed as a property. */
export function secretSource(setting: string, secret: Secret): SecretSource {
  return {
    setting,
    fixed: typeof secret === 'string',
    read: async () =>
      cleanToken(setting, typeof secret === 'function' ? await call(setting, secret) : secret),
  };
}

/** The failure of the function may contain anything, even a token, so it is the cause and not in the message. */
async function call(setting: string, secret: Exclude<Secret, string>): Promise<string | undefined> {
  try {
    return await secret();
  } catch (cause) {
    const error = missingCredential({
      setting,
      problem: 'the function that returns it failed; see `cause`.',
      example: secretExample(setting),
    });
    throw Object.assign(error, { cause });
  }
}

/**
 * The bare token: surrounding space and a leading `Bearer` (also `Bearer:`) are removed.
 * Pasting the whole header value is the most reported way to get a 401.
 * @see https://github.com/openclaw/openclaw/issues/34788
 */
function cleanToken(setting: string, secret: unknown = ''): string {
  // If a function returns something other than a string, the error shows it: `[object Response]`.
  const token = bareToken(String(secret));
  const problem = placeholderProblem(token) ?? (/\s/.test(token) ? 'it contains white space.' : undefined);
  return checked(setting, token, problem);
}

/** A whole header value that carries a key: its scheme is the caller's, and what follows must be a key. */
export function headerSource(setting: string, value: string): { scheme: string; source: SecretSource } {
  const text = value.trim();
  const [scheme = ''] = /^(?:api-key|basic|bearer|key|token)(?::\s*|\s+|$)/i.exec(text) ?? [];
  const secret = text.slice(scheme.length);
  const read = async (): Promise<string> => checked(setting, secret, placeholderProblem(secret));
  return { scheme, source: { setting, fixed: true, read } };
}

/**
 * Whether a token has the form of a vendor's key: OpenAI, Anthropic, OpenRouter and DeepSeek (`sk-`), Groq, Google, xAI.
 * Cloudflare's own tokens without a prefix have 40 characters, which may begin in any way.
 */
export function isVendorKey(token: string): boolean {
  return token.length !== 40 && /^(?:sk-|gsk_|xai-|AIza)/.test(token);
}

/** Whether a secret is a text without a token in it, which is what an unset variable often becomes. */
export function isBlank(secret: Secret): boolean {
  return typeof secret === 'string' && bareToken(secret) === '';
}

function bareToken(text: string): string {
  return text.trim().replace(/^bearer(?::\s*|\s+|$)/i, '');
}

function checked(setting: string, token: string, problem: string | undefined): string {
  const example = secretExample(setting);
  if (token === '') throw missingCredential({ setting, problem: 'it is empty.', example });
  if (problem !== undefined) throw invalidArgument({ setting, problem, example });
  return token;
}

function placeholderProblem(token: string): string | undefined {
  if (/\$\{|\{\{|^(?:\$\w|<|your[-_])/i.test(token)) return unfilledTemplate;
  if (/^(?:undefined|null|\[object .*)$/i.test(token)) return `the text "${token}" is not a token.`;
  if (!/^[\x20-\x7e]*$/.test(token)) return 'it is not allowed in an HTTP header.';
  return undefined;
}

/** How to pass a secret, or to set its variable. */
export function secretExample(setting: string): string {
  // A variable is set where the process is started.
  if (/^[A-Z_]+$/.test(setting)) return `export ${setting}=…`;
  const [name, upstream] = setting.split('.');
  return upstream === undefined
    ? `createCloudflare({ ${name}: process.env.CLOUDFLARE_API_TOKEN })`
    : `createCloudflare({ ${name}: { ${JSON.stringify(upstream)}: process.env.MY_KEY } })`;
}
