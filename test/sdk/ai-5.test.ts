import * as ai from 'ai';
import { answersSuite } from './answers-suite.ts';
import { sdkSuite } from './sdk-suite.ts';

sdkSuite('ai 5', ai);
answersSuite('ai 5', ai);
