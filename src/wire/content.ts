import { mapMessages } from './map-messages.ts';
import type { BodyStep } from './profile.ts';
import type { WirePart } from './wire-body.ts';

/** Content made of text parts only becomes one string; a message with an image stays a list. */
export const textAsString: BodyStep = body =>
  mapMessages(body, message => {
    if (!Array.isArray(message.content)) return message;
    const parts: readonly WirePart[] = message.content;
    if (!parts.every(part => part.type === 'text')) return message;
    return { ...message, content: parts.map(part => part.text ?? '').join('\n') };
  });

/** An assistant turn that only calls tools has the content `''`: some upstreams refuse `null`. */
export const nullContentAsEmpty: BodyStep = body =>
  mapMessages(body, message => (message.content === null ? { ...message, content: '' } : message));

/** Empty text parts beside other parts say nothing, and some upstreams refuse them. */
export const withoutEmptyText: BodyStep = body =>
  mapMessages(body, message => {
    if (!Array.isArray(message.content) || message.content.length < 2) return message;
    const parts: readonly WirePart[] = message.content;
    const kept = parts.filter(part => part.type !== 'text' || part.text !== '');
    return kept.length === parts.length || kept.length === 0 ? message : { ...message, content: kept };
  });
