import { totalmem } from 'node:os';

const MEGABYTE = 2 ** 20;

/**
 * What the embedded server is started with beside its defaults. Only room and rhythm: nothing here gives up a promise of
 * the database, which waits for the disk at each commit and mends torn pages after a crash.
 *
 * @param memory bytes the machine, or the container, has
 */
export function serverSettings(memory = memoryHere()): string[] {
  return [
    // A statement of a million lines touches 300 MB of indexes; what does not fit is written and read again each time.
    `shared_buffers=${Math.round(Math.min(512, Math.max(128, memory / MEGABYTE / 8)))}MB`,
    // A session that fills the default of 4 MB waits for the disk before it commits.
    'wal_buffers=32MB',
    // Checkpoints during an import write every page they find changed, and each again whole at its next change.
    'max_wal_size=2GB',
    'checkpoint_timeout=15min',
  ];
}

function memoryHere(): number {
  // Unlimited is 0, or more than there is.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
