import type { WireBody } from '../wire/wire-body.ts';

/** A tool of the call, as far as it says whether its arguments must follow the schema. */
export interface ToolLike {
  readonly name?: string;
  /** AI SDK 6 and later. */
  readonly strict?: boolean | undefined;
  readonly providerOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

/**
 * Writes `strict` on the tools that ask for it, which the core of 1.x does not: by the tool's own `strict`, or by
 * `providerOptions.{cloudflare or the vendor}.strict`.
 */
export function withStrictTools(
  body: WireBody,
  tools: readonly ToolLike[] | undefined,
  keys: readonly string[],
): WireBody {
  const asked = new Map<string, boolean>();
  for (const { name, strict, providerOptions } of tools ?? []) {
    const options = ['cloudflare', ...keys].map(key => providerOptions?.[key]?.strict);
    const value = strict ?? options.find(option => typeof option === 'boolean');
    if (name !== undefined && typeof value === 'boolean') asked.set(name, value);
  }
  if (asked.size === 0) return body;
  return {
    ...body,
    tools: body.tools?.map(tool => {
      const strict = asked.get(tool.function.name);
      return strict === undefined ? tool : { ...tool, function: { ...tool.function, strict } };
    }),
  };
}
