import { createCloudflare } from 'ai-sdk-provider-cloudflare/v4';
import * as ai from 'ai7';
import { conformanceSuite } from '../sdk/conformance-suite.ts';
import { answersSuite } from './answers-suite.ts';
import { brokenStreamsSuite } from './broken-streams-suite.ts';
import { filesSuite } from './files-suite.ts';
import { finishSuite } from './finish-suite.ts';
import type { Pair } from './pair.ts';
import { sdkSuite } from './sdk-suite.ts';

const pair: Pair = {
  name: 'V4 on ai 7',
  ai,
  major: 7,
  createCloudflare,
  specificationVersion: 'v4',
  native: true,
  skips: {
    'an adapted pair prints that it is one': 'this one is native',
    'an adapted pair whose adapter is silent prints nothing': 'this one is native',
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
