import { generateImage } from 'ai';
import { cloudflare } from 'ai-sdk-provider-cloudflare/v4';
import { z } from 'zod';
import { invalidRequest, mediaFailure, mediaResponse } from './media-response.ts';
import { pictureModel, shapeNames, shapes } from './pictures.ts';

const bodySchema = z.object({ prompt: z.string().min(1).max(2000), shape: z.enum(shapeNames) });

/** Draws a picture; the response is its bytes. */
export async function drawImage(request: Request): Promise<Response> {
  const body = bodySchema.safeParse(await request.json().catch(() => undefined));
  if (!body.success) return invalidRequest();
  const { prompt, shape } = body.data;
  const { width, height } = shapes[shape];
  try {
    const { image, providerMetadata } = await generateImage({
      model: cloudflare.image(pictureModel),
      prompt,
      size: `${width}x${height}`,
      maxRetries: 1,
      // The stop button and a closed tab also end the call.
      abortSignal: request.signal,
      providerOptions: { cloudflare: { metadata: { app: 'example-next' } } },
    });
    return mediaResponse(image, { providerMetadata });
  } catch (error) {
    return mediaFailure(error, 'description');
  }
}
