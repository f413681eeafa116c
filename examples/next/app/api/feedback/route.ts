import { cloudflare } from 'ai-sdk-provider-cloudflare/v4';
import { z } from 'zod';
import { describeFailure } from '../../../lib/describe-failure.ts';

const bodySchema = z.object({
  logId: z.string().min(1).max(200),
  feedback: z.union([z.literal(1), z.literal(-1)]),
});

/**
 * Saves a thumbs up or down with the log entry of the response. A browser can send any id: if your app has sign-in, first
 * check that the response belongs to the user.
 */
export async function POST(request: Request): Promise<Response> {
  const body = bodySchema.safeParse(await request.json().catch(() => undefined));
  if (!body.success)
    return Response.json({ error: 'Expected { logId, feedback: 1 | -1 }.' }, { status: 400 });
  const { logId, feedback } = body.data;
  try {
    await cloudflare.logs.feedback(logId, { feedback });
    return Response.json({ logId, feedback });
  } catch (error) {
    return new Response(describeFailure(error), { status: 502 });
  }
}
