import { expect, it } from 'vitest';
import { routingPage } from './routing-page.ts';
import { upstreamsPage } from './upstreams-page.ts';

it('docs/upstreams.md is what the profiles say', async () => {
  await expect(upstreamsPage()).toMatchFileSnapshot('../../docs/upstreams.md');
});

it('the spellings in docs/routing.md are those of the upstreams', async () => {
  await expect(routingPage()).toMatchFileSnapshot('../../docs/routing.md');
});
