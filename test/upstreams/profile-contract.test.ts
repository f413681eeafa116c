import { members } from './members.ts';
import { profileContract } from './profile-contract.ts';
import { bodies } from './wire-bodies.ts';

profileContract(members, bodies);
