import { readFileSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, markOf, type ProcessMark } from './process-mark.js';

/**
 * Runs `work` while no other process of this machine does so under the same lock file. The file of a dead process is
 * broken under a second lock, so that two waiters cannot each remove the other's fresh file.
 *
 * @throws Error when a living process keeps the lock longer than `timeoutMs`
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, timeoutMs = 120_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  while (!(await tryCreate(path))) {
    await breakIfDead(path);
    if (Date.now() > deadline) {
      throw new Error(
        `${path} is held by process ${holderOf(path)?.pid ?? '?'}. If that is not Lettrage, delete the file.`,
      );
    }
    await sleep(15 + Math.random() * 30);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryCreate(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(markOf()));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function breakIfDead(path: string): Promise<void> {
  if (await isHeld(path)) return;
  const breaker = `${path}.break`;
  if (!(await tryCreate(breaker))) {
    // Whoever breaks a lock needs microseconds: an old breaker died in between.
    if ((await ageMs(breaker)) > 10_000) await rm(breaker, { force: true });
    return;
  }
  try {
    if (!(await isHeld(path))) await rm(path, { force: true });
  } finally {
    await rm(breaker, { force: true });
  }
}

async function isHeld(path: string): Promise<boolean> {
  const holder = holderOf(path);
  if (holder) return isAlive(holder);
  // Created and not yet written, or its writer died between the two.
  return (await ageMs(path)) < 5_000;
}

function holderOf(path: string): ProcessMark | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessMark;
  } catch {
    return undefined;
  }
}

async function ageMs(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}
