/**
 * `npm start`: from a fresh clone to a running demonstration company. Installs and builds what is missing, then hands
 * over to `lettrage demo --serve` in this very process, so that signals and the terminal reach it directly.
 * Syntax and imports of the first lines are old on purpose: an old Node must get as far as the message.
 */
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Lettrage needs Node.js 20.19 or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org and run npm start again.\n`,
  );
  process.exit(2);
}

const { install } = await import('./install.mjs');
const { build } = await import('./build.mjs');
const { isBuilt, root } = await import('./freshness.mjs');

const installed = install();
if (installed !== 0) process.exit(installed);
if (!isBuilt()) {
  process.stderr.write('Building (once, and after each change of the sources)…\n');
  const built = build();
  if (built !== 0) process.exit(built);
}

// `npm start` puts npm and a shell between the terminal and this process. The shell dies of SIGTERM without passing it
// on, and a server that nobody knows any more would keep its port: who loses its parent stops as if it had been told.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

const command = new URL('../apps/cli/bin/lettrage.mjs', import.meta.url);
process.chdir(root);
process.argv = [process.argv[0], command.pathname, 'demo', '--serve', ...process.argv.slice(2)];
await import(command.href);
