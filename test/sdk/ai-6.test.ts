import * as ai from 'ai6';
import { sdkSuite } from './sdk-suite.ts';

sdkSuite('ai 6', ai);
