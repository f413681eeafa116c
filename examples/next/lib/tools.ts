import { type InferUITools, tool } from 'ai';
import { z } from 'zod';

const skies = ['sunny', 'cloudy', 'rainy', 'windy'] as const;

/** Demo data instead of a weather service: a city always has the same weather. */
function weatherOf(city: string): { city: string; celsius: number; sky: string } {
  const seed = [...city.toLowerCase()].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  return { city, celsius: 4 + (seed % 27), sky: skies[seed % skies.length] ?? 'sunny' };
}

export const tools = {
  weather: tool({
    description: 'Look up the weather in a city',
    inputSchema: z.object({ city: z.string().describe('Name of the city') }),
    execute: async ({ city }) => {
      // A realistic delay, so that the page shows the call in progress.
      await new Promise(resolve => setTimeout(resolve, 500));
      return weatherOf(city);
    },
  }),
  convertCelsius: tool({
    description: 'Convert degrees celsius to degrees fahrenheit',
    inputSchema: z.object({ celsius: z.number().describe('Degrees celsius') }),
    execute: async ({ celsius }) => ({ celsius, fahrenheit: Math.round(celsius * 1.8 + 32) }),
  }),
};

export type ChatTools = InferUITools<typeof tools>;
