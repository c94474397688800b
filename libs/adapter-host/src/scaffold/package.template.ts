/** What every scaffolded adapter has, whatever it does. */
export const packageFiles = {
  'package.json': `{
  "name": "__ID__",
  "version": "0.1.0",
  "description": "Adapter __ID__ for Lettrage.",
  "license": "UNLICENSED",
  "type": "module",
  "engines": { "node": ">=20.19" },
  "exports": "./src/index.js",
  "files": ["src"],
  "scripts": { "test": "node --test" },
  "peerDependencies": { "@lettrage/adapter-sdk": "__SDK__" }
}
`,
  'README.md': `# __ID__

An adapter for Lettrage with the capability \`__CAPABILITY__\`.

- \`src/index.js\` holds the manifest and loads the rest when it is needed.
- \`npm test\` runs the conformance kit of \`@lettrage/adapter-sdk\` over the fixtures in \`src/fixtures.js\`. Replace them
  by files and events of your own system, then change the code until the list of broken promises is empty again.

To use it, install the package beside your other adapters and add its name to \`adapters\` in the configuration.
\`lettrage adapters __ID__\` then shows it.
`,
  'src/index.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import { fixtures } from './fixtures.js';
import adapter from './index.js';

test('keeps the promises of the contract', async () => {
  const broken = await checkAdapter(adapter, fixtures);
  assert.deepEqual(broken, []);
});
`,
} as const;
