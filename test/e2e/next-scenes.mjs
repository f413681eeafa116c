import { strict as assert } from 'node:assert';
import { shoot } from './shoot.mjs';

const votes = [
  ['Good answer', 1],
  ['Bad answer', -1],
];

/** Says what was seen. */
export function seen(what, facts = '') {
  console.log(`✔ ${what}${facts === '' ? '' : `: ${facts}`}`);
}

/** Everything that a visitor does, on one runtime. */
export async function onRuntime(page, { runtime, gateway }) {
  console.log(`\n─ ${runtime} runtime`);
  gateway.reset();
  await page.getByRole('radio', { name: runtime }).check();
  await streams(page, { runtime, gateway });
  await callsTool(page);
  await stops(page);
  await repeats(page, gateway);
  await refuses(page, gateway);
  await takesFeedback(page, gateway);
}

async function streams(page, { runtime, gateway }) {
  const indicators = await countIndicators(page);
  const answer = await ask(page, `What can one say in more than a few words about gateways on ${runtime}?`);
  const lengths = await textLengths(page, answer);
  const agent = gateway.requests.at(-1)?.headers['user-agent'] ?? '';
  const expected = runtime === 'Edge' ? 'vercel-edge' : 'node.js/';
  assert.ok(agent.includes(expected), `asked by ${expected}, user-agent: ${agent}`);
  assert.ok(lengths.length >= 5, `at least five lengths of the text on its way: ${lengths}`);
  assert.match(await answer.innerText(), /Hello! You said: "What can one say/);
  assert.equal(await pill(answer), 'Not cached');
  assert.deepEqual(await indicators(), [1, 0], 'one typing indicator, then none');
  seen('tokens arrive before the answer is complete', `${lengths.length} lengths, ${lengths.join(' ')}`);
}

/** Types a question as a person does, sends it with Enter, and returns the place of its answer. */
async function ask(page, question) {
  const before = await page.locator('.answer').count();
  await page.getByLabel('Your question').pressSequentially(question);
  await page.keyboard.press('Enter');
  return page.locator('.answer').nth(before);
}

/** Every length that the text of an answer has on its way. */
async function textLengths(page, answer) {
  const lengths = new Set();
  await answer.locator('.prose').waitFor();
  for (;;) {
    const length = (await answer.locator('.prose').innerText()).length;
    if ((await answer.getAttribute('data-state')) !== 'open') return [...lengths];
    lengths.add(length);
    await page.waitForTimeout(20);
  }
}

/** How many typing indicators are on the page at once, change by change. */
async function countIndicators(page) {
  await page.evaluate(() => {
    globalThis.indicators = [];
    globalThis.observer?.disconnect();
    globalThis.observer = new MutationObserver(() => {
      const count = document.querySelectorAll('.dots').length;
      if (count !== (globalThis.indicators.at(-1) ?? 0)) globalThis.indicators.push(count);
    });
    globalThis.observer.observe(document.body, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => globalThis.indicators);
}

async function callsTool(page) {
  const answer = await ask(page, 'What is the weather in Lisbon?');
  const tool = answer.locator('[data-tool="weather"]');
  const states = [];
  await tool.waitFor();
  while (!states.at(-1)?.startsWith('output-')) {
    const state = await tool.getAttribute('data-state');
    if (states.at(-1) !== state) states.push(state);
    await page.waitForTimeout(15);
  }
  await complete(answer);
  assert.equal(states.at(-1), 'output-available');
  assert.ok(states.length > 1, `a state before the result: ${states}`);
  const text = (await tool.innerText()).replaceAll(/\s+/g, ' ');
  assert.match(text, /Lisbon: \d+ °C/);
  assert.match(await answer.locator('.prose').innerText(), /Here is what I found/);
  await shoot(page, 'tool');
  seen('a tool call resolves', `${states.join(' → ')}: ${text}`);
}

async function stops(page) {
  const end = 'word by word to its last one';
  const answer = await ask(page, `Say something long that nobody wants to read up to the end, ${end}.`);
  await answer.locator('.prose').waitFor();
  await page.getByRole('button', { name: 'Stop the answer' }).click();
  await complete(answer);
  const text = await answer.locator('.prose').innerText();
  assert.ok(!text.includes(end), `stopped before the end: ${text}`);
  seen('the stop button stops', text);
}

async function repeats(page, gateway) {
  const cache = page.getByRole('switch', { name: 'Cache' });
  await cache.check();
  const pills = [];
  for (const _ of ['first', 'second']) {
    await page.getByRole('button', { name: 'New chat' }).click();
    const answer = await ask(page, 'What is the weather in Porto?');
    await complete(answer);
    pills.push(await pill(answer));
  }
  assert.deepEqual(pills, ['Cache miss', 'Cache hit']);
  assert.equal(gateway.logs.filter(row => row.cached).length, 2, 'both calls of the answer were hits');
  await page.getByRole('button', { name: 'Regenerate' }).click();
  await page.locator('.pill', { hasText: 'Not cached' }).waitFor();
  await cache.uncheck();
  seen('the repeated question is a cache hit, a regenerated answer is not', pills.join(', '));
}

async function refuses(page, gateway) {
  gateway.reply({ error: 'guardrail-prompt' });
  await ask(page, 'What must nobody know?');
  const failure = page.getByRole('alert').filter({ hasText: 'safety rule' });
  await failure.waitFor();
  const text = (await failure.innerText()).replaceAll(/\s+/g, ' ');
  const logId = gateway.logs.at(-1)?.id;
  assert.match(text, /blocked by a safety rule.*Rephrase.*Code 2016/);
  assert.ok(logId !== undefined && text.includes(logId), `the log id ${logId} in: ${text}`);
  await shoot(page, 'refused');
  seen('a refusal of the gateway is readable', text);
}

async function takesFeedback(page, gateway) {
  const answer = await ask(page, 'Is this a good answer?');
  await complete(answer);
  const sent = JSON.stringify(gateway.requests.at(-1)?.body);
  assert.ok(!sent.includes('nobody know'), `the refused question is not sent again: ${sent}`);
  const refused = page.locator('.question', { hasText: 'What must nobody know?' });
  assert.match(await refused.innerText(), /blocked by a safety rule/, 'the refused question stays in sight');
  seen('the refused question stays in sight, and is not sent again');
  await answer.locator('summary').click();
  const logId = await answer.locator('[data-log-id]').getAttribute('data-log-id');
  for (const [name, feedback] of votes) {
    const posted = page.waitForResponse(response => response.url().endsWith('/api/feedback'));
    await answer.getByRole('button', { name }).click();
    assert.equal((await posted).status(), 200);
    const row = gateway.logs.find(({ id }) => id === logId);
    assert.equal(row?.feedback, feedback, `the feedback of the log entry ${logId}`);
    await answer.getByText('Thank you.').waitFor();
    seen(`"${name}" arrives in the log of the gateway`, `${logId} has feedback ${row.feedback}`);
  }
  await shoot(page, 'facts');
}

function pill(answer) {
  return answer.locator('.pill').innerText();
}

/** Waits until nothing more of an answer comes. */
function complete(answer) {
  return answer.and(answer.page().locator('[data-state="complete"]')).waitFor();
}
