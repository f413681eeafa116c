import * as ai from 'ai';
import { answersSuite } from './answers-suite.ts';
import { brokenStreamsSuite } from './broken-streams-suite.ts';
import { sdkSuite } from './sdk-suite.ts';

sdkSuite('ai 5', ai);
answersSuite('ai 5', ai);
brokenStreamsSuite('ai 5', ai);
