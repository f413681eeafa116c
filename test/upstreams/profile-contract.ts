import { describe, expect, it } from 'vitest';
import { parseModelId } from '../../src/upstreams/model-id.ts';
import type { WireBody } from '../../src/wire/body.ts';
import { settingName } from '../../src/wire/fields.ts';
import type { CallWarning, ProfileContext } from '../../src/wire/profile.ts';
import { sanitizeBody } from '../../src/wire/sanitize.ts';
import { thinned } from '../support/scale.ts';
import type { Member } from './members.ts';
import type { NamedBody } from './wire-bodies.ts';

const unasked = {
  max_tokens: undefined,
  temperature: undefined,
  top_p: undefined,
  frequency_penalty: undefined,
  presence_penalty: undefined,
  stop: undefined,
  seed: undefined,
  response_format: undefined,
  tools: undefined,
  tool_choice: undefined,
  reasoning_effort: undefined,
  verbosity: undefined,
  user: undefined,
};

interface Run {
  readonly given: WireBody;
  readonly sent: WireBody;
  readonly warnings: readonly CallWarning[];
  readonly again: (body: WireBody) => WireBody;
}

/** Fields that another one may stand for on the wire. */
const standIns: Readonly<Record<string, readonly string[]>> = {
  max_tokens: ['max_completion_tokens'],
  max_completion_tokens: ['max_tokens'],
  seed: ['random_seed'],
  // Thinking has vendor fields of its own.
  reasoning_effort: [
    'thinking',
    'enable_thinking',
    'chat_template_args',
    'chat_template_kwargs',
    'reasoning',
  ],
  response_format: ['guided_json'],
  stream: ['response_format', 'guided_json'],
  stream_options: ['response_format', 'guided_json'],
};

const rules: Readonly<Record<string, (run: Run) => void>> = {
  'keeps model and roles': ({ given, sent }) => {
    expect(sent.model).toBe(given.model);
    expect(sent.messages.length).toBeGreaterThan(0);
    for (const { role } of sent.messages) expect(['system', 'user', 'assistant', 'tool']).toContain(role);
  },
  'is the same on the wire when run twice': ({ sent, again }) => {
    expect(wire(again(sent))).toEqual(wire(sent));
  },
  'can be written as JSON': ({ sent }) => {
    expect(wire(sent)).toEqual(JSON.parse(JSON.stringify(wire(sent))));
    expect(JSON.stringify(sent)).not.toMatch(/\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])/i);
  },
  'never sends an empty tool list, nor a choice without tools': ({ sent }) => {
    const { tools, tool_choice, parallel_tool_calls } = wire(sent);
    if (tools === undefined) expect([tool_choice, parallel_tool_calls]).toEqual([undefined, undefined]);
    else expect(tools).not.toEqual([]);
  },
  'limits the output in one field': ({ sent }) => {
    const fields = ['max_tokens', 'max_completion_tokens'].filter(name => sent[name] !== undefined);
    expect(fields.length).toBeLessThanOrEqual(1);
  },
  'warns for every field it drops': ({ given, sent, warnings }) => {
    const kept = wire(sent);
    const dropped = Object.keys(wire(given)).filter(
      name => !(name in kept) && !standIns[name]?.some(other => other in kept),
    );
    const told = warnings.map(warning =>
      // The schema is one form of the response format.
      warning.type === 'other' ? warning.message : warning.feature.replace(/ JSON schema$/, ''),
    );
    // A list without tools asks for nothing, and neither does a choice among none.
    const asked = given.tools?.length === 0 ? dropped.filter(name => !/^tool/.test(name)) : dropped;
    // A schema may travel as a tool of its own, which is one more.
    const added = (sent.tools?.length ?? 0) > (given.tools?.length ?? 0);
    // "auto" is what happens without a choice.
    const meant = asked.filter(
      name =>
        !(name === 'response_format' && added) && !(name === 'tool_choice' && given.tool_choice === 'auto'),
    );
    expect(meant.filter(name => !told.includes(settingName(name)) && !impliedBy(name, told))).toEqual([]);
  },
  'tells each warning once, with a feature to look for': ({ warnings }) => {
    const texts = warnings.map(warning => JSON.stringify(warning));
    expect(texts).toEqual([...new Set(texts)]);
    for (const warning of warnings)
      expect(warning.type === 'other' ? warning.message : warning.feature).toBeTruthy();
  },
  'matches every tool result to a call': ({ sent }) => {
    const calls = sent.messages.flatMap(message => message.tool_calls ?? []).map(({ id }) => id);
    const results = sent.messages.flatMap(({ tool_call_id }) =>
      tool_call_id === undefined ? [] : [tool_call_id],
    );
    expect(results).toEqual(calls);
    expect(calls).toEqual([...new Set(calls)]);
  },
  'keeps every word of the prompt': ({ given, sent }) => {
    const words =
      JSON.stringify(given.messages.map(({ role, content }) => [role, content])).match(/\bw\d+\b/g) ?? [];
    const text = JSON.stringify(sent.messages);
    expect(words.filter(word => !text.includes(word))).toEqual([]);
  },
};

/** With the tools go the choice among them and how many are called at once. */
function impliedBy(name: string, told: readonly string[]): boolean {
  return ['tool_choice', 'parallel_tool_calls'].includes(name) && told.includes('tools');
}

/** What travels: fields that are `undefined` do not. */
function wire(body: WireBody): WireBody {
  return JSON.parse(JSON.stringify(body));
}

/** Runs every rule on the bodies for each member of the family; a part of them where the scale is small. */
export function profileContract(members: readonly Member[], bodies: readonly NamedBody[]): void {
  const cases = thinned(members, bodies, 4).map(([member, chosen]) => ({ ...member, chosen }));
  describe.each(cases)('$id $family', ({ id, family, skips = {}, tools, chosen: all }) => {
    const chosen = all.filter(({ body }) => tools !== 'refused' || (body.tools ?? []).length === 0);
    const held = Object.entries(rules).filter(([name]) => skips[name] === undefined);
    it.each(chosen)('$label', ({ body, mode }) => {
      for (const [, rule] of held) rule(run(id, family, body, mode));
    });
    for (const [name, reason] of Object.entries(skips)) {
      if (rules[name] !== undefined) it.skip(`${name} (${reason})`, () => {});
    }
  });
}

function run(id: string, family: string | undefined, body: WireBody, mode: 'generate' | 'stream'): Run {
  const { upstream, model } = parseModelId(id, 'chat');
  const profile = upstream.profile(model);
  const warnings: CallWarning[] = [];
  const context = (warn: ProfileContext['warn']): ProfileContext => ({
    endpoint: 'compat',
    model,
    family,
    mode,
    vendorOptions: {},
    warn,
  });
  // A step that writes to what it was given throws here.
  // The core writes what was not asked for as `undefined`.
  const given = deepFreeze({ ...unasked, ...structuredClone(body), model: id });
  const sent = profile.body(
    sanitizeBody(given),
    context(warning => warnings.push(warning)),
  );
  const again = (first: WireBody): WireBody =>
    profile.body(
      deepFreeze(structuredClone(first)),
      context(() => {}),
    );
  return { given, sent, warnings, again };
}

function deepFreeze<VALUE>(value: VALUE): VALUE {
  if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) deepFreeze(item);
    Object.freeze(value);
  }
  return value;
}
