import { generateSpeech } from 'ai';
import { cloudflare } from 'ai-sdk-provider-cloudflare/v4';
import { z } from 'zod';
import { invalidRequest, mediaFailure, mediaResponse } from './media-response.ts';

const bodySchema = z.object({ text: z.string().min(1).max(4000) });

/** Reads an answer aloud; the response is the sound. */
export async function readAloud(request: Request): Promise<Response> {
  const body = bodySchema.safeParse(await request.json().catch(() => undefined));
  if (!body.success) return invalidRequest();
  try {
    const { audio, providerMetadata } = await generateSpeech({
      model: cloudflare.speech('@cf/deepgram/aura-2-en'),
      text: body.data.text,
      voice: 'luna',
      // Every browser plays it.
      outputFormat: 'wav',
      maxRetries: 1,
      abortSignal: request.signal,
      providerOptions: { cloudflare: { metadata: { app: 'example-next' } } },
    });
    return mediaResponse(audio, { providerMetadata });
  } catch (error) {
    return mediaFailure(error, 'text');
  }
}
