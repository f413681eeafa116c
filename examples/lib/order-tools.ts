import { type ToolSet, tool } from 'ai';
import { z } from 'zod';

const orders: Readonly<Record<string, { item: string; euros: number; daysAgo: number }>> = {
  A100: { item: 'bicycle bell', euros: 18, daysAgo: 6 },
  B200: { item: 'rain coat', euros: 89, daysAgo: 41 },
};

const orderId = z.string().describe('Id of the order, such as A100');

/** What the agents can look up. */
export const tools: ToolSet = {
  findOrder: tool({
    description: 'Find an order by its id',
    inputSchema: z.object({ orderId }),
    execute: async ({ orderId }) => orders[orderId] ?? `There is no order ${orderId}.`,
  }),
  checkRefund: tool({
    description: 'Whether an order may be refunded, and how much',
    inputSchema: z.object({ orderId }),
    execute: async ({ orderId }) => {
      const order = orders[orderId];
      if (order === undefined) return 'There is no such order.';
      return order.daysAgo <= 30 ? `${order.euros} euros can be refunded.` : 'It is older than 30 days.';
    },
  }),
};
