/** Writes docs/openapi.json, docs/adapters.md and docs/settings.md from the program: `npm run openapi`, after a build. */
import { writeFileSync } from 'node:fs';
import { documentationFiles } from '@lettrage/server/documentation';

const folder = new URL('../docs/', import.meta.url);
const files = await documentationFiles();
for (const [name, text] of files) writeFileSync(new URL(name, folder), text);
process.stdout.write(`${[...files.keys()].map((name) => `docs/${name}`).join(', ')}\n`);
