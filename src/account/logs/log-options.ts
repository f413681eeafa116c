import type { MetadataValue } from '../../gateway/options/cloudflare-options.ts';
import { metadataProblem } from '../../gateway/options/option-checks.ts';
import { withoutUndefined } from '../../json-values.ts';
import { abortSignal, aString, checkMembers, isPlainRecord, type Rows } from '../../settings/check.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';

/**
 * Options of `logs.get` and `logs.feedback`.
 */
export interface GetLogOptions {
  /**
   * How long to wait for the entry, in milliseconds: it usually exists at once, sometimes half a second later. Every
   * attempt ends then, even in the middle of a response. 0 makes one attempt, limited by the settings' `timeouts`.
   * @default 3000
   */
  timeoutMs?: number | undefined;

  /**
   * The gateway that keeps the entry.
   * @default the gateway named by the result, then the gateway of the settings
   */
  gatewayId?: string | undefined;

  abortSignal?: AbortSignal | undefined;
}

/**
 * A rating of a response. At least one of the three fields.
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
   * Labels for the entry: strings, numbers or booleans.
   */
  metadata?: Readonly<Record<string, MetadataValue>> | undefined;
}

const rows: Rows<GetLogOptions> = {
  timeoutMs: {
    accepts: value => typeof value === 'number' && value >= 0 && value < 2 ** 31,
    expects: 'milliseconds, 0 or more',
    example: '5000',
  },
  gatewayId: { is: aString, example: "'my-gateway'" },
  abortSignal,
};

/** @throws InvalidArgumentError naming the option, what it accepts, and an example */
export function checkLogOptions(options: GetLogOptions): void {
  checkMembers(options, rows, { noun: 'option', usage: 'cloudflare.logs.get(result, { })' });
}

const feedbackRows: Rows<CloudflareFeedback> = {
  feedback: { accepts: value => value === 1 || value === -1, expects: '1 (up) or -1 (down)', example: '1' },
  score: {
    accepts: value => typeof value === 'number' && value >= 0 && value <= 100,
    expects: 'a number from 0 to 100',
    example: '85',
  },
  metadata: {
    accepts: value => isPlainRecord(value) && metadataProblem(value) === undefined,
    expects: 'an object of labels',
    problem: metadataProblem,
    example: "{ reason: 'too long' }",
  },
};

/**
 * The feedback to send: the fields that were given.
 * @throws InvalidArgumentError naming the field, what it accepts, and an example
 */
export function checkFeedback(feedback: CloudflareFeedback): CloudflareFeedback {
  const usage = 'cloudflare.logs.feedback(result, { })';
  checkMembers(feedback, feedbackRows, { where: 'feedback', noun: 'field', usage });
  const given = withoutUndefined(feedback);
  if (Object.keys(given).length > 0) return given;
  throw invalidArgument({
    setting: 'feedback',
    problem: 'at least one of `feedback`, `score` and `metadata` is required.',
    example: 'cloudflare.logs.feedback(result, { feedback: 1 })',
  });
}
