import type { Pair } from '../ai/pair.ts';
import { answersSection } from './conformance/answers-section.ts';
import { embeddingsSection } from './conformance/embeddings-section.ts';
import { errorsSection } from './conformance/errors-section.ts';
import { fallbackSection } from './conformance/fallback-section.ts';
import { filesSection } from './conformance/files-section.ts';
import { providerSection } from './conformance/provider-section.ts';
import { reasoningSection } from './conformance/reasoning-section.ts';
import { runSections } from './conformance/section.ts';
import { toolsSection } from './conformance/tools-section.ts';
import { warningsSection } from './conformance/warnings-section.ts';

/** All that an entry does on one major of `ai`, whichever specification it speaks. */
export function conformanceSuite(pair: Pair): void {
  runSections(pair, {
    answers: answersSection,
    tools: toolsSection,
    files: filesSection,
    reasoning: reasoningSection,
    errors: errorsSection,
    fallback: fallbackSection,
    embeddings: embeddingsSection,
    provider: providerSection,
    warnings: warningsSection,
  });
}
