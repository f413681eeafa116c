// The agent on Claude, by Anthropic's own package: it thinks, and its later steps read the prompt from Anthropic's cache.
// `npm run example:claude`, or `npm run example:claude -- "your question"`.
import { createAnthropic } from '@ai-sdk/anthropic';
import { isStepCount, ToolLoopAgent } from 'ai';
import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare/v4';
import { connect } from '../lib/connect.ts';
import { tools } from '../lib/order-tools.ts';

/** The same for every question, and long enough to be cached: Claude Sonnet caches from 1,024 tokens on. */
const handbook = [
  'You answer questions about orders. Look things up with the tools, never guess. The rules of the shop:',
  ...Array.from({ length: 60 }, (_, index) => {
    const days = 10 + index;
    return `Rule ${index + 1}: goods of group ${index + 1} can be sent back for ${days} days, unless they are worn or broken.`;
  }),
].join('\n');

const question = process.argv[2] ?? 'Find the order "A100", and check whether a refund is possible.';
const { cloudflare, where, close } = await connect({ vendors: { anthropic: createAnthropic } });
console.log(`Using ${where}.\n\n> ${question}\n`);

try {
  const agent = new ToolLoopAgent({
    model: cloudflare('anthropic/claude-sonnet-4.5'),
    instructions: {
      role: 'system',
      content: handbook,
      // Everything up to here is kept for five minutes.
      providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
    },
    tools,
    stopWhen: isStepCount(8),
    providerOptions: {
      anthropic: { thinking: { type: 'enabled', budgetTokens: 2048 } },
      cloudflare: { metadata: { agent: 'orders' } },
    },
    onStepEnd: step => {
      if (step.reasoningText) console.log(`thought: ${step.reasoningText}`);
      for (const { toolName, input, output } of step.toolResults)
        console.log(`${toolName}(${JSON.stringify(input)}) → ${JSON.stringify(output)}`);
    },
  });
  const result = await agent.generate({ prompt: question });
  console.log(`\n${result.text}\n`);
  for (const [index, { usage }] of result.steps.entries()) {
    const { cacheWriteTokens = 0, cacheReadTokens = 0 } = usage.inputTokenDetails;
    console.log(
      `step ${index + 1}: ${cacheWriteTokens} tokens cached, ${cacheReadTokens} read from the cache`,
    );
  }
  console.log(`log ids: ${result.steps.map(step => getCloudflareMetadata(step)?.logId).join(' ')}`);
} catch (error) {
  const info = getCloudflareError(error);
  if (info === undefined) throw error;
  console.error(info.message);
  process.exitCode = 1;
} finally {
  await close();
}
