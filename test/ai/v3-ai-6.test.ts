import { createCloudflare } from 'ai-sdk-provider-cloudflare/v3';
import * as ai from 'ai6';
import { conformanceSuite } from '../sdk/conformance-suite.ts';
import { answersSuite } from './answers-suite.ts';
import { brokenStreamsSuite } from './broken-streams-suite.ts';
import { filesSuite } from './files-suite.ts';
import { finishSuite } from './finish-suite.ts';
import type { Pair } from './pair.ts';
import { sdkSuite } from './sdk-suite.ts';

const pair: Pair = {
  name: 'V3 on ai 6',
  ai,
  major: 6,
  createCloudflare,
  specificationVersion: 'v3',
  native: true,
  skips: {
    'an adapted pair prints that it is one': 'this one is native',
    'an adapted pair whose adapter is silent prints nothing': 'this one is native',
    'the level of a call reaches each upstream in its own words (generate)':
      'before ai 7 calls have no such setting',
    'the level of a call reaches each upstream in its own words (stream)':
      'before ai 7 calls have no such setting',
    'an option that says it more exactly wins over the level of a call (generate)':
      'before ai 7 calls have no such setting',
    'an option that says it more exactly wins over the level of a call (stream)':
      'before ai 7 calls have no such setting',
    'a file that the upstream keeps, by its id': 'before ai 7 no file of a user can be one',
    'a file that another upstream keeps is refused, with its names':
      'before ai 7 no file of a user can be one',
    'a text file, as text': 'before ai 7 a file has bytes or an address',
    'half a media type': 'before ai 7 media types are whole',
  },
};

sdkSuite(pair);
answersSuite(pair);
filesSuite(pair);
finishSuite(pair);
brokenStreamsSuite(pair);
conformanceSuite(pair);
