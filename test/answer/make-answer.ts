import type { AnswerShape } from './published-shape.ts';

/** Makes values of a published shape, each text and number a value of its own. */
export class AnswerMaker {
  private count = 0;
  private state: number;
  /** Values that are the same throughout an answer: its identity, and reasoning that hosts write into two fields. */
  private readonly same = new Map<string, unknown>();

  constructor(seed: number) {
    this.state = seed * 7919 + 17;
  }

  make(shape: AnswerShape, path: readonly string[] = []): unknown {
    const leaf = typeof shape === 'string' || 'is' in shape;
    const given = leaf || path.at(-1) === 'image_url' ? this.given(path) : undefined;
    if (given !== undefined) return given;
    if (shape === 'string') return this.text();
    if (shape === 'number') return 100_000 + ++this.count;
    if (shape === 'boolean') return true;
    if (shape === 'json') return { [`key-${++this.count}`]: this.text() };
    if ('is' in shape) return this.pick(shape.is);
    if ('any' in shape) return this.make(this.pick(shape.any.filter(form => isAnswered(form, path))), path);
    if ('list' in shape) return this.list(shape.list, path);
    const members = Object.entries(shape.of).filter(([name]) => this.has([...path, name]));
    return Object.fromEntries(members.map(([name, member]) => [name, this.make(member, [...path, name])]));
  }

  chance(): number {
    this.state = (this.state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return this.state / 2_147_483_648;
  }

  private list(item: AnswerShape, path: readonly string[]): unknown[] {
    const length = path.at(-1) === 'choices' ? 1 : 1 + Math.floor(this.chance() * 2);
    return Array.from({ length }, () => this.make(item, path));
  }

  private pick<ITEM>(items: readonly ITEM[]): ITEM {
    return items[Math.floor(this.chance() * items.length)] as ITEM;
  }

  private text(): string {
    return `text-${++this.count}-end`;
  }

  /** Whether a member that may be missing is there. */
  private has(path: readonly string[]): boolean {
    const place = path.join('.');
    // Without a message, or anything in it, nothing was answered.
    if (
      /^(?:choices|(?:choices\.)?(?:message|delta)|(?:message\.)?content|response|id|model|type|created)$/.test(
        place,
      )
    )
      return true;
    if (
      /audio\.id$|\.(?:function|name|arguments|type|text|url|url_citation|image_url|data|transcript)$/.test(
        place,
      )
    )
      return true;
    return this.chance() < 0.8;
  }

  /** What only makes sense as a certain value. */
  private given(path: readonly string[]): unknown {
    const place = path.join('.').replace(/^choices\.(?:message|delta)\./, '');
    const [name = ''] = path.slice(-1);
    if (/^(?:id|model|object|system_fingerprint|service_tier)$/.test(place)) return this.once(place);
    if (/^(?:reasoning|reasoning_content|reasoning_details\.(?:text|summary))$/.test(place))
      return this.once('reasoning');
    if (place === 'created') return this.once(place, 1_700_000_000 + this.count);
    if (place === 'role') return 'assistant';
    if (/(?:^|\.)index$/.test(place)) return 0;
    if (/(?:function|tool_calls)\.arguments$/.test(place)) return `{"a":"${this.text()}"}`;
    if (/image_url\.url$|^image_url$/.test(place)) return `data:image/png;base64,${btoa(this.text())}`;
    if (/(?:^|\.)url$|^citations$/.test(place)) return `https://${this.text()}.example/`;
    if (place === 'audio.data') return btoa(this.text().padEnd(24, '.'));
    // Of whole audio and of pieces of it.
    if (/^audio\.(?:id|expires_at)$/.test(place))
      return this.once(place, name === 'id' ? 'audio-id' : 4_000_000_000);
    return undefined;
  }

  private once(name: string, value: unknown = this.text()): unknown {
    if (!this.same.has(name)) this.same.set(name, value);
    return this.same.get(name);
  }
}

/** Whether a form of an answer is one that is asked for: chat completions, function calls, text. */
function isAnswered(form: AnswerShape, path: readonly string[]): boolean {
  const members = typeof form === 'object' && 'of' in form ? form.of : undefined;
  if (path.length === 0) return members !== undefined && ('response' in members || isChat(members));
  const [name] = path.slice(-1);
  if (name === 'tool_calls') return members === undefined || !('custom' in members);
  // Of Anthropic's blocks, those of an answer without tools that it runs itself.
  if (path.join() === 'content' && members !== undefined)
    return /^\{"is":\["(?:text|thinking|redacted_thinking|tool_use)"\]\}$/.test(JSON.stringify(members.type));
  return true;
}

function isChat({ choices }: Readonly<Record<string, AnswerShape>>): boolean {
  return JSON.stringify(choices)?.includes('"message"') === true;
}
