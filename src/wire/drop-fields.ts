import type { BodyStep } from './profile.ts';
import { settingName } from './settings-names.ts';

/** Removes fields that the upstream refuses or ignores, each with a warning. */
export function dropFields(fields: readonly string[], details?: (setting: string) => string): BodyStep {
  return (body, { warn }) => {
    const present = fields.filter(field => body[field] !== undefined);
    if (present.length === 0) return body;
    for (const field of present) {
      const feature = settingName(field);
      warn({ type: 'unsupported', feature, ...(details && { details: details(feature) }) });
    }
    return { ...body, ...Object.fromEntries(present.map(field => [field, undefined])) };
  };
}
