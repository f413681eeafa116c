import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, it } from 'vitest';
import { anyUpstream } from '../../src/testing/upstreams/registry.ts';
import { parseModelId } from '../../src/upstreams/model-id.ts';
import { upstreams } from '../../src/upstreams/registry.ts';
import { thinned } from '../support/scale.ts';
import { conversations, type Mode } from './conversations.ts';
import { members } from './members.ts';

/** A stored key for every upstream, under each of its names. */
const storedKeys = Object.fromEntries(
  upstreams
    .flatMap(({ name, aliases = [] }) => [name, ...aliases])
    .map(name => [name, { default: 'sk-key-local' }]),
);

function connect(family: string | undefined) {
  const gateway = createLocalGateway({
    gateways: {
      default: {
        storedKeys,
        routes: { support: { provider: 'openai', model: 'gpt-4o' } },
        customProviders: ['openai-x'],
      },
    },
  });
  const azure = { resource: 'local', ...(family !== undefined && { families: { 'gpt-5.1': family } }) };
  return createCloudflare({ ...localGatewayDefaults, azure, fetch: gateway.fetch });
}

/** Members whose vendor the local gateway does not play. */
const unknown = members.filter(({ id }) => {
  const { name } = parseModelId(id, 'chat').upstream;
  return !/^(?:dynamic|cloudflare)$/.test(name) && anyUpstream(name) === undefined;
});

const known = members.filter(member => !unknown.includes(member));
const cases = thinned(known, conversations, 6).map(([member, chosen]) => ({ ...member, member, chosen }));

describe.each(cases)('$id $family', ({ id, family, skips = {}, member, chosen }) => {
  const skipped = (label: string) => Object.entries(skips).find(([start]) => label.startsWith(start));
  for (const { label } of chosen)
    if (skipped(label) !== undefined) it.skip(`${label}: ${skipped(label)?.[1]}`, () => {});
  describe.each(chosen.filter(({ label }) => !skipped(label)))('$label', ({ run }) => {
    it.each<Mode>(['generate', 'stream'])('%s', mode => run(connect(family)(id), mode, member));
  });
});
