import { Skip } from './skip.mjs';

/** Makes one check of one row: `✓`, `✗` or `–`, with seconds and what there is to say. */
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

/** Runs jobs, so many at a time, and gives their results in order. */
export async function inParallel(jobs, width) {
  const results = [];
  const queue = jobs.entries();
  const worker = async () => {
    for (const [index, job] of queue) results[index] = await job();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
