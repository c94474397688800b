import { basename } from 'node:path';
import { statementReaders, type StatementFileHead } from '@lettrage/adapter-host';
import { compact, type AccountIdentity, type Problem } from '@lettrage/domain';
import type { OperationsContext, Progress } from '../context.js';
import { accountsOf } from '../setup/accounts.js';
import { accountTotals, type AccountTotals } from './account-totals.js';
import { routeStatement, type Candidate } from './route-statement.js';
import { encoded, linesOf, StatementCursor } from './statement-cursor.js';
import { keepInInbox } from './inbox-statements.js';
import { NO_LINES, refusalOf, reportOf, type ImportedStatement, type RoutedStatement } from './statement-report.js';
import { KeptProfiles } from './statement-profiles.js';
import { StatementSpool } from './statement-spool.js';
import { counted, digestOf, statementFile } from './statement-stream.js';
import type { StatementSummary } from './statement-summary.js';
import { CompanyImport, importForCompany, type Incoming, type Results } from './store-statements.js';

export type { AccountTotals } from './account-totals.js';
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
  /** The same by account. */
  readonly accounts: readonly AccountTotals[];
  readonly problems: readonly Problem[];
}

/**
 * Imports a bank statement file of any supported format; archives are opened.
 *
 * The file is read once. The statements of the company that its first one belongs to are stored while they are read, in
 * one transaction; those of other companies wait in a temporary file until then, each company's in a transaction of its
 * own. A statement is stored whole or not at all; one of an unknown account waits in the inbox; the same bytes twice,
 * also at the same time, are known.
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
  const profiles = new KeptProfiles(context, options.companies);
  const own =
    options.profile === undefined || options.profile.startsWith('{')
      ? undefined
      : await profiles.named(options.profile);
  const choice = { ...options, ...own, profileFor: (file: StatementFileHead) => profiles.forFile(file) };
  const incoming: Incoming = {
    file: statementFile(path, name, await statementReaders(context.adapters), choice),
    digest: await digestOf(path),
    dryRun: options.dryRun ?? false,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  };
  const routing = new Routing(await accountsOf(context, options.companies), options.account);
  const read = await readAndStore(context, incoming, routing, spool);
  const results = new Map(read.results);
  for (const entry of read.routed) {
    const { ordinal } = entry.summary;
    const refusal = results.has(ordinal) ? undefined : refusalOf(entry);
    if (refusal) results.set(ordinal, reportOf(entry, 'refused', NO_LINES, { problems: refusal }));
  }
  const waiting = read.routed.filter(({ summary }) => !results.has(summary.ordinal));
  for (const [companyId, own] of byCompany(waiting))
    for (const [ordinal, result] of await storeSpooled(context, companyId, incoming, own, spool))
      results.set(ordinal, result);
  const unknown = waiting.filter(({ route }) => route.kind === 'unknown');
  // Beside its neighbours in the file, who most likely have the same owner.
  const home = read.lead ?? byCompany(waiting).keys().next().value ?? options.companies[0];
  for (const [ordinal, result] of await keepInInbox(context, home, incoming, unknown)) results.set(ordinal, result);

  if (!incoming.dryRun) await profiles.noteUse();
  const statements = read.routed.map(({ summary }) => results.get(summary.ordinal)!);
  return {
    file: name,
    format: read.routed[0]?.summary.head.source.format ?? 'unknown',
    dryRun: incoming.dryRun,
    statements,
    accounts: accountTotals(statements),
    problems: [...read.problems, ...emptiness(read.routed, read.problems, name)],
  };
}

/** Where the statements of a file go, by what they say and what the caller said. */
class Routing {
  private readonly chosen: AccountIdentity | undefined;

  constructor(
    private readonly candidates: readonly Candidate[],
    account: string | undefined,
  ) {
    this.chosen = account === undefined ? undefined : identityOf(account);
  }

  route(summary: StatementSummary): RoutedStatement {
    const identity = this.chosen ?? summary.account;
    const route = routeStatement(identity, summary.currency, this.candidates);
    return { summary, identity, chosen: this.chosen !== undefined, route };
  }
}

/** A file that was read to its end. */
interface ReadFile {
  readonly routed: readonly RoutedStatement[];
  readonly problems: readonly Problem[];
  /** The company whose statements were stored meanwhile, and what became of them. */
  readonly lead?: string;
  readonly results: Results;
}

/** Reads the file; what belongs to the company of its first statement is in the database then, the rest in the spool. */
async function readAndStore(
  context: OperationsContext,
  incoming: Incoming,
  routing: Routing,
  spool: StatementSpool,
): Promise<ReadFile> {
  const first = await firstOf(incoming, routing);
  if (first?.route.kind !== 'account') return { ...(await readInto(incoming, routing, spool)), results: new Map() };
  const lead = first.route.companyId;
  let read: Pick<ReadFile, 'routed' | 'problems'> | undefined;
  const results = await importForCompany(context, lead, async (tx) => {
    const own = await CompanyImport.open(tx, incoming, first.summary.head.source.format);
    read = await readInto(incoming, routing, spool, { companyId: lead, import: own });
    return own.finish();
  });
  return { ...read!, lead, results };
}

/** The first statement, as far as its head tells: the company it belongs to is where the transaction begins. */
async function firstOf(incoming: Incoming, routing: Routing): Promise<RoutedStatement | undefined> {
  const cursor = new StatementCursor(incoming.file.lines());
  try {
    const statement = await cursor.next();
    return statement && routing.route(statement.summary);
  } finally {
    await cursor.close();
  }
}

async function readInto(
  incoming: Incoming,
  routing: Routing,
  spool: StatementSpool,
  lead?: { readonly companyId: string; readonly import: CompanyImport },
): Promise<Pick<ReadFile, 'routed' | 'problems'>> {
  const { file, onProgress } = incoming;
  const cursor = new StatementCursor(counted(file.lines(), `reading ${file.name}`, 0, onProgress));
  const routed: RoutedStatement[] = [];
  for (let statement = await cursor.next(); statement; statement = await cursor.next()) {
    const entry = routing.route(statement.summary);
    routed.push(entry);
    if (entry.route.kind === 'account' && entry.route.companyId === lead?.companyId)
      await lead.import.store(entry, linesOf(statement));
    else await spool.keep(entry.summary.ordinal, encoded(statement));
  }
  return { routed, problems: cursor.problems };
}

function byCompany(entries: readonly RoutedStatement[]): Map<string, RoutedStatement[]> {
  const found = new Map<string, RoutedStatement[]>();
  for (const entry of entries) {
    if (entry.route.kind !== 'account') continue;
    const { companyId } = entry.route;
    found.set(companyId, [...(found.get(companyId) ?? []), entry]);
  }
  return found;
}

function storeSpooled(
  context: OperationsContext,
  companyId: string,
  incoming: Incoming,
  own: readonly RoutedStatement[],
  spool: StatementSpool,
): Promise<Results> {
  return importForCompany(context, companyId, async (tx) => {
    const into = await CompanyImport.open(tx, incoming, own[0]!.summary.head.source.format);
    for (const entry of own) await into.store(entry, spool.statement(entry.summary.ordinal));
    return into.finish();
  });
}

/** A recognised file that yields nothing says so. */
function emptiness(statements: readonly RoutedStatement[], problems: readonly Problem[], name: string): Problem[] {
  if (statements.length > 0 || problems.length > 0) return [];
  return [{ severity: 'warning', rule: 'no-statement', message: `${name} holds no statement; nothing was stored.` }];
}

function identityOf(account: string): AccountIdentity {
  const plain = compact(account);
  return /^[A-Z]{2}\d{2}/.test(plain) ? { iban: plain } : { number: plain };
}
