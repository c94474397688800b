import type { Problem } from '@lettrage/domain';

/** The command was used in a wrong way: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Exit codes of the command line (interfaces): 1 the input is bad, 2 wrong usage, 3 a remote or the database failed. */
export function exitCodeOf(error: unknown): 1 | 2 | 3 {
  const { name, code, kind } = facts(error);
  if (name === 'UsageError' || code === 'company-needed') return 2;
  if (['InputError', 'SetupError', 'BillingRefusal', 'AmountError', 'DayError'].includes(name)) return 1;
  if (name === 'AdapterError') return kind === 'config' || kind === 'malformed' || kind === 'rejected' ? 1 : 3;
  return 3;
}

/** Writes an error for a person, or as one JSON object, to standard error. A stack is for `LETTRAGE_DEBUG` only. */
export function report(error: unknown, options: { json: boolean }): void {
  const { name, code, message, problems } = facts(error);
  if (options.json) {
    process.stderr.write(`${JSON.stringify({ error: { code: code ?? kebab(name), message, problems } })}\n`);
    return;
  }
  process.stderr.write(`${message}\n`);
  for (const problem of problems) {
    if (problem.message !== message)
      process.stderr.write(`  ${problem.location ? `${problem.location}: ` : ''}${problem.message}\n`);
  }
  if (process.env['LETTRAGE_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
}

function facts(error: unknown): {
  name: string;
  code?: string;
  kind?: string;
  message: string;
  problems: readonly Problem[];
} {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), problems: [] };
  const { code, kind, problems } = error as { code?: unknown; kind?: unknown; problems?: unknown };
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof kind === 'string' ? { kind } : {}),
    message: error.message || error.name,
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
