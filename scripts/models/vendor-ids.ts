import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Whose ids are listed, and the parameter of the vendor's own package that completes them. */
interface IdSource {
  readonly prefix: string;
  readonly chat?: string;
  readonly embeddings?: string;
  /** Our spelling. @default as listed */
  readonly spell?: (id: string) => string;
}

const sources: readonly IdSource[] = [
  {
    prefix: 'openai',
    chat: "Parameters<import('openai-v4').OpenAIProvider['chat']>[0]",
    embeddings: "Parameters<import('openai-v4').OpenAIProvider['embeddingModel']>[0]",
  },
  {
    prefix: 'anthropic',
    chat: "Parameters<import('anthropic-v4').AnthropicProvider['languageModel']>[0]",
    // The catalogue's spelling, which every endpoint accepts.
    spell: id => id.replace(/-(\d)-(\d)$/, '-$1.$2'),
  },
  {
    prefix: 'google',
    chat: "Parameters<import('google-v4').GoogleProvider['languageModel']>[0]",
    embeddings: "Parameters<import('google-v4').GoogleProvider['embeddingModel']>[0]",
  },
  { prefix: 'xai', chat: "Parameters<import('xai-v4').XaiProvider['languageModel']>[0]" },
  { prefix: 'groq', chat: "Parameters<import('groq-v4').GroqProvider['languageModel']>[0]" },
  {
    prefix: 'mistral',
    chat: "Parameters<import('mistral-v4').MistralProvider['languageModel']>[0]",
    embeddings: "Parameters<import('mistral-v4').MistralProvider['embeddingModel']>[0]",
  },
  { prefix: 'deepseek', chat: "Parameters<import('deepseek-v4').DeepSeekProvider['languageModel']>[0]" },
  {
    prefix: 'perplexity',
    chat: "Parameters<import('perplexity-v4').PerplexityProvider['languageModel']>[0]",
  },
  {
    prefix: 'cohere',
    chat: "Parameters<import('cohere-v4').CohereProvider['languageModel']>[0]",
    embeddings: "Parameters<import('cohere-v4').CohereProvider['embeddingModel']>[0]",
  },
  { prefix: 'cerebras', chat: "Parameters<import('@ai-sdk/cerebras').CerebrasProvider['languageModel']>[0]" },
];

export interface ListedIds {
  readonly chat: readonly string[];
  readonly embeddings: readonly string[];
}

/** The ids that the vendors' packages list, with our prefix. */
export function readVendorIds(): ListedIds {
  const text = sources
    .flatMap(({ chat, embeddings }, index) => [
      `export type Chat${index} = ${chat ?? 'never'};`,
      `export type Embeddings${index} = ${embeddings ?? 'never'};`,
    ])
    .join('\n');
  const literals = literalsOf(text);
  const listed = (kind: 'Chat' | 'Embeddings'): readonly string[] =>
    sources.flatMap(({ prefix, spell = String }, index) =>
      (literals.get(`${kind}${index}`) ?? []).map(id => `${prefix}/${spell(id)}`),
    );
  return { chat: listed('Chat'), embeddings: listed('Embeddings') };
}

/** The string literals of each exported type of a module. */
function literalsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const path = fileURLToPath(new URL('virtual-module.ts', import.meta.url));
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = name => name === path || fileExists.call(host, name);
  host.getSourceFile = (name, ...rest) =>
    name === path
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ESNext)
      : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([path], options, host);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const found = new Map<string, readonly string[]>();
  for (const statement of file?.statements ?? []) {
    if (!ts.isTypeAliasDeclaration(statement)) continue;
    const type = checker.getTypeAtLocation(statement.name);
    const members = type.isUnion() ? type.types : [type];
    found.set(
      statement.name.text,
      members.flatMap(member => (member.isStringLiteral() ? [member.value] : [])),
    );
  }
  return found;
}
