import type { CloudflareProvider } from 'ai-sdk-provider-cloudflare';
import type { Invocation } from '../../command.ts';

/** One kind of question that is not answered with text alone. */
export interface MediaQuestion {
  /** The option that asks it; its value is a file. */
  readonly option: 'image' | 'speak' | 'transcribe';
  /** The model of a question without `--model`. */
  readonly model: string;
  /** Reads what the question needs before anything is sent; the result asks it. */
  readonly prepare: (invocation: Invocation, path: string) => Promise<AskMedia>;
}

type AskMedia = (provider: CloudflareProvider, modelId: string) => Promise<void>;
