import { checkNames, type Names } from '../check-names.ts';
import { localFailures } from '../failures/local-failures.ts';
import type {
  CompletionReply,
  FailureReply,
  PlainReply,
  ReplyMatch,
  ScriptedReply,
  ScriptedToolCall,
  ScriptedUsage,
  ShapeReply,
  StreamReply,
} from '../scripted-reply.ts';
import { localShapes } from '../shapes/local-shapes.ts';

const failure: Names<FailureReply> = { error: true };
const shape: Names<ShapeReply> = { shape: true };
const stream: Names<StreamReply> = {
  chunks: true,
  ending: true,
  delayMs: true,
  splitBytes: true,
  headers: true,
  status: true,
};
const completion: Names<CompletionReply> = {
  text: true,
  reasoning: true,
  toolCalls: true,
  finishReason: true,
  usage: true,
};
const plain: Names<PlainReply> = { status: true, headers: true, body: true, delayMs: true };
const toolCall: Names<ScriptedToolCall> = { name: true, arguments: true, id: true };
const tokens: Names<ScriptedUsage> = {
  promptTokens: true,
  completionTokens: true,
  reasoningTokens: true,
  cachedTokens: true,
};
const matched: Names<ReplyMatch> = { endpoint: true, upstream: true, model: true, times: true };

/** Whether a reply is content for a well-formed completion. */
export function isCompletion(reply: ScriptedReply): reply is CompletionReply {
  return Object.keys(reply).some(name => Object.hasOwn(completion, name));
}

const where = 'gateway.reply';

/** Refuses a match that would never match as it was meant. */
export function checkMatch(match: ReplyMatch): void {
  checkNames(where, match, matched, "gateway.reply({ text: 'Hello' }, { upstream: 'openai', times: 2 })");
}

/** Refuses what no reply has, so that a misspelt script does not look like a fault of the network. */
export function checkReply(reply: ScriptedReply): void {
  if (Object.keys(Object(reply)).length === 0)
    throw new Error(`${where}: it is empty. Example: gateway.reply({ text: 'Hello' })`);
  if ('error' in reply && !Object.hasOwn(localFailures, reply.error)) {
    throw new Error(
      `${where}: unknown failure "${reply.error}". Example: gateway.reply({ error: 'rate-limited' })`,
    );
  }
  if ('shape' in reply && !Object.hasOwn(localShapes, reply.shape)) {
    throw new Error(
      `${where}: unknown shape "${reply.shape}". Example: gateway.reply({ shape: 'call-twice' })`,
    );
  }
  checkNames(where, reply, namesOf(reply), "gateway.reply({ text: 'Hello' })");
  if (isCompletion(reply)) checkCompletion(reply);
}

function namesOf(reply: ScriptedReply): Readonly<Record<string, true>> {
  if ('error' in reply) return failure;
  if ('shape' in reply) return shape;
  if ('chunks' in reply) return stream;
  if (isCompletion(reply)) return completion;
  // One that is none of the others may be any of them, misspelt.
  const known = Object.keys(reply).some(name => Object.hasOwn(plain, name));
  return known ? plain : { ...failure, ...shape, ...stream, ...completion, ...plain };
}

function checkCompletion({ toolCalls = [], usage = {} }: CompletionReply): void {
  const call = "gateway.reply({ toolCalls: [{ name: 'weather', arguments: { city: 'Lisbon' } }] })";
  for (const [index, each] of toolCalls.entries())
    checkNames(`gateway.reply: toolCalls[${index}]`, each, toolCall, call);
  checkNames('gateway.reply: usage', usage, tokens, 'gateway.reply({ usage: { promptTokens: 20 } })');
}
