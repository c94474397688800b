#!/usr/bin/env node
/**
 * The `lettrage` command. Committed, not built: npm links only a target that exists when it installs.
 * It starts what `npm run build` made of `src/main.ts`, whose `main(argv)` answers with the exit code.
 */
import { existsSync } from 'node:fs';

const built = new URL('../dist/main.js', import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('lettrage is not built yet. In the checkout run: npm run build\n');
  process.exitCode = 3;
}
