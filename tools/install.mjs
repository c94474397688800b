/** Brings node_modules to what package-lock.json asks for. Does nothing, and needs no network, if it is so already. */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { isInstalled, noteInstalled, root } from './freshness.mjs';

/** Installs if something is missing; returns npm's exit code, 0 where nothing was to be done. */
export function install() {
  if (!isInstalled()) {
    process.stderr.write('Installing the packages (once, about a minute)…\n');
    const npm = spawnSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (npm.error) process.stderr.write(`npm could not be started: ${npm.error.message}. It comes with Node.js.\n`);
    if (npm.status !== 0) {
      process.stderr.write(
        'The packages could not be installed. The first start needs the npm registry; run it again once online.\n',
      );
      return npm.status ?? 1;
    }
  }
  noteInstalled();
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = install();
