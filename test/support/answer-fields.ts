/** A value in an answer, and the members that lead to it: `choices.message.content`. */
export type Leaf = readonly [path: string, value: unknown];

/** Every value of an answer; of a stream, `delta` stands for `message`. */
export function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap(item => leavesOf(item, path));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, item]) =>
      leavesOf(
        item,
        name !== 'delta' ? [...path, name] : path[0] === 'choices' ? [...path, 'message'] : path,
      ),
    );
  return value === null || value === undefined ? [] : [[path.join('.'), value]];
}

const file = 'the file itself is in the result';
const place = 'a source has no place in the text';
const native = 'chat completions cannot send it back: the wire of Messages reads it';

const noise = 'it hides the length of a text';

/** The same in formats for which no type is published: events of Cohere, frames of Workers AI. */
const unpublished: Readonly<Record<string, string>> = {
  p: noise,
  nonce: noise,
  index: 'the order of the blocks',
  finish_reason: 'the finish reason tells it',
};

/** Fields of answers that no result holds, and why. What stands below a field is meant too. */
export const dropped: Readonly<Record<string, string>> = {
  object: 'the same in every answer',
  obfuscation: noise,
  'choices.index': 'the first choice is read',
  'choices.text': 'an answer of text completions, which are not called',
  'choices.finish_reason': 'the finish reason tells it',
  'choices.native_finish_reason': 'the finish reason tells it',
  'choices.message.role': 'always the assistant',
  'choices.message.annotations.type': 'it is a source, or metadata with its type',
  'choices.message.annotations.url_citation.start_index': place,
  'choices.message.annotations.url_citation.end_index': place,
  'choices.message.tool_calls.type': 'always a function',
  'choices.message.tool_calls.index': 'the order of the calls',
  'choices.message.tool_calls.custom': 'such tools are not offered',
  'choices.message.function_call': 'the call itself, unless `tool_calls` has any',
  'choices.message.images.type': file,
  'choices.message.tool_call_id': 'of messages of tools, which no answer is',
  'tool_calls.type': 'always a function',
  'search_results.date': 'a source has no date',
  'search_results.last_updated': 'a source has no date',
  'search_results.snippet': 'a source has an address and a title',
  'search_results.source': 'a source has an address and a title',
  'choices.message.content.type': 'text, reasoning or a file',
  'message.role': 'always the assistant',
  'message.content.type': 'text, or reasoning',
  'message.tool_calls.type': 'always a function',
  'choices.message.index': 'one message is requested',
  'choices.message.model': 'the identity of the answer tells it',
  'choices.message.name': 'an answer has one speaker',
  'choices.message.prefix': 'of requests',
  'choices.messages': 'of agents, which are not called',
  status: 'the finish reason tells it',
  type: 'the same in every answer',
  role: 'always the assistant',
  stop_reason: 'the finish reason tells it',
  'content.type': 'text, reasoning or a call',
  'content.caller': native,
  'content.citations': native,
  'content.signature': native,
  'content.data': native,
  'content.toolset_name': native,
  ...Object.fromEntries(
    'cache_control document_name document_url file file_id file_name file_url input_audio pdf_url prompt_cache_breakpoint video_url'
      .split(' ')
      .map(name => [`choices.message.content.${name}`, 'of requests, which have the same type']),
  ),
  'choices.message.content.image_url.detail': 'the file itself is in the result',
  'choices.message.content.reference_ids': 'they count what the request holds',
  'choices.message.content.thinking.reference_ids': 'they count what the request holds',
  'choices.message.content.closed': 'a thought is closed where another part begins',
  'choices.message.content.signature': "Mistral's own package does not read it",
  'choices.message.content.thinking.type': 'a source, or text',
  'choices.message.content.thinking.tool': 'a source has an address and a title',
  'choices.message.content.thinking.favicon': 'a source has an address and a title',
  'choices.message.content.thinking.description': 'a source has an address and a title',
};

const words = (text: string): string => text.split(/\s+/).join('|');

/** Fields that a result holds: as its parts, its finish reason, usage and identity, or as metadata. */
export const carried: RegExp = new RegExp(
  `^(?:${[
    'id|model|created|(?:choices\\.)?usage(?:\\..*)?|x_groq\\..*|gatewayMetadata\\.keySource',
    // Metadata of the vendor.
    `(?:${words('images related_questions service_tier system_fingerprint provider moderation metadata usage_breakdown mcp_list_tools time_info openrouter_metadata prompt_logprobs stop_sequence stop_details container diagnostics logprobs prompt_filter_results')})(?:\\..*)?`,
    `choices\\.(?:message\\.)?(?:${words('stop_reason tokens executed_tools reasoning_steps prompt_logprobs metadata citations content_filter_results logprobs reasoning_logprobs')})(?:\\..*)?`,
    // Sources.
    '(?:citations|search_results)(?:\\.url|\\.title)?',
    // The message, or an answer that is one.
    `(?:choices\\.message\\.|message\\.)?(?:${words('content images response refusal reasoning reasoning_content reasoning_text thinking tool_plan')})`,
    `(?:choices\\.message\\.|message\\.)?(?:content|reasoning|reasoning_content|reasoning_details|thinking|thinking_blocks|images|audio|annotations|citations|tool_calls)\\..*`,
    'choices\\.message\\.extra_content\\.(?:google|vertex)\\.thought_signature',
    'response\\..*',
  ].join('|')})$`,
);

/** Fields of an answer that are neither carried nor meant to be dropped. */
function unknownFields(answer: unknown): readonly string[] {
  const paths = new Set(leavesOf(answer).map(([path]) => path));
  return [...paths].filter(path => !carried.test(path) && droppedBy(path) === undefined);
}

/** The row of `dropped` that a path belongs to. */
export function droppedBy(path: string): string | undefined {
  return Object.keys({ ...dropped, ...unpublished }).find(row => path === row || path.startsWith(`${row}.`));
}

/** Fails where an answer has a field that the audit does not know. */
export function audit(answer: unknown): void {
  if (isFailure(answer)) return;
  const unknown = unknownFields(answer);
  if (unknown.length > 0)
    throw new Error(`${unknown.join(', ')}: say in answer-fields.ts whether a result holds it, or why not.`);
}

function isFailure(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return true;
  return /"(?:error|errors|success|base_resp|code|httpCode|detail)":|^\{"message":"/.test(
    JSON.stringify(answer),
  );
}
