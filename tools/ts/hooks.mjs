/**
 * Module hooks for `register.mjs`: `./file.js` means `./file.ts` where only that exists; swc removes the types. What it
 * makes of a file is kept in `node_modules/.cache/lettrage-ts` under the hash of all that went in, so that the processes
 * the tests start do not each translate the same thousand files.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/lettrage-ts/', import.meta.url));
const OPTIONS = {
  sourceMaps: 'inline',
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};
const BASIS = JSON.stringify([OPTIONS, require('@swc/core/package.json').version, process.version]);

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    // Nothing is left to find out: the usual way would look for the file and its package again.
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const text = readFileSync(filename, 'utf8');
  // The name is in the source map.
  const key = createHash('sha256').update([BASIS, filename, text].join('\0')).digest('hex');
  return { format: 'module', source: kept(key) ?? translated(key, filename, text), shortCircuit: true };
}

function kept(key) {
  try {
    return readFileSync(join(CACHE, `${key}.js`), 'utf8');
  } catch {
    return undefined;
  }
}

function translated(key, filename, text) {
  // Loaded only when something is not kept yet: it takes longer than reading all that is.
  const { code } = require('@swc/core').transformSync(text, { ...OPTIONS, filename });
  keep(key, code);
  return code;
}

/** Several processes may keep the same file at once: each writes one of its own and moves it to its place whole. */
function keep(key, code) {
  const draft = join(CACHE, `${key}.${process.pid}.${randomUUID()}.tmp`);
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(draft, code);
    renameSync(draft, join(CACHE, `${key}.js`));
  } catch {
    // A folder that may not be written to costs time, nothing else.
    rmSync(draft, { force: true });
  }
}
