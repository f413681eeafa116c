import { expect, it } from 'vitest';
import { parseModelId } from '../../src/upstreams/model-id.ts';
import { upstreams } from '../../src/upstreams/registry.ts';
import { members } from './members.ts';
import { profileContract } from './profile-contract.ts';
import { bodies } from './wire-bodies.ts';

profileContract(members, bodies);

it('every upstream of the registry has a member', () => {
  const covered = members.map(({ id }) => parseModelId(id, 'chat').upstream.name);
  const serving = upstreams.filter(({ rest, compat, native }) => rest ?? compat ?? native);
  expect(serving.map(({ name }) => name).filter(name => !covered.includes(name))).toEqual([]);
});
