/** Shorter values are words, which every message would be full of. */
const MIN_LENGTH = 4;

/** Named entities that some servers write for what may be in a token. */
const entities: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/**
 * Replaces secrets in texts, however they are spelled: as they are, with any of their characters escaped as in JSON,
 * HTML or a URL, or as base64, also within a longer base64 text.
 */
export function createRedactor(values: readonly string[]): (text: string) => string {
  // The longest first: one may begin with another.
  const secrets = values.filter(({ length }) => length >= MIN_LENGTH).sort((a, b) => b.length - a.length);
  if (secrets.length === 0) return text => text;
  // Made for the first error, not for every call.
  let spellings: RegExp | undefined;
  return text => {
    spellings ??= new RegExp(secrets.flatMap(secret => [escaped(secret), ...encoded(secret)]).join('|'), 'g');
    return text.replace(spellings, '[redacted]');
  };
}

function escaped(secret: string): string {
  return [...secret].map(escapes).join('');
}

/** A character as it is, and its escapes, some of them twice: JSON is put into JSON, and URLs into URLs. */
function escapes(char: string): string {
  const literal = char.replace(/\W/, '\\$&');
  const code = char.charCodeAt(0);
  const hex = code
    .toString(16)
    .padStart(2, '0')
    .replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`);
  const entity = entities[char] === undefined ? '' : `|&${entities[char]};`;
  return `(?:${literal}|\\\\{1,4}(?:u00${hex}|x${hex}|${literal})|%(?:25){0,2}${hex}|&#(?:0{0,5}${code}|[xX]0{0,5}${hex});?${entity})`;
}

/** The base64 of a secret at each of its three positions in a text, in both alphabets; what depends on neighbours is cut. */
function encoded(secret: string): readonly string[] {
  // The stable part of a short secret is as short as a word.
  if (secret.length < MIN_LENGTH * 2) return [];
  return [0, 1, 2].map(before => {
    const whole = btoa(' '.repeat(before) + secret);
    const stable = whole.slice([0, 2, 3][before], Math.floor(((before + secret.length) * 8) / 6));
    return stable.replace(/[+/]/g, char => (char === '+' ? '[+-]' : '[/_]'));
  });
}
