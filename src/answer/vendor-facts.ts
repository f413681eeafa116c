import { isRecord, type JSONRecord, records } from '../json-values.ts';
import { words } from '../wire/fields.ts';

/** Members of a response that were requested, or describe how it was made. */
const ofAnswers: ReadonlySet<string> = /* @__PURE__ */ new Set(
  words(
    'images videos related_questions web_search service_tier system_fingerprint provider moderation metadata usage_breakdown ' +
      'mcp_list_tools time_info openrouter_metadata x_groq prompt_logprobs stop_sequence stop_details container ' +
      'diagnostics logprobs prompt_filter_results basis',
  ),
);

/** The same of a choice and its message: what an upstream ran itself, and the stop sequence that was met. */
const ofMessages: ReadonlySet<string> = /* @__PURE__ */ new Set(
  words(
    'stop_reason tokens executed_tools reasoning_steps prompt_logprobs metadata citations content_filter_results',
  ),
);

const probabilities = words('logprobs reasoning_logprobs');

/** Reads what becomes `providerMetadata` of the vendor, such as log probabilities, images of searches, annotations of files. */
export function readVendorFacts(
  facts: Record<string, unknown>,
  value: JSONRecord,
  choice: JSONRecord = {},
  message: JSONRecord = {},
): void {
  // By what is there, which is little in most chunks.
  for (const name in value) if (ofAnswers.has(name)) add(facts, name, value[name], false);
  for (const source of [choice, message])
    for (const name in source) if (ofMessages.has(name)) add(facts, name, source[name]);
  for (const name of probabilities) {
    const found = choice[name];
    if (!isRecord(found)) continue;
    const { content = found.refusal === undefined ? found : undefined, refusal, reasoning_content } = found;
    for (const tokens of [reasoning_content, content, refusal]) add(facts, name, tokens);
  }
  // Others than sources.
  const annotations = records(message.annotations).filter(({ url_citation: link }) => !isRecord(link));
  if (annotations.length > 0) add(facts, 'annotations', annotations);
}

/** What a stream sends in pieces grows; what it repeats with every chunk is told by the last one. */
function add(facts: Record<string, unknown>, wire: string, value: unknown, grows = true): void {
  if (value === undefined || value === null) return;
  const name = wire.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  const before = grows ? facts[name] : undefined;
  if (Array.isArray(value)) facts[name] = [...(Array.isArray(before) ? before : []), ...value];
  else if (!Array.isArray(before))
    facts[name] = isRecord(before) && isRecord(value) ? { ...before, ...value } : value;
}
