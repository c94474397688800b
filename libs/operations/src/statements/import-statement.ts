import { basename } from 'node:path';
import { statementReaders } from '@lettrage/adapter-host';
import { compact, type AccountIdentity, type Problem } from '@lettrage/domain';
import type { OperationsContext, Progress } from '../context.js';
import { accountsOf } from '../setup/accounts.js';
import { routeStatement, type Candidate } from './route-statement.js';
import { NO_LINES, refusalOf, reportOf, type ImportedStatement, type RoutedStatement } from './statement-report.js';
import { StatementSpool } from './statement-spool.js';
import { counted, digestOf, statementFile, type StatementFile } from './statement-stream.js';
import { summarise, type StatementSummary } from './statement-summary.js';
import { keepInInbox, storeForCompany, type Incoming, type Results } from './store-statements.js';

export type { ImportedStatement } from './statement-report.js';

/** How a statement file is imported. */
export interface ImportStatementOptions {
  /** Companies the caller may write to; statements are routed among their accounts. */
  readonly companies: readonly string[];
  /** Name to show; the path's last part otherwise. */
  readonly name?: string;
  readonly format?: string;
  readonly profile?: string;
  /** IBAN or number of the account, for files that do not name it. */
  readonly account?: string;
  readonly dryRun?: boolean;
  readonly onProgress?: Progress;
}

/** The report of an import. */
export interface ImportStatementReport {
  readonly file: string;
  readonly format: string;
  readonly dryRun: boolean;
  readonly statements: readonly ImportedStatement[];
  readonly problems: readonly Problem[];
}

/**
 * Imports a bank statement file of any supported format; archives are opened.
 *
 * The file is read once, for its sums, accounts and problems, so that nothing broken is stored; its lines go through a
 * temporary file into the database, all statements of one company in one transaction. A statement is stored whole or
 * not at all; one of an unknown account waits in the inbox; the same bytes twice, also at the same time, are known.
 *
 * @throws InputError if the file is of no known format
 */
export async function importStatement(
  context: OperationsContext,
  path: string,
  options: ImportStatementOptions,
): Promise<ImportStatementReport> {
  const spool = await StatementSpool.open(context.folder);
  try {
    return await importThrough(spool, context, path, options);
  } finally {
    await spool.close();
  }
}

async function importThrough(
  spool: StatementSpool,
  context: OperationsContext,
  path: string,
  options: ImportStatementOptions,
): Promise<ImportStatementReport> {
  const name = options.name ?? basename(path);
  const file = statementFile(path, name, await statementReaders(context.adapters), options);
  const read = counted(file.lines(), `reading ${name}`, 0, options.onProgress);
  const { statements, problems } = await summarise(read, (ordinal, line) => spool.add(ordinal, line));
  await spool.finish();
  const format = statements[0]?.head.source.format ?? 'unknown';

  const candidates = await accountsOf(context, options.companies);
  const chosen = options.account === undefined ? undefined : identityOf(options.account);
  const routed = statements.map((summary) => withRoute(summary, chosen, candidates));
  const results: Results = new Map();
  for (const entry of routed) {
    const refusal = refusalOf(entry, chosen);
    if (refusal) results.set(entry.summary.ordinal, reportOf(entry, 'refused', NO_LINES, { problems: refusal }));
  }
  const sound = routed.filter(({ summary }) => !results.has(summary.ordinal));
  for (const [ordinal, result] of await storeSound(context, { file, spool, format }, sound, options))
    results.set(ordinal, result);

  return {
    file: name,
    format,
    dryRun: options.dryRun ?? false,
    statements: routed.map(({ summary }) => results.get(summary.ordinal)!),
    problems: [...problems, ...emptiness(statements, problems, name)],
  };
}

function withRoute(
  summary: StatementSummary,
  chosen: AccountIdentity | undefined,
  candidates: readonly Candidate[],
): RoutedStatement {
  const identity = chosen ?? summary.account;
  return { summary, identity, route: routeStatement(identity, summary.currency, candidates) };
}

async function storeSound(
  context: OperationsContext,
  read: { readonly file: StatementFile; readonly spool: StatementSpool; readonly format: string },
  sound: readonly RoutedStatement[],
  options: ImportStatementOptions,
): Promise<Results> {
  const results: Results = new Map();
  if (sound.length === 0) return results;
  const incoming: Incoming = {
    ...read,
    digest: await digestOf(read.file.path),
    dryRun: options.dryRun ?? false,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  };
  const byCompany = new Map<string, RoutedStatement[]>();
  for (const entry of sound) {
    if (entry.route.kind !== 'account') continue;
    const { companyId } = entry.route;
    byCompany.set(companyId, [...(byCompany.get(companyId) ?? []), entry]);
  }
  for (const [companyId, own] of byCompany)
    for (const [ordinal, result] of await storeForCompany(context, companyId, incoming, own))
      results.set(ordinal, result);
  const unknown = sound.filter(({ route }) => route.kind === 'unknown');
  // Beside its neighbours in the file, who most likely have the same owner.
  const home = [...byCompany.keys()][0] ?? options.companies[0];
  for (const [ordinal, result] of await keepInInbox(context, home, incoming, unknown)) results.set(ordinal, result);
  return results;
}

/** A recognised file that yields nothing says so. */
function emptiness(statements: readonly StatementSummary[], problems: readonly Problem[], name: string): Problem[] {
  if (statements.length > 0 || problems.length > 0) return [];
  return [{ severity: 'warning', rule: 'no-statement', message: `${name} holds no statement; nothing was stored.` }];
}

function identityOf(account: string): AccountIdentity {
  const plain = compact(account);
  return /^[A-Z]{2}\d{2}/.test(plain) ? { iban: plain } : { number: plain };
}
