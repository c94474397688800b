/** Writes docs/events from the catalogue in libs/billing. Run after a build: `node tools/generate-event-catalogue.mjs`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { catalogueFiles } from '@lettrage/billing';

const folder = new URL('../docs/events/', import.meta.url);
mkdirSync(folder, { recursive: true });
const files = catalogueFiles();
for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(new URL(name, folder));
for (const [name, text] of files) writeFileSync(new URL(name, folder), text);
process.stdout.write(`${files.size} files in docs/events\n`);
