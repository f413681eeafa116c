/** Strings in three kinds of quotes, words with what makes them a key or a call, ends of calls and objects, and last commas. */
const literals =
  /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|'((?:[^'\\]|\\[\s\S])*)(?:'|\\?$)|<\|"\|>([\s\S]*?)(?:<\|"\|>|$)|([\w.-]+)\s*([(=:])?|\)|\}[\s;]*(?=\{)|,(?=\s*[}\])])/g;
const constants: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

/** A string without the control characters that JSON has none of. */
function escaped(text: string): string {
  return text.replace(/\p{Cc}/gu, control => JSON.stringify(control).slice(1, -1));
}

/** JSON of what is written as Python or JavaScript: `w(c='A')` as `{"w":{"c":"A"}}`. */
export function looseJSON(text: string): string {
  return text.replace(
    literals,
    (all: string, single?: string, quoted?: string, word?: string, mark?: string) => {
      if (single !== undefined) return escaped(`"${single.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`);
      if (all.startsWith('"')) return escaped(all);
      if (quoted !== undefined) return JSON.stringify(quoted);
      if (all === ')') return '}}';
      if (word === undefined) return all === ',' ? '' : '},';
      if (mark === undefined) return constants[word] ?? all;
      return mark === '(' ? `{"${word}":{` : `"${word}":`;
    },
  );
}
