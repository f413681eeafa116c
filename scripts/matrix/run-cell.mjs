import { Skip } from './skip.mjs';

/** Runs one check of one row: `✓`, `✗` or `–`, with seconds and a remark. */
export async function runCell(check, context) {
  const started = performance.now();
  const cell = { row: context.row, check };
  try {
    const remark = await check.run(context);
    return { ...cell, mark: '✓', seconds: secondsSince(started), remark };
  } catch (error) {
    const mark = error instanceof Skip ? '–' : '✗';
    return { ...cell, mark, seconds: secondsSince(started), remark: error.message };
  }
}

const secondsSince = started => (performance.now() - started) / 1000;

/** Runs jobs with limited concurrency, and returns their results in order. */
export async function inParallel(jobs, width) {
  const results = [];
  const queue = jobs.entries();
  const worker = async () => {
    for (const [index, job] of queue) results[index] = await job();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
