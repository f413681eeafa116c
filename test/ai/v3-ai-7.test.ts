import { createCloudflare } from 'ai-sdk-provider-cloudflare/v3';
import * as ai from 'ai7';
import { conformanceSuite } from '../sdk/conformance-suite.ts';
import { answersSuite } from './answers-suite.ts';
import { brokenStreamsSuite } from './broken-streams-suite.ts';
import { filesSuite } from './files-suite.ts';
import { finishSuite } from './finish-suite.ts';
import type { Pair } from './pair.ts';
import { sdkSuite } from './sdk-suite.ts';

const pair: Pair = {
  name: 'V3 on ai 7',
  ai,
  major: 7,
  createCloudflare,
  specificationVersion: 'v3',
  native: false,
  skips: {
    'a native pair prints nothing': 'ai 7 adapts V3',
    'an adapted pair prints that it is one': 'ai 7 adapts V3 without a word',
    'telemetry has the model, the counts and the metadata':
      'ai 7 traces through @ai-sdk/otel, which is not installed',
  },
};

sdkSuite(pair);
answersSuite(pair);
filesSuite(pair);
finishSuite(pair);
brokenStreamsSuite(pair);
conformanceSuite(pair);
