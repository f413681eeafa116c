import { dropFields } from './drop-fields.ts';
import type { BodyStep } from './profile.ts';

const always = ['model', 'messages', 'stream', 'stream_options'];

/** For closed request schemas: removes every field that is not in the list, each with a warning. */
export function onlyFields(fields: readonly string[]): BodyStep {
  const known = new Set([...always, ...fields]);
  return (body, context) => {
    const others = Object.keys(body).filter(field => !known.has(field));
    return others.length === 0 ? body : dropFields(others)(body, context);
  };
}
