import { readCatalogue, readModelFacts } from './model-facts.ts';
import { typesVersion } from './published-inputs.ts';
import { renderIds } from './render-ids.ts';
import { renderInputs } from './render-inputs.ts';
import { renderTable } from './render-table.ts';

/** The files that are made of what is published about Workers AI, by path from the root. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const facts = readModelFacts();
  const sources = sourcesOf();
  return {
    'src/upstreams/workers-ai-table.ts': renderTable(facts, sources),
    'src/testing/upstreams/workers-ai-inputs.ts': renderInputs(facts, sources),
  };
}

/** The ids that editors complete, apart: reading the vendors' packages takes seconds. */
export function generatedIds(): Readonly<Record<string, string>> {
  return { 'src/upstreams/listed-model-ids.ts': renderIds(readModelFacts(), sourcesOf()) };
}

function sourcesOf(): string {
  return `@cloudflare/workers-types ${typesVersion()} and the model catalogue of ${readCatalogue().readOn}`;
}
