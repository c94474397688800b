import { compact, formatMinor, InputError, type StatementLine } from '@lettrage/domain';
import {
  BankAccountStore,
  InboxStore,
  newId,
  StatementStore,
  type BankAccount,
  type CompanyTransaction,
  type InboxStatement,
  type StoredLines,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';
import { encoded, StatementCursor } from './statement-cursor.js';
import { followChain } from './statement-chain.js';
import { recordOf, type StatementSummary } from './statement-summary.js';

/** What became of an assigned statement; several of one file that waited together count as one. */
export interface AssignedStatement {
  readonly statementId: string;
  readonly account: string;
  readonly sum: string;
  readonly lines: StoredLines;
}

/** Imports what waited in the inbox into an account of the company, and takes it out, in one transaction. */
export async function assignInboxStatement(
  context: OperationsContext,
  companyId: string,
  inboxId: string,
  accountId: string,
): Promise<AssignedStatement> {
  return context.database.withCompany(companyId, async (tx) => {
    const inbox = new InboxStore(tx);
    const waiting = await inbox.get(inboxId);
    const account = await new BankAccountStore(tx).get(accountId);
    if (!waiting) throw new InputError('not-found', 'This statement does not wait in the inbox any more.');
    if (!account) throw new InputError('not-found', 'The company has no such bank account.');
    const assigned = await store(tx, waiting, account);
    await inbox.remove(inboxId);
    await requestReconcile(tx);
    return assigned;
  });
}

async function store(
  tx: CompanyTransaction,
  waiting: InboxStatement & { readonly content: Buffer; readonly sha256: Buffer },
  account: BankAccount,
): Promise<AssignedStatement> {
  const lines = readContent(waiting.content);
  const summaries = await summariesOf(lines);
  const other = summaries.find((summary) => (summary.currency ?? account.currency) !== account.currency);
  if (other) {
    const message = `The statement is in ${other.currency}, the account is kept in ${account.currency}; assign it to one in ${other.currency}.`;
    throw new InputError('account-currency', message);
  }
  const statements = new StatementStore(tx);
  const { sha256, fileName: name, format } = waiting;
  const size = BigInt(waiting.content.length);
  const claimed = await statements.claimFile({ sha256, name, format, size });
  const fileId = claimed ?? (await statements.fileBySha256(sha256))!;
  const { cutOverDay } = await readCompany(tx);
  await statements.lockAccounts([account.id]);
  let ordinal = await statements.nextOrdinal(fileId);
  let statementId = '';
  const sum: { -readonly [Key in keyof StoredLines]: number } = {
    read: 0,
    stored: 0,
    known: 0,
    booked: 0,
    history: 0,
    held: 0,
  };
  const cursor = new StatementCursor(once(lines));
  for (let waited = await cursor.next(); waited; waited = await cursor.next()) {
    statementId = newId();
    const statement = { id: statementId, fileId, accountId: account.id };
    const record = recordOf(summaries[waited.summary.ordinal - 1]!, statement);
    await statements.insertStatement({ ...record, ordinal: ordinal++ });
    const stored = await statements.storeLines(statement, encoded(waited), cutOverDay);
    for (const key of Object.keys(sum) as (keyof StoredLines)[]) sum[key] += stored[key];
  }
  if (statementId === '') throw new InputError('empty-statement', 'The waiting statement holds no line.');
  await followChain(tx, account);
  const total = summaries.reduce((all, summary) => all + summary.sum, 0n);
  const named = account.iban ?? account.number ?? account.id;
  return { statementId, account: named, sum: formatMinor(total, account.currency), lines: sum };
}

/** The account of a company that a person names by IBAN, number or id. */
export async function accountNamed(context: OperationsContext, companyId: string, name: string): Promise<BankAccount> {
  const accounts = await context.database.withCompany(companyId, (tx) => new BankAccountStore(tx).list());
  const wanted = compact(name);
  const found = accounts.filter(
    (one) => one.id === name || one.iban === wanted || (one.number && compact(one.number) === wanted),
  );
  if (found.length === 1) return found[0]!;
  const known = accounts.map((one) => one.iban ?? one.number ?? one.id).join(', ') || 'none yet';
  throw new InputError(
    'unknown-account',
    found.length === 0
      ? `The company has no account ${name}. Its accounts: ${known}. Add it: lettrage account add ${wanted}`
      : `The company has ${found.length} accounts ${name}, in different currencies; name one by its id: ${found.map((one) => `${one.id} (${one.currency})`).join(', ')}.`,
  );
}

function readContent(content: Buffer): StatementLine[] {
  const texts = content.toString('utf8').split('\n').filter(Boolean);
  return texts.map((line) => JSON.parse(line) as StatementLine);
}

async function summariesOf(lines: readonly StatementLine[]): Promise<StatementSummary[]> {
  const cursor = new StatementCursor(once(lines));
  const summaries: StatementSummary[] = [];
  // Going on to the next reads one to its end.
  for (let waited = await cursor.next(); waited; waited = await cursor.next()) summaries.push(waited.summary);
  return summaries;
}

async function* once<T>(value: T): AsyncIterable<T> {
  yield await Promise.resolve(value);
}
