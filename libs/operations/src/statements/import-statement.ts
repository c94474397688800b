import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  InputError,
  formatMinor,
  parseDay,
  type Problem,
  type StatementLine,
  type TransactionLine,
} from '@lettrage/domain';
import { InboxStore, newId, StatementStore, type StoredLines } from '@lettrage/persistence';
import { fileSource, readStatements, statementReaders, type ReaderCandidate } from '@lettrage/adapter-host';
import type { OperationsContext, Progress } from '../context.js';
import { accountsOf } from '../setup/accounts.js';
import { readCompany } from '../setup/companies.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { routeStatement, type Candidate, type Route } from './route-statement.js';
import { dayRange, recordOf, summarise, type StatementSummary } from './statement-summary.js';

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

/** What became of one statement of the file. */
export interface ImportedStatement {
  readonly account: string;
  readonly company?: string;
  readonly companyId?: string;
  readonly currency?: string;
  readonly from?: string;
  readonly to?: string;
  readonly opening?: string;
  readonly closing?: string;
  readonly count: number;
  readonly sum: string;
  readonly balanced?: boolean;
  /** `known`: the same bytes were imported before. `inbox`: waits for its account. `refused`: nothing of it was stored. */
  readonly state: 'stored' | 'preview' | 'known' | 'inbox' | 'refused';
  readonly lines: StoredLines;
  readonly problems: readonly Problem[];
}

/** The report of an import. */
export interface ImportStatementReport {
  readonly file: string;
  readonly format: string;
  readonly dryRun: boolean;
  readonly statements: readonly ImportedStatement[];
  readonly problems: readonly Problem[];
}

const NO_LINES: StoredLines = { read: 0, stored: 0, known: 0, booked: 0, history: 0, held: 0 };

/**
 * Imports a bank statement file of any supported format; archives are opened.
 *
 * The file is read twice: first for its sums, accounts and problems, so that nothing broken is stored, then into the
 * database, all statements of one company in one transaction. A statement is stored whole or not at all; one of an
 * unknown account waits in the inbox; the same bytes twice, also at the same time, are known.
 *
 * @throws InputError if the file is of no known format
 */
export async function importStatement(
  context: OperationsContext,
  path: string,
  options: ImportStatementOptions,
): Promise<ImportStatementReport> {
  const name = options.name ?? basename(path);
  const readers = await statementReaders(context.adapters);
  const file = statementFile(path, name, readers, options);
  const candidates = await accountsOf(context, options.companies);
  return importFile(context, file, candidates, options);
}

/** A file that can be read as often as it takes. */
interface StatementFile {
  readonly path: string;
  readonly name: string;
  lines(): AsyncIterable<readonly StatementLine[]>;
}

function statementFile(path: string, name: string, readers: readonly ReaderCandidate[], options: ImportStatementOptions): StatementFile {
  const { format, profile } = options;
  const choice = { ...(format === undefined ? {} : { format }), ...(profile === undefined ? {} : { profile }) };
  return { path, name, lines: () => readStatements({ ...fileSource(path), name }, readers, choice) };
}

interface Routed {
  readonly summary: StatementSummary;
  readonly route: Route;
}

async function importFile(
  context: OperationsContext,
  file: StatementFile,
  candidates: readonly Candidate[],
  options: ImportStatementOptions,
): Promise<ImportStatementReport> {
  const { name } = file;
  const { statements, problems } = await summarise(counted(file.lines(), `reading ${name}`, 0, options.onProgress));
  const format = statements[0]?.head.source.format ?? 'unknown';
  const routed = statements.map((summary): Routed => {
    const identity = options.account === undefined ? summary.account : identityOf(options.account);
    return { summary, route: routeStatement(identity, summary.currency, candidates) };
  });
  const results = new Map<number, ImportedStatement>();
  for (const { summary, route } of routed) {
    const refusal = refusalOf(summary, route);
    if (refusal) results.set(summary.ordinal, describe(summary, route, 'refused', NO_LINES, refusal));
    else if (options.dryRun) results.set(summary.ordinal, describe(summary, route, route.kind === 'account' ? 'preview' : 'inbox', NO_LINES));
  }
  const sound = routed.filter(({ summary }) => !results.has(summary.ordinal));
  if (sound.length > 0) {
    const digest = { ...(await sha256Of(file.path)), format };
    for (const companyId of new Set(sound.flatMap(({ route }) => (route.kind === 'account' ? [route.companyId] : [])))) {
      const own = sound.filter(({ route }) => route.kind === 'account' && route.companyId === companyId);
      for (const [ordinal, result] of await storeForCompany(context, companyId, file, digest, own, options)) results.set(ordinal, result);
    }
    const unknown = sound.filter(({ route }) => route.kind === 'unknown');
    for (const [ordinal, result] of await toInbox(context, file, digest, unknown, sound, options)) results.set(ordinal, result);
  }
  return {
    file: name,
    format,
    dryRun: options.dryRun ?? false,
    statements: routed.map(({ summary }) => results.get(summary.ordinal)!),
    problems: [...problems, ...emptiness(statements, problems, name)],
  };
}

/** A recognised file that yields nothing says so. */
function emptiness(statements: readonly StatementSummary[], problems: readonly Problem[], name: string): Problem[] {
  if (statements.length > 0 || problems.length > 0) return [];
  return [{ severity: 'warning', rule: 'no-statement', message: `${name} holds no statement; nothing was stored.` }];
}

function refusalOf(summary: StatementSummary, route: Route): Problem[] | undefined {
  if (summary.broken) return [];
  if (route.kind === 'ambiguous') {
    return [
      {
        severity: 'error',
        rule: 'account-ambiguous',
        message: `The account of this statement belongs to ${route.candidates.length} companies; say which one with --company.`,
      },
    ];
  }
  if (route.kind === 'currency') {
    const known = route.candidates.map((candidate) => candidate.account.currency).join(', ');
    return [
      {
        severity: 'error',
        rule: 'account-currency',
        message: `The statement is in ${summary.currency ?? 'an unknown currency'} but the account is kept in ${known}; add the account in that currency (lettrage account add … --currency ${summary.currency ?? 'XXX'}) or correct the file.`,
      },
    ];
  }
  return undefined;
}

async function storeForCompany(
  context: OperationsContext,
  companyId: string,
  file: StatementFile,
  digest: { sha256: Uint8Array; size: bigint; format: string },
  own: readonly Routed[],
  options: ImportStatementOptions,
): Promise<Map<number, ImportedStatement>> {
  return context.database.withCompany(
    companyId,
    async (tx) => {
      const store = new StatementStore(tx);
      const company = await readCompany(tx);
      const results = new Map<number, ImportedStatement>();
      const fileId = await store.claimFile({ ...digest, name: file.name });
      if (fileId === undefined) {
        for (const { summary, route } of own) {
          results.set(summary.ordinal, describe(summary, route, 'known', { ...NO_LINES, read: summary.count, known: summary.count }));
        }
        return results;
      }
      const total = own.reduce((sum, { summary }) => sum + summary.count, 0);
      const wanted = new Map(own.map((entry) => [entry.summary.ordinal, entry]));
      for await (const { ordinal, lines } of statementsOf(counted(file.lines(), `storing ${file.name}`, total, options.onProgress))) {
        const entry = wanted.get(ordinal);
        if (!entry || entry.route.kind !== 'account') continue;
        const statementId = newId();
        await store.insertStatement(recordOf(entry.summary, statementId, fileId, entry.route.account.id));
        const stored = await store.storeLines({ id: statementId, fileId, accountId: entry.route.account.id }, lines, company.cutOverDay);
        results.set(ordinal, describe(entry.summary, entry.route, 'stored', stored));
      }
      await store.saveReport(fileId, [...results.values()]);
      await requestReconcile(tx);
      return results;
    },
    // The lines stream from the file into the transaction: a retry would start with the stream half read.
    { retries: 0 },
  );
}

async function toInbox(
  context: OperationsContext,
  file: StatementFile,
  digest: { sha256: Uint8Array; size: bigint; format: string },
  unknown: readonly Routed[],
  sound: readonly Routed[],
  options: ImportStatementOptions,
): Promise<Map<number, ImportedStatement>> {
  const results = new Map<number, ImportedStatement>();
  if (unknown.length === 0) return results;
  const neighbour = sound.find(({ route }) => route.kind === 'account')?.route;
  const home = neighbour?.kind === 'account' ? neighbour.companyId : options.companies[0];
  if (home === undefined) {
    throw new InputError('no-company', 'There is no company to keep the statement for; add one first: lettrage company add NAME --siren …');
  }
  const wanted = new Map(unknown.map((entry) => [entry.summary.ordinal, entry]));
  await context.database.withCompany(
    home,
    async (tx) => {
      const inbox = new InboxStore(tx);
      for await (const { ordinal, lines } of statementsOf(file.lines())) {
        const entry = wanted.get(ordinal);
        if (!entry) continue;
        const { summary } = entry;
        const content = await ndjsonOf(summary, lines);
        await inbox.keep({
          fileName: file.name, sha256: digest.sha256, format: digest.format, account: { ...summary.account },
          ...(summary.currency ? { currency: summary.currency } : {}),
          ...(summary.firstDay ? { from: parseDay(summary.firstDay) } : {}),
          ...(summary.lastDay ? { to: parseDay(summary.lastDay) } : {}),
          count: summary.count, sum: sumOf(summary), content,
        });
        results.set(ordinal, describe(summary, entry.route, 'inbox', { ...NO_LINES, read: summary.count }, [inboxProblem(summary)]));
      }
    },
    { retries: 0 },
  );
  return results;
}

function inboxProblem(summary: StatementSummary): Problem {
  const account = summary.account.iban ?? summary.account.number;
  return {
    severity: 'warning',
    rule: 'account-unknown',
    message: account
      ? `The account ${account} is not known; its ${summary.count} lines (${sumOf(summary)} ${summary.currency ?? ''}) wait in the inbox. Add it: lettrage account add ${account}${summary.currency && summary.currency !== 'EUR' ? ` --currency ${summary.currency}` : ''}`
      : 'The file names no account; its lines wait in the inbox. Import it again with --account IBAN.',
  };
}

/** Splits the stream into statements; each one's lines must be read, or are skipped, before the next. */
async function* statementsOf(
  chunks: AsyncIterable<readonly StatementLine[]>,
): AsyncIterable<{ ordinal: number; lines: AsyncIterable<TransactionLine> }> {
  const flat = (async function* () {
    for await (const chunk of chunks) yield* chunk;
  })();
  let ordinal = 0;
  for (;;) {
    const next = await flat.next();
    if (next.done) return;
    if (next.value.type !== 'statement') continue;
    ordinal++;
    let ended = false;
    const lines = (async function* () {
      while (!ended) {
        const line = await flat.next();
        if (line.done || line.value.type === 'statement-end') ended = true;
        else if (line.value.type === 'transaction') yield line.value;
      }
    })();
    yield { ordinal, lines };
    for await (const _skipped of lines);
  }
}

async function ndjsonOf(summary: StatementSummary, lines: AsyncIterable<TransactionLine>): Promise<Uint8Array> {
  const parts = [JSON.stringify(summary.head)];
  for await (const line of lines) parts.push(JSON.stringify(line));
  if (summary.end) parts.push(JSON.stringify(summary.end));
  return Buffer.from(`${parts.join('\n')}\n`);
}

async function* counted(
  chunks: AsyncIterable<readonly StatementLine[]>,
  what: string,
  total: number,
  onProgress: Progress | undefined,
): AsyncIterable<readonly StatementLine[]> {
  let done = 0;
  for await (const chunk of chunks) {
    done += chunk.reduce((n, line) => n + (line.type === 'transaction' ? 1 : 0), 0);
    onProgress?.({ what, done, total, unit: 'lines' });
    yield chunk;
  }
}

function describe(
  summary: StatementSummary,
  route: Route,
  state: ImportedStatement['state'],
  lines: StoredLines,
  more: readonly Problem[] = [],
): ImportedStatement {
  const assumed: Problem[] =
    route.kind === 'account' && route.assumed
      ? [{ severity: 'warning', rule: 'account-assumed', message: `The file names no account; it went to the only one there is, ${route.account.iban ?? route.account.number}.` }]
      : [];
  const unbalanced: Problem[] =
    summary.end?.balanced === false
      ? [{ severity: 'warning', rule: 'balance', message: 'Opening balance and movements do not give the closing balance: a line may be missing. Ask the bank for the complete statement.' }]
      : [];
  return {
    account: summary.account.iban ?? summary.account.number ?? (route.kind === 'account' ? (route.account.iban ?? route.account.number ?? '') : ''),
    ...(route.kind === 'account' ? { companyId: route.companyId } : {}),
    ...(summary.currency ? { currency: summary.currency } : {}),
    ...dayRange(summary),
    ...(summary.head.opening ? { opening: summary.head.opening.amount } : {}),
    ...(summary.end?.closing ? { closing: summary.end.closing.amount } : {}),
    count: summary.count,
    sum: sumOf(summary),
    ...(summary.end?.balanced === undefined ? {} : { balanced: summary.end.balanced }),
    state,
    lines,
    problems: [...summary.problems, ...unbalanced, ...assumed, ...more],
  };
}

function sumOf(summary: StatementSummary): string {
  return summary.currency === undefined ? '0' : formatMinor(summary.sum, summary.currency);
}

function identityOf(account: string): { iban?: string; number?: string } {
  const plain = account.replace(/\s/g, '').toUpperCase();
  return /^[A-Z]{2}\d{2}/.test(plain) ? { iban: plain } : { number: plain };
}

async function sha256Of(path: string): Promise<{ sha256: Uint8Array; size: bigint }> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return { sha256: hash.digest(), size: (await stat(path, { bigint: true })).size };
}
