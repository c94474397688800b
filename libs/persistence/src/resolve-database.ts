import { ensureServer } from './embedded/embedded-server.js';
import { secretsOf } from './embedded/installation.js';
import { mkdir } from 'node:fs/promises';

/** The database to use. */
export interface ResolvedDatabase {
  /** Migrations and jobs; absent where only `DATABASE_URL` is set. */
  readonly ownerUrl?: string;
  /** The application's role. `migrate` makes it where an owner is known. */
  readonly appUrl: string;
  readonly embedded: boolean;
  /** Ends the use of an embedded server, which stops with its last user; otherwise does nothing. */
  stop(): Promise<void>;
}

/**
 * `DATABASE_URL` (with `DATABASE_OWNER_URL` for migrations and jobs) if set; with an owner alone, an application's role
 * whose password is kept under `varDir`; with neither, the embedded server.
 *
 * @param env the environment, such as `process.env`
 */
export async function resolveDatabase(
  env: Readonly<Record<string, string | undefined>>,
  varDir: string,
): Promise<ResolvedDatabase> {
  const appUrl = checked(env, 'DATABASE_URL');
  const ownerUrl = checked(env, 'DATABASE_OWNER_URL');
  const stop = () => Promise.resolve();
  if (appUrl) return { ...(ownerUrl ? { ownerUrl } : {}), appUrl, embedded: false, stop };
  if (ownerUrl) return { ownerUrl, appUrl: await appUrlFor(ownerUrl, varDir), embedded: false, stop };
  const server = await ensureServer(varDir);
  return { ownerUrl: server.ownerUrl, appUrl: server.appUrl, embedded: true, stop: () => server.stop() };
}

async function appUrlFor(ownerUrl: string, varDir: string): Promise<string> {
  await mkdir(varDir, { recursive: true });
  const url = new URL(ownerUrl);
  // One installation, one role: two installations on one server must not change each other's password.
  const { app } = await secretsOf(varDir);
  url.username = `lettrage_app_${app
    .slice(0, 6)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '0')}`;
  url.password = app;
  return url.toString();
}

function checked(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = env[name];
  if (!value) return undefined;
  if (!/^postgres(ql)?:\/\/./.test(value) || !URL.canParse(value)) {
    throw new Error(
      `${name} is not an address of PostgreSQL. Write it as postgres://user:password@host:5432/database.`,
    );
  }
  return value;
}
