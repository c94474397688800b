import { formatMinor, InputError, parseDay } from '@lettrage/domain';
import { InboxStore, newId, StatementStore, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext, Progress } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';
import { inboxProblem, NO_LINES, reportOf, type ImportedStatement, type RoutedStatement } from './statement-report.js';
import type { StatementSpool } from './statement-spool.js';
import { ndjsonOf, statementsOf, type FileDigest, type StatementFile } from './statement-stream.js';
import { recordOf } from './statement-summary.js';

/** A file that is being imported. */
export interface Incoming {
  readonly file: StatementFile;
  /** Its lines, as they were read when it was checked. */
  readonly spool: StatementSpool;
  readonly digest: FileDigest;
  readonly format: string;
  /** Does everything in the database and takes it back: what the preview says is what an import would do. */
  readonly dryRun: boolean;
  readonly onProgress?: Progress;
}

/** What became of the statements of a file, by their position in it. */
export type Results = Map<number, ImportedStatement>;

/**
 * Stores the statements of one company, all in one transaction: every one whole, or none. Those of accounts that have
 * this file's lines already are known.
 */
export async function storeForCompany(
  context: OperationsContext,
  companyId: string,
  incoming: Incoming,
  own: readonly RoutedStatement[],
): Promise<Results> {
  try {
    return await context.database.withCompany(companyId, (tx) => store(tx, incoming, own));
  } catch (error) {
    if (error instanceof Preview) return error.results;
    throw error;
  }
}

/** Ends the transaction of a dry run, with what it would have done. */
class Preview extends Error {
  constructor(readonly results: Results) {
    super('dry run');
  }
}

async function store(tx: CompanyTransaction, incoming: Incoming, own: readonly RoutedStatement[]): Promise<Results> {
  const { file, digest, format, dryRun } = incoming;
  const statements = new StatementStore(tx);
  const company = await readCompany(tx);
  const claimed = await statements.claimFile({ ...digest, format, name: file.name });
  const fileId = claimed ?? (await statements.fileBySha256(digest.sha256))!;
  // An account that was added after the file first came has none of its lines yet.
  const having = new Set(claimed === undefined ? await statements.accountsInFile(fileId) : []);
  const { fresh, results } = splitKnown(own, having, company.name);
  if (fresh.size === 0) return results;

  let ordinal = await statements.nextOrdinal(fileId);
  const total = [...fresh.values()].reduce((sum, { summary }) => sum + summary.count, 0);
  let done = 0;
  for (const [position, entry] of fresh) {
    if (entry.route.kind !== 'account') continue;
    const { count } = entry.summary;
    const lines = incoming.spool.lines(position, (share) =>
      incoming.onProgress?.({
        what: `storing ${file.name}`,
        done: done + Math.round(share * count),
        total,
        unit: 'lines',
      }),
    );
    const accountId = entry.route.account.id;
    const id = newId();
    await statements.insertStatement({ ...recordOf(entry.summary, id, fileId, accountId), ordinal: ordinal++ });
    const stored = await statements.storeLines({ id, fileId, accountId }, lines, company.cutOverDay);
    done += count;
    results.set(position, reportOf(entry, dryRun ? 'preview' : 'stored', stored, { company: company.name }));
    await new InboxStore(tx).removeStatement(digest.sha256, [
      inboxAccount({ ...entry, identity: {} }),
      inboxAccount(entry),
    ]);
  }
  if (dryRun) throw new Preview(results);
  await statements.saveReport(fileId, [...results.values()]);
  await requestReconcile(tx);
  return results;
}

function splitKnown(own: readonly RoutedStatement[], having: ReadonlySet<string>, company: string) {
  const fresh = new Map<number, RoutedStatement>();
  const results: Results = new Map();
  for (const entry of own) {
    const { summary, route } = entry;
    if (route.kind !== 'account') continue;
    const lines = { ...NO_LINES, read: summary.count, known: summary.count };
    if (having.has(route.account.id)) results.set(summary.ordinal, reportOf(entry, 'known', lines, { company }));
    else fresh.set(summary.ordinal, entry);
  }
  return { fresh, results };
}

/** Keeps the statements of unknown accounts whole, in the inbox of a company the caller may write to. */
export async function keepInInbox(
  context: OperationsContext,
  home: string | undefined,
  incoming: Incoming,
  unknown: readonly RoutedStatement[],
): Promise<Results> {
  const results: Results = new Map();
  if (unknown.length === 0) return results;
  if (home === undefined) {
    throw new InputError(
      'no-company',
      'There is no company to keep the statement for; add one first: lettrage company add NAME --siren …',
    );
  }
  for (const entry of unknown) {
    const lines = { ...NO_LINES, read: entry.summary.count };
    results.set(entry.summary.ordinal, reportOf(entry, 'inbox', lines, { problems: [inboxProblem(entry)] }));
  }
  if (incoming.dryRun) return results;
  await context.database.withCompany(home, (tx) => keep(tx, incoming, unknown), { retries: 0 });
  return results;
}

/** One entry an account: a file may hold several statements of it, and all of them wait together. */
async function keep(tx: CompanyTransaction, incoming: Incoming, unknown: readonly RoutedStatement[]): Promise<void> {
  const wanted = new Map(unknown.map((entry) => [entry.summary.ordinal, entry]));
  const waiting = new Map<string, { entries: RoutedStatement[]; parts: Uint8Array[] }>();
  for await (const { ordinal, lines } of statementsOf(incoming.file.lines())) {
    const entry = wanted.get(ordinal);
    if (!entry) continue;
    const key = JSON.stringify(inboxAccount(entry));
    const group = waiting.get(key) ?? { entries: [], parts: [] };
    group.entries.push(entry);
    group.parts.push(await ndjsonOf(entry.summary, lines));
    waiting.set(key, group);
  }
  const inbox = new InboxStore(tx);
  for (const { entries, parts } of waiting.values()) {
    const summaries = entries.map((entry) => entry.summary);
    const currency = summaries.find((summary) => summary.currency !== undefined)?.currency;
    const days = summaries.flatMap((summary) => [summary.firstDay ?? [], summary.lastDay ?? []].flat()).sort();
    await inbox.keep({
      fileName: incoming.file.name,
      sha256: incoming.digest.sha256,
      format: incoming.format,
      account: inboxAccount(entries[0]!),
      ...(currency === undefined ? {} : { currency }),
      ...(days.length === 0 ? {} : { from: parseDay(days[0]!), to: parseDay(days.at(-1)!) }),
      count: summaries.reduce((count, summary) => count + summary.count, 0),
      sum:
        currency === undefined
          ? '0'
          : formatMinor(
              summaries.reduce((sum, one) => sum + one.sum, 0n),
              currency,
            ),
      content: Buffer.concat(parts),
    });
  }
}

/** The account a statement waits under: as it names it, with what the caller said of it. Currencies wait apart. */
function inboxAccount({ summary, identity }: RoutedStatement): Readonly<Record<string, string>> {
  return { ...summary.account, ...identity, ...(summary.currency === undefined ? {} : { currency: summary.currency }) };
}
