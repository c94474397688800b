import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same number (where the system shows start times). */
export interface ProcessMark {
  readonly pid: number;
  /** Start time in clock ticks since boot, on Linux. */
  readonly started?: string;
}

/** The mark of a running process; this one by default. */
export function markOf(pid: number = process.pid): ProcessMark {
  const started = linuxStat(pid)?.started;
  return started === undefined ? { pid } : { pid, started };
}

/** Whether the marked process still runs. A zombie is dead: it only waits for a parent that may never look. */
export function isAlive(mark: ProcessMark): boolean {
  try {
    process.kill(mark.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const stat = linuxStat(mark.pid);
  if (!stat) return true;
  return stat.state !== 'Z' && (mark.started === undefined || mark.started === stat.started);
}

function linuxStat(pid: number): { state: string; started: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the name in parentheses, which may itself hold spaces: count from after it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
