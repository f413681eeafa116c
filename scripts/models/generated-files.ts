import { readCatalogue, readModelFacts } from './model-facts.ts';
import { typesVersion } from './published-inputs.ts';
import { renderInputs } from './render-inputs.ts';
import { renderTable } from './render-table.ts';

/** The files that are made of what is published about Workers AI, by path from the root. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const facts = readModelFacts();
  const sources = `@cloudflare/workers-types ${typesVersion()} and the model catalogue of ${readCatalogue().readOn}`;
  return {
    'src/upstreams/workers-ai-table.ts': renderTable(facts, sources),
    'src/testing/upstreams/workers-ai-inputs.ts': renderInputs(facts, sources),
  };
}
