import * as ai from 'ai7';
import { answersSuite } from './answers-suite.ts';
import { brokenStreamsSuite } from './broken-streams-suite.ts';
import { sdkSuite } from './sdk-suite.ts';

sdkSuite('ai 7', ai);
answersSuite('ai 7', ai);
brokenStreamsSuite('ai 7', ai);
