/** Runs the tests. Arguments go to Jest: `npm test -- libs/domain`. Installs and builds first what is missing or stale. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './freshness.mjs';
import { buildIfNeeded } from './build.mjs';
import { install } from './install.mjs';

const prepared = install() || buildIfNeeded();
if (prepared !== 0) process.exit(prepared);
const jest = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules/jest/bin/jest.js'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(jest.status ?? 1);
