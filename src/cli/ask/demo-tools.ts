import type { LanguageModelV2FunctionTool } from '@ai-sdk/provider';

/** A tool for `--tool-demo`, run locally. Its results are made up: it only demonstrates the loop. */
export interface DemoTool extends LanguageModelV2FunctionTool {
  readonly run: (input: Readonly<Record<string, unknown>>) => string;
}

export const demoTools: readonly DemoTool[] = [
  {
    type: 'function',
    name: 'lookUpWeather',
    description: 'Look up the weather in a city',
    inputSchema: {
      type: 'object',
      properties: { city: { type: 'string', description: 'Name of the city' } },
      required: ['city'],
      additionalProperties: false,
    },
    run: ({ city }) => `It is 21 degrees celsius and sunny in ${String(city)}.`,
  },
  {
    type: 'function',
    name: 'convertCelsius',
    description: 'Convert degrees celsius to fahrenheit',
    inputSchema: {
      type: 'object',
      properties: { celsius: { type: 'number', description: 'Degrees celsius' } },
      required: ['celsius'],
      additionalProperties: false,
    },
    run: ({ celsius }) =>
      `${Number(celsius)} degrees celsius are ${Math.round(Number(celsius) * 1.8 + 32)} degrees fahrenheit.`,
  },
];

export const demoPrompt =
  'Look up the weather in Lisbon, then convert 21 celsius to fahrenheit. Use both tools.';

/** The result of a tool call. The model's own mistakes are reported back to it. */
export function runDemoTool(name: string, input: string): string {
  const tool = demoTools.find(candidate => candidate.name === name);
  if (tool === undefined) return `There is no tool ${name}.`;
  try {
    return tool.run(JSON.parse(input));
  } catch {
    return 'The input of this call is not JSON.';
  }
}
