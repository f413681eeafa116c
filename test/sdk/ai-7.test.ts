import * as ai from 'ai7';
import { sdkSuite } from './sdk-suite.ts';

sdkSuite('ai 7', ai);
