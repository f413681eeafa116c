import { scaled } from '../support/scale.ts';
import { members } from '../upstreams/members.ts';
import { profileContract } from '../upstreams/profile-contract.ts';
import { samples } from './check.ts';
import { randomBody } from './random-bodies.ts';

// The contract of the profiles on bodies that nobody thought of; `PROPERTY_BODIES` asks for more of them.
const drawn = samples(randomBody, Number(process.env.PROPERTY_BODIES ?? scaled(8, 12)));

profileContract(
  members,
  drawn.map((one, index) => ({ label: `random body ${index}`, ...one })),
);
