import type { CallOptions } from '../support/call.ts';

export type Version = 'v2' | 'v3' | 'v4';

type Members = Readonly<Record<string, unknown>>;
type Translate = (part: Members) => Members;

/** A call of V2 as V3 and V4 write it. What no older specification can say is no part of it. */
export function translateCall(options: CallOptions, version: Version): Members {
  const { prompt, tools, ...rest } = options;
  return {
    ...rest,
    ...(tools !== undefined && { tools: tools.map(tool => translateTool(tool, version)) }),
    ...(prompt !== undefined && { prompt: prompt.map(message => translateMessage(message, version)) }),
  };
}

/** Tools of a provider changed their type with V3. */
function translateTool(tool: Members, version: Version): Members {
  return tool.type === 'provider-defined' && version !== 'v2' ? { ...tool, type: 'provider' } : tool;
}

function translateMessage(message: Members, version: Version): Members {
  const { content } = message;
  if (!Array.isArray(content) || version === 'v2') return message;
  return {
    ...message,
    content: content.map(part => translatePart(part, version)),
  };
}

function translatePart(part: Members, version: 'v3' | 'v4'): Members {
  if (part.type === 'file') return version === 'v4' ? { ...part, data: tagged(part.data) } : part;
  if (part.type !== 'tool-result') return part;
  const output = part.output as { readonly type: string; readonly value: readonly Members[] };
  if (output.type !== 'content') return part;
  return { ...part, output: { ...output, value: output.value.map(media[version]) } };
}

const media: Readonly<Record<'v3' | 'v4', Translate>> = {
  v3: item => (item.type === 'media' ? { ...item, type: 'file-data' } : item),
  v4: item => (item.type === 'media' ? { ...item, type: 'file', data: tagged(item.data) } : item),
};

function tagged(data: unknown): Members {
  return data instanceof URL ? { type: 'url', url: data } : { type: 'data', data };
}
