import { strict as assert } from 'node:assert';
import { seen } from './next-scenes.mjs';
import { shoot } from './shoot.mjs';

/** An answer is read aloud by a model, played by the browser, and ends by itself or when it is told to. */
export async function readsAloud(page, gateway) {
  await page.setViewportSize({ width: 1100, height: 800 });
  gateway.reset();
  const answer = page.locator('.answer').last();
  const text = (await answer.locator('.prose').innerText()).trim();
  const button = answer.locator('button[data-state]');
  await button.click();
  await answer.locator('button[data-state="playing"]').waitFor();
  const { path, body } = gateway.requests.at(-1) ?? {};
  assert.match(path ?? '', /\/ai\/run\/@cf\/deepgram\/aura-2-en$/);
  assert.equal(body.text.replace(/\s+/g, ' '), text.replace(/\s+/g, ' '));
  await shoot(page, 'read-aloud');
  await button.click();
  await answer.locator('button[data-state="silent"]').waitFor();
  await button.click();
  await answer.locator('button[data-state="playing"]').waitFor();
  assert.equal(gateway.requests.length, 1, 'the sound is kept');
  await answer.locator('button[data-state="silent"]').waitFor();
  seen('an answer is read aloud', `${body.text.length} characters, once`);
}

/** A picture of the wanted shape, with its facts; and a refusal in words. */
export async function draws(page, { gateway, problems }) {
  await page.getByRole('link', { name: 'Draw' }).click();
  await page.getByRole('heading', { name: 'Draw something' }).waitFor();
  await shoot(page, 'draw-empty');
  await drawn(page, { prompt: 'A lighthouse at dawn', shape: 'Wide', size: [1280, 720] });
  assert.deepEqual(gateway.requests.at(-1)?.body, {
    prompt: 'A lighthouse at dawn',
    width: 1280,
    height: 720,
  });
  await shoot(page, 'draw');
  await drawn(page, { prompt: 'A fox that reads a map', shape: 'Tall', size: [768, 1024] });
  const before = problems.length;
  gateway.reply({ error: 'workers-ai-nsfw' });
  await ask(page, 'Something else');
  // Next.js has an alert of its own, which announces the page.
  await page.getByRole('alert').and(page.locator('.failure')).waitFor();
  await shoot(page, 'draw-refused');
  // The browser itself reports a status that is a failure.
  const reported = problems.splice(before);
  assert.ok(
    reported.every(problem => problem.includes('502')),
    String(reported),
  );
  seen('pictures are drawn, and refusals are told', `${gateway.logs.length} calls`);
}

async function ask(page, prompt) {
  await page.getByLabel('What to draw').fill(prompt);
  await page.keyboard.press('Enter');
}

async function drawn(page, { prompt, shape, size }) {
  await page.getByRole('radio', { name: shape }).check();
  await ask(page, prompt);
  const picture = page.getByRole('img', { name: prompt });
  await picture.waitFor();
  const [width, height, done] = await picture.evaluate(async image => {
    await image.decode();
    return [image.naturalWidth, image.naturalHeight, image.complete];
  });
  assert.deepEqual([width, height, done], [...size, true]);
  const log = page.locator('.picture [data-log-id]').last();
  assert.match((await log.getAttribute('data-log-id')) ?? '', /^01a00000-/);
}
