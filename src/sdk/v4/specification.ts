import { OpenAICompatibleChatLanguageModel } from 'openai-compatible-v4';
import type {
  EmbeddingModelV4,
  ImageModelV4,
  LanguageModelV4,
  LanguageModelV4Prompt,
  RerankingModelV4,
  SharedV4FileData,
  SpeechModelV4,
  TranscriptionModelV4,
} from 'provider-v4';
import { textPart } from '../../chat/plain-files.ts';
import { isFile } from '../../wire/files.ts';
import type { PromptMessage, PromptPart } from '../../wire/profile.ts';
import { chatCores } from '../chat-core.ts';
import { detailedAdapter } from '../detailed-adapter.ts';
import { mapPromptParts, withoutSignature } from '../prompt-parts.ts';
import type { Specification, TypesOf } from '../specification.ts';

/** The types of specification V4, which `ai` 7 speaks. */
export interface TypesV4
  extends TypesOf<
    LanguageModelV4,
    EmbeddingModelV4,
    ImageModelV4,
    SpeechModelV4,
    TranscriptionModelV4,
    RerankingModelV4
  > {}

export const specificationV4: Specification<TypesV4> = {
  version: 'v4',
  adapter: { ...detailedAdapter, fileData: data => ({ type: 'data', data }) },
  prompt: { read: readPrompt, write: writePrompt },
  chatCores: /* @__PURE__ */ chatCores(OpenAICompatibleChatLanguageModel),
};

/** A prompt of V4 in the parts that all specifications share: files with their data as it is. */
function readPrompt(prompt: LanguageModelV4Prompt): readonly PromptMessage[] {
  return mapPromptParts(prompt as readonly PromptMessage[], part =>
    part.type === 'file' ? untagged(part) : withUntaggedResult(part),
  );
}

/** The way back, with tags again. */
function writePrompt(prompt: readonly PromptMessage[]): LanguageModelV4Prompt {
  return mapPromptParts(prompt, part =>
    part.type === 'file' ? { ...part, data: tagged(part.data) } : withoutSignature(part),
  ) as LanguageModelV4Prompt;
}

type Untag = { readonly [TYPE in SharedV4FileData['type']]: (part: PromptPart, data: never) => PromptPart };

const untag: Untag = {
  data: (part, { data }: Extract<SharedV4FileData, { type: 'data' }>) => ({ ...part, data }),
  url: (part, { url }: Extract<SharedV4FileData, { type: 'url' }>) => ({ ...part, data: url }),
  reference: (part, { reference }: Extract<SharedV4FileData, { type: 'reference' }>) => ({
    ...part,
    data: { reference },
  }),
  text: (part, { text }: Extract<SharedV4FileData, { type: 'text' }>) => textPart(part, text),
};

function untagged(part: PromptPart): PromptPart {
  const data = part.data as SharedV4FileData;
  return untag[data.type](part, data as never);
}

/** Files inside a tool result are tagged too. */
function withUntaggedResult(part: PromptPart): PromptPart {
  const output = part.type === 'tool-result' ? (Reflect.get(part, 'output') as ToolOutput) : undefined;
  if (output?.type !== 'content' || !output.value.some(isFile)) return part;
  const value = output.value.map(item => (isFile(item) ? untagged(item) : item));
  return { ...part, output: { ...output, value } } as PromptPart;
}

interface ToolOutput {
  readonly type: string;
  readonly value: readonly PromptPart[];
}

function tagged(data: unknown): SharedV4FileData {
  if (data instanceof URL) return { type: 'url', url: data };
  return { type: 'data', data: data as Uint8Array | string };
}
