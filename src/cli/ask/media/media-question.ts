import type { CloudflareProvider } from 'ai-sdk-provider-cloudflare';
import type { Invocation } from '../../command.ts';

/** One kind of question that is not answered with only text. */
export interface MediaQuestion {
  /** The option that selects it; its value is a file. */
  readonly option: 'image' | 'speak' | 'transcribe';
  /** The model of a question without `--model`. */
  readonly model: string;
  /** Reads what the question needs before anything is sent; the result sends it. */
  readonly prepare: (invocation: Invocation, path: string) => Promise<RunQuestion>;
}

type RunQuestion = (provider: CloudflareProvider, modelId: string) => Promise<void>;
