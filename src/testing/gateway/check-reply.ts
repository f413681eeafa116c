import { localFailures } from '../failures/local-failures.ts';
import type { ScriptedReply } from '../scripted-reply.ts';
import { localShapes } from '../shapes/local-shapes.ts';

/** The members that distinguish replies; a reply has one of them. */
const kinds = ['error', 'chunks', 'text', 'shape', 'status', 'headers', 'body', 'delayMs'];

/** Refuses a reply without any of them, so that a misspelt script does not look like a fault of the network. */
export function checkReply(reply: ScriptedReply): void {
  if ('error' in reply && !Object.hasOwn(localFailures, reply.error)) {
    throw new Error(
      `gateway.reply: there is no failure "${reply.error}". Example: gateway.reply({ error: 'rate-limited' })`,
    );
  }
  if ('shape' in reply && !Object.hasOwn(localShapes, reply.shape)) {
    throw new Error(
      `gateway.reply: there is no shape "${reply.shape}". Example: gateway.reply({ shape: 'call-twice' })`,
    );
  }
  if (!kinds.some(kind => kind in reply)) {
    throw new Error(
      `gateway.reply: none of ${kinds.join(', ')} is given. Example: gateway.reply({ text: 'Hello', toolCalls: [] })`,
    );
  }
}
