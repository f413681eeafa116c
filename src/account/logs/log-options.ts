import type { MetadataValue } from '../../gateway/options/cloudflare-options.ts';
import { metadataProblem } from '../../gateway/options/option-checks.ts';
import { isPlainRecord } from '../../settings/check.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';
import { nearest } from '../../settings/nearest.ts';

/**
 * Options of `logs.get` and `logs.feedback`.
 */
export interface GetLogOptions {
  /**
   * How long to wait for the entry, in milliseconds: it is usually there at once, sometimes half a second later.
   * All tries end then, also in the middle of an answer. 0 asks once, for as long as the settings' `timeouts` say.
   * @default 3000
   */
  timeoutMs?: number | undefined;

  /**
   * The gateway that keeps the entry.
   * @default the gateway that the result names, then the gateway of the settings
   */
  gatewayId?: string | undefined;

  abortSignal?: AbortSignal | undefined;
}

/**
 * What people think of an answer. At least one of the three.
 */
export interface CloudflareFeedback {
  /**
   * Thumbs up, or down.
   */
  feedback?: 1 | -1 | undefined;

  /**
   * From 0 to 100.
   */
  score?: number | undefined;

  /**
   * Labels of the entry: texts, numbers, booleans.
   */
  metadata?: Readonly<Record<string, MetadataValue>> | undefined;
}

interface FieldCheck {
  /** What is wrong with a value, if anything is. */
  readonly problem: (value: unknown) => string | undefined;
  readonly example: string;
}

const fields: { readonly [NAME in keyof Required<CloudflareFeedback>]: FieldCheck } = {
  feedback: {
    problem: value => (value === 1 || value === -1 ? undefined : 'expected 1 (up) or -1 (down).'),
    example: '{ feedback: 1 }',
  },
  score: {
    problem: value =>
      typeof value === 'number' && value >= 0 && value <= 100
        ? undefined
        : 'expected a number from 0 to 100.',
    example: '{ score: 85 }',
  },
  metadata: {
    problem: value => {
      // Looked at as a record only when it is one.
      const problem = isPlainRecord(value) ? metadataProblem({ ...(value as object) }) : 'expected an object';
      return problem && `${problem}.`;
    },
    example: "{ metadata: { reason: 'too long' } }",
  },
};

/**
 * What is sent of a feedback: the members that were given.
 * @throws InvalidArgumentError naming the field, what it takes, and an example
 */
export function checkFeedback(feedback: CloudflareFeedback): CloudflareFeedback {
  const given = Object.entries(isPlainRecord(feedback) ? feedback : {}).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length === 0) {
    throw refused(
      '',
      'at least one of `feedback`, `score` and `metadata` is needed.',
      fields.feedback.example,
    );
  }
  for (const [name, value] of given) {
    if (!Object.hasOwn(fields, name)) {
      const close = nearest(name, Object.keys(fields));
      const hint = close === undefined ? '' : ` Did you mean \`${close}\`?`;
      throw refused(`.${name}`, `there is no such field.${hint}`, fields.feedback.example);
    }
    const { problem, example } = fields[name as keyof CloudflareFeedback];
    const found = problem(value);
    if (found !== undefined) throw refused(`.${name}`, found, example);
  }
  return Object.fromEntries(given);
}

function refused(field: string, problem: string, example: string): Error {
  return invalidArgument({
    setting: `feedback${field}`,
    problem,
    example: `cloudflare.logs.feedback(result, ${example})`,
  });
}
