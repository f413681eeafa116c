import * as ai from 'ai6';
import { answersSuite } from './answers-suite.ts';
import { brokenStreamsSuite } from './broken-streams-suite.ts';
import { sdkSuite } from './sdk-suite.ts';

sdkSuite('ai 6', ai);
answersSuite('ai 6', ai);
brokenStreamsSuite('ai 6', ai);
