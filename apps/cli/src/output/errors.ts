import type { Problem } from '@lettrage/domain';
import { jsonSaid, said } from './language.js';

/** The command was used in a wrong way: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USAGE = ['UsageError'];
const BAD_INPUT = ['InputError', 'SetupError', 'BillingRefusal', 'AmountError', 'DayError'];
/** What the file system says of a path a person gave. */
const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'it may not be accessed; check its permissions',
  EPERM: 'it may not be accessed; check its permissions',
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of the path is a file',
  EROFS: 'the disk is read-only',
};

/** Locks that were not had in time, however often it was tried: a large import into the same account, most likely. */
const BUSY = new Set(['40001', '40P01', '55P03']);

/** Exit codes of the command line (interfaces): 1 the input is bad, 2 wrong usage, 3 a remote or the database failed. */
export function exitCodeOf(error: unknown): 1 | 2 | 3 {
  const { name, code, kind } = facts(error);
  if (USAGE.includes(name) || code === 'company-needed') return 2;
  if (BAD_INPUT.includes(name) || code === 'unusable-path') return 1;
  if (name === 'AdapterError') return kind === 'config' || kind === 'malformed' || kind === 'rejected' ? 1 : 3;
  return 3;
}

/** Writes an error for a person, or as one JSON object, to standard error. A stack is for `LETTRAGE_DEBUG` only. */
export function report(error: unknown, options: { json: boolean }): void {
  const { name, code, message, problems } = facts(error);
  if (options.json) {
    process.stderr.write(`${jsonSaid({ error: { code: code ?? kebab(name), message, problems } })}\n`);
    return;
  }
  process.stderr.write(`${message.split('\n').map(said).join('\n')}\n`);
  for (const problem of problems) {
    if (problem.message !== message)
      process.stderr.write(`  ${problem.location ? `${problem.location}: ` : ''}${said(problem.message)}\n`);
  }
  if (process.env['LETTRAGE_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
}

interface ErrorFacts {
  readonly name: string;
  readonly code?: string;
  readonly kind?: string;
  readonly message: string;
  readonly problems: readonly Problem[];
}

function facts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), problems: [] };
  const { code, kind, problems, path, address, port } = error as Partial<
    Record<'code' | 'kind' | 'problems' | 'path' | 'address' | 'port', unknown>
  >;
  const { name } = error;
  if (typeof path === 'string' && typeof code === 'string' && Object.hasOwn(FILE_ERRORS, code)) {
    return { name, code: 'unusable-path', message: `${path} cannot be used: ${FILE_ERRORS[code]}.`, problems: [] };
  }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') {
    const where = typeof address === 'string' ? ` at ${address}:${String(port)}` : '';
    const message = `The database${where} does not answer (${code}). Start it, or check DATABASE_URL.`;
    return { name, code: 'database-unreachable', message, problems: [] };
  }
  if (typeof code === 'string' && BUSY.has(code))
    return { name, code: 'busy', message: 'Others are changing the same books; try again.', problems: [] };
  return {
    name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof kind === 'string' ? { kind } : {}),
    message: error.message || name,
    problems: Array.isArray(problems) ? (problems as Problem[]) : [],
  };
}

function kebab(name: string): string {
  return (
    name
      .replace(/Error$/, '')
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase() || 'error'
  );
}
