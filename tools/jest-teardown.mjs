/** After the whole run: stop the database server the tests started, if one did (see libs/persistence/src/testing). */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export default async function teardown() {
  const note = join(import.meta.dirname, '..', 'var', 'test', 'database.json');
  let server;
  try {
    server = JSON.parse(readFileSync(note, 'utf8'));
  } catch {
    return;
  }
  try {
    if (server.pid) process.kill(server.pid, 'SIGINT');
  } catch {
    // It has already gone.
  }
  rmSync(note, { force: true });
}
