import { type LanguageModel, streamText } from 'ai7';
import { cloudflare } from 'ai-sdk-provider-cloudflare';

export async function POST(request: Request): Promise<Response> {
  const model: LanguageModel = cloudflare('openai/gpt-4o');
  return streamText({ model, prompt: await request.text() }).toTextStreamResponse();
}
