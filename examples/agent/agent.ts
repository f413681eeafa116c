// An agent: it looks up orders, works out refunds and asks a person before it pays.
// `npm run example:agent`, or `npm run example:agent -- "your question"`.
import { isStepCount, ToolLoopAgent } from 'ai';
import {
  conversationSessionId,
  getCloudflareError,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare/v4';
import { connect } from '../lib/connect.ts';
import { tools } from '../lib/order-tools.ts';

const question = process.argv[2] ?? 'Find the order "A100", and check whether a refund is possible.';
const { cloudflare, model, where, close } = await connect();
console.log(`Using ${where}.\n\n> ${question}\n`);

try {
  const agent = new ToolLoopAgent({
    model: cloudflare(model),
    instructions: 'You answer questions about orders. Look things up with the tools, never guess.',
    tools,
    // Stops an agent that goes in circles.
    stopWhen: isStepCount(8),
    providerOptions: {
      cloudflare: {
        metadata: { agent: 'orders' },
        // On Workers AI, the calls of one conversation share a prompt cache. Other models have no such option.
        ...(/^(?:workers-ai\/)?@cf\//.test(model) && {
          sessionAffinity: conversationSessionId(`orders-${Date.now()}`),
        }),
      },
    },
    onStepEnd: step => {
      for (const { toolName, input, output } of step.toolResults)
        console.log(`${toolName}(${JSON.stringify(input)}) → ${JSON.stringify(output)}`);
    },
  });
  const result = await agent.generate({ prompt: question });
  console.log(`\n${result.text}\n`);
  const logs = await Promise.all(result.steps.map(step => cloudflare.logs.get(step)));
  console.log(`steps: ${result.steps.length}`);
  console.log(`tools: ${result.steps.flatMap(step => step.toolCalls.map(call => call.toolName)).join(' ')}`);
  console.log(`log ids: ${result.steps.map(step => getCloudflareMetadata(step)?.logId).join(' ')}`);
  console.log(`tokens: ${result.totalUsage.totalTokens}`);
  console.log(`cost: ${logs.reduce((sum, { cost = 0 }) => sum + cost, 0).toFixed(6)} US dollars`);
} catch (error) {
  const info = getCloudflareError(error);
  if (info === undefined) throw error;
  console.error(info.message);
  process.exitCode = 1;
} finally {
  await close();
}
