import type { Measure } from '../context.ts';
import { concurrency } from './concurrency.ts';
import { firstPart } from './first-part.ts';
import { generate } from './generate.ts';
import { growth } from './growth.ts';
import { importing } from './import-time.ts';
import { memory } from './memory.ts';
import { size } from './size.ts';
import { stream } from './stream.ts';
import { uiStream } from './ui-stream.ts';
import { vendors } from './vendors.ts';
import { weights } from './weights.ts';

/** All measures, in the order of the report. */
export const allMeasures: readonly Measure[] = [
  generate,
  stream,
  firstPart,
  uiStream,
  vendors,
  memory,
  importing,
  concurrency,
  growth,
  size,
  weights,
];
