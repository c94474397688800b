import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoFiles } from './demo-files.js';

/**
 * Writes `config/demo` anew:
 * `node --conditions=@lettrage/source --import ./tools/ts/register.mjs tools/demo-data/main.ts`.
 */
const folder = join(import.meta.dirname, '..', '..', 'config', 'demo');
mkdirSync(folder, { recursive: true });
for (const [name, content] of demoFiles()) writeFileSync(join(folder, name), content);
