type Loose = Readonly<Record<string, unknown>>;

/**
 * A whole answer as the events of a stream. Guardrails answer a streaming request with one JSON body, some
 * Workers AI models do, and a stream was not asked for where the model cannot stream a schema.
 */
export function completionEvents(completion: Loose): string {
  const { choices, usage, ...rest } = completion;
  const [choice] = Array.isArray(choices) ? (choices as Loose[]) : [];
  const message = (choice?.message ?? {}) as Loose;
  const calls = Array.isArray(message.tool_calls) ? (message.tool_calls as Loose[]) : [];
  const delta = {
    ...message,
    ...(calls.length > 0 && { tool_calls: calls.map((call, index) => ({ index, ...call })) }),
  };
  const frames = [
    { ...rest, choices: [{ index: 0, delta, finish_reason: null }] },
    {
      ...rest,
      choices: [{ index: 0, delta: {}, finish_reason: choice?.finish_reason ?? 'stop' }],
      usage,
    },
  ];
  return `${frames.map(frame => `data: ${JSON.stringify(frame)}\n\n`).join('')}data: [DONE]\n\n`;
}
