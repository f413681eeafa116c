import { vi } from 'vitest';
import { members } from '../upstreams/members.ts';
import { profileContract } from '../upstreams/profile-contract.ts';

/** The contract of the profiles on bodies that nobody thought of, in the place of those that somebody did. */
vi.mock('../upstreams/wire-bodies.ts', async () => {
  const { samples } = await import('./check.ts');
  const { randomBody } = await import('./random-bodies.ts');
  const drawn = samples(randomBody, Number(process.env.PROPERTY_BODIES ?? 12));
  return { bodies: drawn.map((one, index) => ({ label: `random body ${index}`, ...one })) };
});

profileContract(members);
