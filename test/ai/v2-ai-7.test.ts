import { createCloudflare } from 'ai-sdk-provider-cloudflare/v2';
import * as ai from 'ai7';
import { conformanceSuite } from '../sdk/conformance-suite.ts';
import { answersSuite } from './answers-suite.ts';
import { brokenStreamsSuite } from './broken-streams-suite.ts';
import { filesSuite } from './files-suite.ts';
import { finishSuite } from './finish-suite.ts';
import type { Pair } from './pair.ts';
import { sdkSuite } from './sdk-suite.ts';

const pair: Pair = {
  name: 'V2 on ai 7',
  ai,
  major: 7,
  createCloudflare,
  specificationVersion: 'v2',
  native: false,
  skips: {
    'a native pair prints nothing': 'ai 7 adapts V2',
    'an adapted pair whose adapter is silent prints nothing': 'ai 7 says that it adapts',
    'the provider names its specification, where the SDK asks for it': 'providers of V2 name none',
    'telemetry has the model, the counts and the metadata':
      'ai 7 traces through @ai-sdk/otel, which is not installed',
    'token details (generate)': 'V2 has no place for them',
    'token details (stream)': 'V2 has no place for them',
    'raw finish reason (generate)': 'V2 has no place for it',
    'raw finish reason (stream)': 'V2 has no place for it',
  },
};

sdkSuite(pair);
answersSuite(pair);
filesSuite(pair);
finishSuite(pair);
brokenStreamsSuite(pair);
conformanceSuite(pair);
