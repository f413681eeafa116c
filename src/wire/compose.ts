import type { BodyStep } from './profile.ts';

/** Runs steps one after the other. */
export function compose(...steps: readonly BodyStep[]): BodyStep {
  return (body, context) => {
    let current = body;
    for (const step of steps) current = step(current, context);
    return current;
  };
}
