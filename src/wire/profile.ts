import type { EndpointName } from '../settings/connection-settings.ts';
import type { JSONSchema, WireBody } from './body.ts';
import type { OfferedCalls } from './calls-in-text.ts';
import type { SchemaRules } from './schema/schema-rules.ts';

/**
 * Something that could not be done as requested, independent of the specification. `feature` is a call setting in
 * AI SDK words (`topK`) or an option (`providerOptions.cloudflare.cacheTtl`).
 */
export type CallWarning =
  | { readonly type: 'unsupported'; readonly feature: string; readonly details?: string }
  | { readonly type: 'compatibility'; readonly feature: string; readonly details: string }
  | { readonly type: 'other'; readonly message: string };

/** Reports something that the upstream does not accept and that was left out. */
export function reportUnsupported(
  warn: (warning: CallWarning) => void,
  feature: string,
  details: string,
): void {
  warn({ type: 'unsupported', feature, details });
}

/** Reports something that was sent differently from the request. */
export function reportChange(warn: (warning: CallWarning) => void, feature: string, details: string): void {
  warn({ type: 'compatibility', feature, details });
}

/** What a profile step may know about the call besides the data it works on. */
export interface ProfileContext {
  readonly endpoint: EndpointName;
  /** Model id without the upstream's prefix, as the user wrote it. */
  readonly model: string;
  /** The model family where the id does not tell it (an Azure deployment), from the settings. */
  readonly family: string | undefined;
  readonly mode: 'generate' | 'stream';
  /** Options of the vendor's own AI SDK package, under their own names; others get a warning. */
  readonly vendorOptions: Readonly<Record<string, unknown>>;
  /** The call sends its schemas as they are. */
  readonly keepsSchemas?: boolean;
  readonly warn: (warning: CallWarning) => void;
}

/** One pure step on the request body. It returns a new body where it changes something. */
export type BodyStep = (body: WireBody, context: ProfileContext) => WireBody;

/** The parts of a prompt that a profile may look at; the same in every specification. */
export interface PromptMessage {
  readonly role: string;
  readonly content: string | readonly PromptPart[];
  readonly providerOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

export interface PromptPart {
  readonly type: string;
  readonly text?: string;
  readonly mediaType?: string;
  readonly data?: unknown;
  readonly filename?: string | undefined;
  readonly providerOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

/** One pure step on the prompt, for what the core would drop or reject before the body exists. */
export type PromptStep = (prompt: readonly PromptMessage[]) => readonly PromptMessage[];

/** What has to be fixed in a response, after the tolerant reader. */
export interface AnswerFixes {
  /** A forced tool of this name carries the JSON answer: it becomes text again. */
  readonly jsonTool?: string;
  /** Tool call ids repeat across turns: they are made unique. */
  readonly uniqueToolCallIds?: true;
  /** The offered tools, calls of which may come back as text. */
  readonly calls?: OfferedCalls;
  /** JSON was requested: its schema, if it has one. */
  readonly json?: { readonly schema: JSONSchema | undefined };
  /** The text may begin with reasoning in `<think>` tags, or in tokens of the model's family. */
  readonly thinkTags?: true;
  /** The response repeats this text, the prefill of the prompt. */
  readonly echoedPrefix?: string;
  /** Pieces of reasoning repeat: `piece` the previous one, `whole` everything before. */
  readonly repeatedReasoning?: 'piece' | 'whole';
  /** Names of the offered tools, as they were sent. */
  readonly tools?: readonly string[];
  /** The total holds thoughts that the output does not: Gemini. */
  readonly hiddenThoughts?: true;
  /** Names of the caller's tools by the names under which they were sent, where these differ. */
  readonly toolNames?: ReadonlyMap<string, string>;
  /** Several choices were requested (`n`), of which the first one is read. */
  readonly severalChoices?: true;
  /** The requested JSON text may be followed by calls that repeat it. */
  readonly jsonText?: true;
}

/** An answer taken from an error body. */
export interface RecoveredAnswer {
  readonly completion: Readonly<Record<string, unknown>>;
  readonly warning: CallWarning;
}

/** What one family of models accepts and returns. Data and pure steps, the same for every specification. */
export interface UpstreamProfile {
  /** Options of the vendor's own AI SDK package. */
  readonly vendor?: Vendor;
  /** Whether streams request `stream_options.include_usage`. @default true */
  readonly includeUsage?: boolean;
  /** URLs the model fetches itself, by media type; everything else is downloaded and inlined. @default none */
  readonly supportedUrls?: Readonly<Record<string, readonly RegExp[]>>;
  /** Tokens after which the model ends a response that has no limit in the request. @default none known */
  readonly defaultTokens?: number;
  /** How the fields of an embedding request are written; `null` where the upstream has none. @default by their names */
  readonly embeddingFields?: Readonly<Record<string, string | null>>;
  readonly preparePrompt?: PromptStep;
  /** Images of earlier answers go back in `images` of the assistant's message. @default in a user message after it */
  readonly answerImages?: true;
  /** What the schemas of tools and responses may contain. @default what every upstream accepts */
  readonly schemas?: SchemaRules;
  readonly body: BodyStep;
  /** The response that an error body contains, in OpenAI's format, and a warning about it. */
  readonly recover?: (error: unknown, sent: WireBody) => RecoveredAnswer | undefined;
  /** Fixes of the answer, decided on the body that was sent. */
  readonly answer?: (sent: WireBody) => AnswerFixes;
}

/** The `providerOptions` keys that the vendor's own AI SDK package reads, and what becomes of its options. */
export interface Vendor {
  readonly keys: readonly string[];
  readonly options: VendorOptionTable;
  /** Carried options on message parts; others get a warning. @default none */
  readonly carriedOnParts?: readonly string[];
}

/** The options of the vendor's package that are carried, each with the wire field it becomes; others get a warning. */
export type VendorOptionTable = Readonly<Record<string, VendorOption>>;

interface VendorOption {
  /** The field it becomes; empty where a step of the profile reads the option. */
  readonly wire: string;
  readonly map?: (value: unknown) => unknown;
}
