import type { BodyStep } from './profile.ts';

/** Lowers a temperature above the highest that the upstream takes, with a warning. */
export function clampTemperature(highest: number): BodyStep {
  return (body, { warn }) => {
    if (body.temperature === undefined || body.temperature <= highest) return body;
    const details = `the highest temperature is ${highest}; it was sent instead of ${body.temperature}.`;
    warn({ type: 'compatibility', feature: 'temperature', details });
    return { ...body, temperature: highest };
  };
}
