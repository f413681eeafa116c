// A typed object from plain text. The schema is sent as a JSON schema if the model accepts one.
import { generateText, Output } from 'ai';
import { z } from 'zod';
import { facts, open } from './lib/open.ts';

const invoice = z.object({
  customer: z.string(),
  total: z.number().describe('in euros'),
  paid: z.boolean(),
});

const { cloudflare, close } = await open();
const result = await generateText({
  model: cloudflare('openai/gpt-4o-mini'),
  output: Output.object({ schema: invoice }),
  prompt: 'Read this invoice: "Ada Lovelace" owes 1815 euros, and has paid.',
});
await close();

// Typed, and validated against the schema.
const { customer, total, paid } = result.output;
facts({ customer, total, paid, warnings: result.warnings?.length ?? 0 });
