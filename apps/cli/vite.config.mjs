import { statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { defineConfig } from 'vite';

const BUNDLE = join(import.meta.dirname, 'dist/bundle');

/**
 * Puts the compiled modules that `lettrage statement read` and `lettrage match` load into a few files;
 * `src/bundled.ts` uses them. Adapters of other kinds are never loaded by them, and packages that are not ours stay
 * where they are.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [{ name: 'made-of', generateBundle: noteSources }],
  ssr: { noExternal: [/^@lettrage\//] },
  build: {
    ssr: true,
    outDir: BUNDLE,
    target: 'node20',
    minify: false,
    rollupOptions: {
      input: ['statement-reading', 'matching', 'open-items.worker'].map((name) =>
        join(import.meta.dirname, `dist/${name}.js`),
      ),
      external: /^@lettrage\/(?:ledger|invoice|payout|status|erp)-/,
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});

/** Notes when each package in the bundle was compiled last, so that an old bundle is told from a current one. */
function noteSources(_options, bundle) {
  const modules = Object.values(bundle).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
  const dist = `${sep}dist${sep}`;
  const ours = modules.filter((path) => path.includes(dist) && !path.includes(`${sep}node_modules${sep}`));
  const notes = new Set(ours.map((path) => path.slice(0, path.indexOf(dist) + dist.length) + '.tsbuildinfo'));
  const times = [...notes].sort().map((path) => [relative(BUNDLE, path).split(sep).join('/'), statSync(path).mtimeMs]);
  this.emitFile({ type: 'asset', fileName: 'made-of.json', source: JSON.stringify(Object.fromEntries(times)) });
}
