import { InvalidArgumentError, LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';

/** What a configuration error reports: the setting, what is wrong with it, and one valid example. */
export interface ConfigurationProblem {
  readonly setting: string;
  readonly problem: string;
  readonly example: string;
}

function describe({ setting, problem, example }: ConfigurationProblem): string {
  return `${setting}: ${problem} Example: ${example}`;
}

/** For a value that is present but wrong. It is never printed: it may be a misplaced secret. */
export function invalidArgument(problem: ConfigurationProblem): InvalidArgumentError {
  return new InvalidArgumentError({ argument: problem.setting, message: describe(problem) });
}

/**
 * The same error without the SDK's class, for helpers that programs import on their own: the class would bring all
 * errors of the SDK into their bundle. `InvalidArgumentError.isInstance` recognizes it by its markers.
 */
export function markedInvalidArgument(problem: ConfigurationProblem): Error {
  const name = 'AI_InvalidArgumentError';
  return Object.assign(new Error(describe(problem)), {
    [Symbol.for('vercel.ai.error')]: true,
    [Symbol.for(`vercel.ai.error.${name}`)]: true,
    name,
    argument: problem.setting,
  });
}

/** For a setting that the call needs and that is absent. */
export function missingSetting(problem: ConfigurationProblem): LoadSettingError {
  return new LoadSettingError({ message: describe(problem) });
}

/** For a credential that the call needs and that is absent. */
export function missingCredential(problem: ConfigurationProblem): LoadAPIKeyError {
  return new LoadAPIKeyError({ message: describe(problem) });
}

/** The problem of a value that still contains a placeholder such as `${NAME}`. */
export const unfilledTemplate = 'this looks like an unfilled template placeholder.';
