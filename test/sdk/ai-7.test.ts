import * as ai from 'ai7';
import { answersSuite } from './answers-suite.ts';
import { sdkSuite } from './sdk-suite.ts';

sdkSuite('ai 7', ai);
answersSuite('ai 7', ai);
