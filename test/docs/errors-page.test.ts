import { expect, it } from 'vitest';
import { errorsPage } from './errors-page.ts';

it('docs/errors.md is what the tables of codes say', async () => {
  await expect(errorsPage()).toMatchFileSnapshot('../../docs/errors.md');
});
