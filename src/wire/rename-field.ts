import type { BodyStep } from './profile.ts';

/** Sends a field under another name. */
export function renameField(from: string, to: string): BodyStep {
  return body => (body[from] === undefined ? body : { ...body, [from]: undefined, [to]: body[from] });
}
