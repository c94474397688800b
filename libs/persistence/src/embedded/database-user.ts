import { spawnSync } from 'node:child_process';

/** The user PostgreSQL runs as when this process is root, which PostgreSQL refuses to be. */
export interface DatabaseUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/**
 * The database's own user when this process is root (made if the machine has none), else undefined: PostgreSQL then
 * runs as whoever runs this.
 *
 * @throws Error where the user is missing and cannot be made
 */
export function databaseUser(): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUp();
  if (found) return found;
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME]],
    ['adduser', ['-S', '-D', '-H', NAME]],
  ];
  for (const [command, args] of attempts) {
    if (spawnSync(command, args, { stdio: 'ignore' }).status !== 0) continue;
    const made = lookUp();
    if (made) return made;
  }
  throw new Error(
    `PostgreSQL does not run as root, and the user "${NAME}" could not be made. Run Lettrage as an ordinary user, or set DATABASE_URL.`,
  );
}

/** Whether that user can enter a folder, which asks the right to pass through each of its parents. */
export function canEnter(user: DatabaseUser, folder: string): boolean {
  return run(user, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder]);
}

/** Whether that user can run a program where it lies. */
export function canRun(user: DatabaseUser, program: string): boolean {
  return run(user, program, ['--version']);
}

function run(user: DatabaseUser, program: string, args: string[]): boolean {
  const done = spawnSync(program, args, { uid: user.uid, gid: user.gid, cwd: '/', stdio: 'ignore', env: {} });
  return done.status === 0;
}

function lookUp(): DatabaseUser | undefined {
  const uid = idOf('-u');
  const gid = idOf('-g');
  return uid === undefined || gid === undefined ? undefined : { name: NAME, uid, gid };
}

function idOf(flag: '-u' | '-g'): number | undefined {
  const done = spawnSync('id', [flag, NAME], { encoding: 'utf8' });
  return done.status === 0 ? Number.parseInt(done.stdout, 10) : undefined;
}
