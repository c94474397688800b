/**
 * After the whole run: ends this run's use of the test database server and stops it, unless another run uses it (see
 * libs/persistence/src/testing). Plain JavaScript with the same lock file, since nothing is built when only tests run.
 */
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = join(import.meta.dirname, '..', 'var', 'test');
const path = join(folder, 'database.json');
const lock = join(folder, 'database.lock');

export default async function teardown() {
  if (!readNote()) return;
  const locked = await takeLock();
  try {
    const note = readNote();
    if (!note) return;
    const users = (note.users ?? []).filter((user) => user.pid !== process.pid && isAlive(user.pid));
    const { pid, ...rest } = note;
    if (users.length > 0 || !pid) return writeFileSync(path, JSON.stringify({ ...note, users }, null, 2));
    if (isPostmaster(pid, note.data)) await stop(pid);
    writeFileSync(path, JSON.stringify({ ...rest, users }, null, 2));
  } finally {
    if (locked) rmSync(lock, { force: true });
  }
}

function readNote() {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Waits for whoever starts the server at this moment; after ten seconds goes on without. */
async function takeLock() {
  for (let waited = 0; waited < 10_000; waited += 50) {
    try {
      const file = openSync(lock, 'wx', 0o600);
      writeFileSync(file, JSON.stringify({ pid: process.pid }));
      closeSync(file);
      return true;
    } catch {
      await sleep(50);
    }
  }
  return false;
}

/** The number may have been given to another program since: only the server that owns the data is stopped. */
function isPostmaster(pid, data) {
  try {
    return Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10) === pid;
  } catch {
    return false;
  }
}

async function stop(pid) {
  try {
    process.kill(pid, 'SIGINT');
    for (let waited = 0; waited < 20_000 && isAlive(pid); waited += 20) await sleep(20);
  } catch {
    // It has already gone.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(process.platform === 'linux' ? readFileSync(`/proc/${pid}/stat`, 'latin1') : '');
  } catch (error) {
    return error.code === 'EPERM';
  }
}
