import { expect, it } from 'vitest';
import { upstreamsPage } from './upstreams-page.ts';

it('docs/upstreams.md is what the profiles say', async () => {
  await expect(upstreamsPage()).toMatchFileSnapshot('../../docs/upstreams.md');
});
