import * as ai from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare/v2';
import { conformanceSuite } from '../sdk/conformance-suite.ts';
import { answersSuite } from './answers-suite.ts';
import { brokenStreamsSuite } from './broken-streams-suite.ts';
import { filesSuite } from './files-suite.ts';
import { finishSuite } from './finish-suite.ts';
import type { Pair } from './pair.ts';
import { sdkSuite } from './sdk-suite.ts';

const pair: Pair = {
  name: 'V2 on ai 5',
  ai,
  major: 5,
  createCloudflare,
  specificationVersion: 'v2',
  native: true,
  skips: {
    'a call that the user denied is told as one': 'ai 5 asks nobody',
    'an adapted pair prints that it is one': 'this one is native',
    'an adapted pair whose adapter is silent prints nothing': 'this one is native',
    'the provider names its specification, where the SDK asks for it': 'providers of V2 name none',
    'the level of a call reaches each upstream in its own words (generate)':
      'before ai 7 calls have no such setting',
    'the level of a call reaches each upstream in its own words (stream)':
      'before ai 7 calls have no such setting',
    'an option that says it more exactly wins over the level of a call (generate)':
      'before ai 7 calls have no such setting',
    'an option that says it more exactly wins over the level of a call (stream)':
      'before ai 7 calls have no such setting',
    'token details (generate)': 'V2 has no place for them',
    'token details (stream)': 'V2 has no place for them',
    'raw finish reason (generate)': 'V2 has no place for it',
    'raw finish reason (stream)': 'V2 has no place for it',
    'a file that the upstream keeps, by its id': 'before ai 7 no file of a user can be one',
    'a file that another upstream keeps is refused, with its names':
      'before ai 7 no file of a user can be one',
    'a text file, as text': 'before ai 7 a file has bytes or an address',
    'half a media type': 'before ai 7 media types are whole',
    'strict tools, by their own word': 'the tools of ai 5 have no such word',
    'a file that the upstream keeps, in a result': 'a result of ai 5 cannot name one',
  },
};

sdkSuite(pair);
answersSuite(pair);
filesSuite(pair);
finishSuite(pair);
brokenStreamsSuite(pair);
conformanceSuite(pair);
