// `npm run models`: writes what the provider and the local gateway know about the models of Workers AI. Needs no network.
import { writeFileSync } from 'node:fs';
import { generatedFiles, generatedIds } from './generated-files.ts';

for (const [path, text] of Object.entries({ ...generatedFiles(), ...generatedIds() })) {
  writeFileSync(new URL(`../../${path}`, import.meta.url), text);
  console.log(`${path}: ${text.length} characters`);
}
