import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';

const ROOT = join(import.meta.dirname, '../../..');

/** What a command printed, and its exit code. */
export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The `lettrage` command as a process of its own, on a database and in a folder of its own. */
export interface Cli {
  readonly folder: string;
  readonly database: TestDatabase;
  run(...args: readonly string[]): Promise<Printed>;
  /** As `run`, with text on standard input. */
  pipe(input: string | Uint8Array, ...args: readonly string[]): Promise<Printed>;
  /** Runs with `--json` and returns what it printed; fails unless it exits 0. */
  json<T>(...args: readonly string[]): Promise<T>;
  file(name: string, content: string | Uint8Array): Promise<string>;
  close(): Promise<void>;
}

/** Builds the command if nobody has, and gives it a migrated database. */
export async function createCli(): Promise<Cli> {
  if (!existsSync(join(ROOT, 'apps/cli/dist/main.js'))) build();
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'lettrage-cli-'));
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    DATABASE_URL: database.appUrl,
    LETTRAGE_HOME: join(folder, 'home'),
    LETTRAGE_EVENT_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const pipe = (input: string | Uint8Array, ...args: readonly string[]): Promise<Printed> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/lettrage.mjs'), ...args], { cwd: folder, env });
      const printed = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code: code ?? -1, ...printed }));
      // A command that does not read its input may be gone before it is written.
      child.stdin.on('error', () => undefined).end(input);
    });
  const run = (...args: readonly string[]): Promise<Printed> => pipe('', ...args);
  return {
    folder,
    database,
    run,
    pipe,
    async json<T>(...args: readonly string[]) {
      const printed = await run(...args, '--json');
      if (printed.code !== 0)
        throw new Error(`lettrage ${args.join(' ')} ended with ${printed.code}: ${printed.stderr}`);
      return JSON.parse(printed.stdout) as T;
    },
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    async close() {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function build(): void {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const built = spawnSync(process.execPath, [tsc, '-b', 'tsconfig.json'], { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The command could not be built:\n${built.stdout}`);
}
