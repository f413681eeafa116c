const texts: Readonly<Record<string, readonly string[]>> = {
  country: ['Portugal'],
  capital: ['Lisbon'],
  currency: ['euro'],
  language: ['Portuguese'],
  sights: ['the old town', 'the river front', 'the castle'],
  tags: ['travel', 'city'],
  ingredients: ['flour', 'water', 'salt'],
  steps: ['Prepare everything.', 'Put it together.', 'Enjoy.'],
  summary: ['A short summary in one sentence.'],
  description: ['A short description in one sentence.'],
};

const numbers: Readonly<Record<string, number>> = { population: 545_000, year: 2026 };

/** A text for a property, by its name; `sights 2` is the second of a list. */
export function plausibleText(name: string): string {
  const [, key = name, index = '1'] = /^(.*?)(?: (\d+))?$/.exec(name) ?? [];
  const found = Object.hasOwn(texts, key) ? texts[key]?.[Number(index) - 1] : undefined;
  return found ?? `example ${name}`;
}

/** A number for a property, by its name. */
export function plausibleNumber(name: string): number {
  return Object.hasOwn(numbers, name) ? (numbers[name] ?? 1) : 1;
}
