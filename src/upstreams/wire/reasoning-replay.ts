import type { BodyStep } from '../profile.ts';
import { mapMessages } from './map-messages.ts';

/**
 * What happens to the reasoning of earlier turns, which the core writes as `reasoning_content`: it travels under
 * the field that the upstream reads, or not at all where the upstream refuses it.
 */
export function replayReasoning(field: 'reasoning' | 'none'): BodyStep {
  return body =>
    mapMessages(body, message => {
      if (message.reasoning_content === undefined) return message;
      const replayed = field === 'none' ? {} : { [field]: message.reasoning_content };
      return { ...message, reasoning_content: undefined, ...replayed };
    });
}
