/** Questions that people try a demo with, and what a person would like to read. */
const known: readonly (readonly [RegExp, string])[] = [
  [/^say hello[.!]?$/i, 'Hello! It is nice to meet you.'],
  [/\bsay hello to a new user\b/i, 'Hello, and welcome! It is good to have you here.'],
  [
    /\b(?:uses of an|is an) AI gateway\b/i,
    'An AI gateway is good for three things: **caching**, so that a repeated question costs nothing; **logs**, which ' +
      'show what each call cost and how long it took; and **fallbacks**, which ask another model when the first one fails.',
  ],
  [/\bwhat is a cache\b/i, 'A cache keeps an answer, so that nobody pays for it twice.'],
];

/** The answer to one of the known questions. */
export function knownAnswer(question: string): string | undefined {
  return known.find(([pattern]) => pattern.test(question))?.[1];
}

/** Results of tools in prose: sentences one after the other, and everything else as a list. */
export function proseOf(results: readonly string[]): string {
  const words = results.map(inWords);
  return words.join(words.every(text => text.endsWith('.')) ? ' ' : '; ');
}

/** `{"city":"Porto","celsius":28}` as `city Porto, celsius 28`; anything but such an object as it is. */
function inWords(result: string): string {
  if (!/^\{"/.test(result)) return result;
  try {
    const entries = Object.entries(JSON.parse(result));
    if (entries.some(([, value]) => typeof value === 'object')) return result;
    return entries.map(([name, value]) => `${name} ${value}`).join(', ');
  } catch {
    return result;
  }
}
