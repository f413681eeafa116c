import * as ai from 'ai';
import { sdkSuite } from './sdk-suite.ts';

sdkSuite('ai 5', ai);
