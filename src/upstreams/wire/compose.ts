import type { BodyStep } from '../profile.ts';

/** Runs steps one after the other. */
export function compose(...steps: readonly BodyStep[]): BodyStep {
  return (body, context) => steps.reduce((current, step) => step(current, context), body);
}
