import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordAccount } from './accounts.ts';
import { recordAnswers } from './answers.ts';
import { recordFailures } from './failures.ts';
import { recordFallbacks } from './fallbacks.ts';
import { fixWorld } from './fixed-world.ts';
import { recordHelpers } from './helpers.ts';
import { recordOptions } from './options.ts';
import { Recorder } from './recorder.ts';
import { recordConversations, recordRequests } from './requests.ts';
import { recordSettings } from './settings.ts';

const directory = process.env.RECORD_DIR;
const recorder = new Recorder();

beforeAll(() => {
  if (directory === undefined || directory === '')
    throw new Error('RECORD_DIR: name a directory to write to');
  fixWorld();
});

afterAll(() => {
  const counts = recorder.write(directory ?? '');
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(JSON.stringify({ ...counts, total }, null, 2));
});

const groups: Readonly<Record<string, (recorder: Recorder) => Promise<void>>> = {
  requests: recordRequests,
  conversations: recordConversations,
  options: recordOptions,
  answers: recordAnswers,
  failures: recordFailures,
  fallbacks: recordFallbacks,
  account: recordAccount,
  helpers: recordHelpers,
  settings: recordSettings,
};

it.each(Object.entries(groups))('%s', async (_, record) => {
  await expect(record(recorder)).resolves.toBeUndefined();
});
