import { readAloud } from '../../../lib/read-aloud.ts';

export const maxDuration = 60;

export const POST = readAloud;
