import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { createCloudflare } from 'ai-sdk-provider-cloudflare/v2';
import * as ai from 'ai6';
import { expect, it } from 'vitest';
import { conformanceSuite } from '../sdk/conformance-suite.ts';
import { answersSuite } from './answers-suite.ts';
import { brokenStreamsSuite } from './broken-streams-suite.ts';
import { filesSuite } from './files-suite.ts';
import { finishSuite } from './finish-suite.ts';
import type { Pair } from './pair.ts';
import { sdkSuite } from './sdk-suite.ts';

const pair: Pair = {
  name: 'V2 on ai 6',
  ai,
  major: 6,
  createCloudflare,
  specificationVersion: 'v2',
  native: false,
  skips: {
    'a native pair prints nothing': 'ai 6 adapts V2',
    'an adapted pair whose adapter is silent prints nothing': 'ai 6 says that it adapts',
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
  },
};

sdkSuite(pair);
answersSuite(pair);
filesSuite(pair);
finishSuite(pair);
brokenStreamsSuite(pair);
conformanceSuite(pair);

// What docs/upgrading.md warns of: the SDK's own doing, so this fails once it is no longer true.
it('wrapLanguageModel declares a model V3 without adapting it', async () => {
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: createLocalGateway().fetch });
  const wrap: Pair['ai'] = ai.wrapLanguageModel;
  const model = wrap({ model: cloudflare('openai/gpt-4o'), middleware: { specificationVersion: 'v3' } });

  const { text, finishReason, usage } = await ai.generateText({ model, prompt: 'Hi' });

  expect(model.specificationVersion).toBe('v3');
  expect(text).toBe('Hello! You said: "Hi"');
  expect(finishReason).toBeUndefined();
  expect(usage.inputTokens).toBeUndefined();
});
