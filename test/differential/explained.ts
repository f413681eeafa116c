import { alibaba } from './explained/alibaba.ts';
import { cerebras } from './explained/cerebras.ts';
import { common } from './explained/common.ts';
import { deepseek } from './explained/deepseek.ts';
import { fireworks } from './explained/fireworks.ts';
import { groq } from './explained/groq.ts';
import { mistral } from './explained/mistral.ts';
import { openai } from './explained/openai.ts';
import { perplexity } from './explained/perplexity.ts';
import { xai } from './explained/xai.ts';
import type { Explanation } from './explanation.ts';

/** Every difference between a vendor's own package and this one that is meant to be. */
export const explained: readonly Explanation[] = [
  ...common,
  ...openai,
  ...groq,
  ...mistral,
  ...deepseek,
  ...xai,
  ...perplexity,
  ...cerebras,
  ...fireworks,
  ...alibaba,
];
