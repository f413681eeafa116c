import { cloudflare } from 'ai-sdk-provider-cloudflare';
import { type LanguageModel, streamText } from 'ai7';

export async function POST(request: Request): Promise<Response> {
  const model: LanguageModel = cloudflare('openai/gpt-4o');
  return streamText({ model, prompt: await request.text() }).toTextStreamResponse();
}
