import { formatMinor, InputError, parseDay } from '@lettrage/domain';
import { InboxStore, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { StatementCursor, type OpenStatement } from './statement-cursor.js';
import { inboxProblem, NO_LINES, reportOf, type RoutedStatement } from './statement-report.js';
import type { Incoming, Results } from './store-statements.js';

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

/** The account a statement waits under: as it names it, with what the caller said of it. Currencies wait apart. */
export function inboxAccount({ summary, identity }: RoutedStatement): Readonly<Record<string, string>> {
  return { ...summary.account, ...identity, ...(summary.currency === undefined ? {} : { currency: summary.currency }) };
}

/** Statements of a file that wait for one account, as they were read. */
interface Waiting {
  readonly entries: RoutedStatement[];
  readonly parts: Uint8Array[];
}

/** One entry an account: a file may hold several statements of it, and all of them wait together. */
async function keep(tx: CompanyTransaction, incoming: Incoming, unknown: readonly RoutedStatement[]): Promise<void> {
  const wanted = new Map(unknown.map((entry) => [entry.summary.ordinal, entry]));
  const waiting = new Map<string, Waiting>();
  const cursor = new StatementCursor(incoming.file.lines());
  for (let statement = await cursor.next(); statement; statement = await cursor.next()) {
    const entry = wanted.get(statement.summary.ordinal);
    if (!entry) continue;
    const key = JSON.stringify(inboxAccount(entry));
    const group = waiting.get(key) ?? { entries: [], parts: [] };
    group.entries.push(entry);
    group.parts.push(await ndjsonOf(statement));
    waiting.set(key, group);
  }
  for (const group of waiting.values()) await keepOne(tx, incoming, group);
}

async function keepOne(tx: CompanyTransaction, incoming: Incoming, { entries, parts }: Waiting): Promise<void> {
  const summaries = entries.map((entry) => entry.summary);
  const currency = summaries.find((summary) => summary.currency !== undefined)?.currency;
  const days = summaries.flatMap((summary) => [summary.firstDay ?? [], summary.lastDay ?? []].flat()).sort();
  const sum = summaries.reduce((all, summary) => all + summary.sum, 0n);
  await new InboxStore(tx).keep({
    fileName: incoming.file.name,
    sha256: incoming.digest.sha256,
    format: summaries[0]!.head.source.format,
    account: inboxAccount(entries[0]!),
    ...(currency === undefined ? {} : { currency }),
    ...(days.length === 0 ? {} : { from: parseDay(days[0]!), to: parseDay(days.at(-1)!) }),
    count: summaries.reduce((count, summary) => count + summary.count, 0),
    sum: currency === undefined ? '0' : formatMinor(sum, currency),
    content: Buffer.concat(parts),
  });
}

/** A statement as the NDJSON it waits as. */
async function ndjsonOf(statement: OpenStatement): Promise<Uint8Array> {
  const { summary } = statement;
  const lines: string[] = [];
  for await (const group of statement.transactions()) for (const line of group) lines.push(JSON.stringify(line));
  const end = summary.end ? [JSON.stringify(summary.end)] : [];
  return Buffer.from(`${[JSON.stringify(summary.head), ...lines, ...end].join('\n')}\n`);
}
