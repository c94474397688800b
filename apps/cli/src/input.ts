import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InputError, isDay, type Day } from '@lettrage/domain';
import { UsageError } from './output/errors.js';

/**
 * Gives work the path of a file; `-` is standard input, put in a temporary file, since statements are read twice.
 */
export async function withFile<T>(path: string, work: (path: string, name: string) => Promise<T>): Promise<T> {
  if (path !== '-') return work(path, path);
  const folder = await mkdtemp(join(tmpdir(), 'lettrage-'));
  try {
    const spooled = join(folder, 'standard-input');
    await pipeline(process.stdin, createWriteStream(spooled));
    return await work(spooled, 'standard input');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A day given as an option. */
export function dayOption(text: string, option: string): Day {
  if (!isDay(text)) throw new UsageError(`${option} ${text}: expected a day such as 2026-10-31.`);
  return text;
}

/** `k=v` options given several times. */
export function keyValues(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`--option ${pair}: expected key=value, such as siren=732829320.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** Collects an option that may be given several times. */
export function several(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/**
 * Does work on each file, standard input for `-`. A file that cannot be read does not keep the others from being
 * imported: `failed` is what to throw once the reports are printed.
 */
export async function eachFile<T>(
  files: readonly string[],
  work: (path: string, name: string) => Promise<T>,
): Promise<{ reports: T[]; failed?: Error }> {
  const reports: T[] = [];
  const failures: InputError[] = [];
  for (const file of files) {
    try {
      reports.push(await withFile(file, work));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failures.push(error);
    }
  }
  const [first] = failures;
  if (!first) return { reports };
  if (failures.length === 1) return { reports, failed: first };
  const problems = failures.flatMap((error) => error.problems);
  return { reports, failed: new InputError(first.code, failures.map((error) => error.message).join('\n'), problems) };
}
