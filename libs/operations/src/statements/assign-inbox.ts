import { formatMinor, InputError, type StatementLine, type TransactionLine } from '@lettrage/domain';
import { BankAccountStore, InboxStore, newId, StatementStore, type StoredLines } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';
import { recordOf, summarise } from './statement-summary.js';

/** What became of an assigned statement. */
export interface AssignedStatement {
  readonly statementId: string;
  readonly account: string;
  readonly sum: string;
  readonly lines: StoredLines;
}

/** Imports a statement that waited in the inbox into an account of the company, and takes it out, in one transaction. */
export async function assignInboxStatement(context: OperationsContext, companyId: string, inboxId: string, accountId: string): Promise<AssignedStatement> {
  return context.database.withCompany(companyId, async (tx) => {
    const inbox = new InboxStore(tx);
    const waiting = await inbox.get(inboxId);
    const account = await new BankAccountStore(tx).get(accountId);
    if (!waiting) throw new InputError('not-found', 'This statement does not wait in the inbox any more.');
    if (!account) throw new InputError('not-found', 'The company has no such bank account.');
    const lines = waiting.content.toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as StatementLine);
    const [summary] = (await summarise(once(lines))).statements;
    if (!summary) throw new InputError('empty-statement', 'The waiting statement holds no line.');
    if (summary.currency !== undefined && summary.currency !== account.currency) {
      throw new InputError('account-currency', `The statement is in ${summary.currency}, the account is kept in ${account.currency}.`);
    }
    const store = new StatementStore(tx);
    const size = BigInt(waiting.content.length);
    const fileId = (await store.claimFile({ sha256: waiting.sha256, name: waiting.fileName, format: waiting.format, size })) ?? (await store.fileBySha256(waiting.sha256));
    const statementId = newId();
    await store.insertStatement({ ...recordOf(summary, statementId, fileId!, account.id), ordinal: await store.nextOrdinal(fileId!) });
    const transactions = lines.filter((line): line is TransactionLine => line.type === 'transaction');
    const stored = await store.storeLines({ id: statementId, fileId: fileId!, accountId: account.id }, transactions, (await readCompany(tx)).cutOverDay);
    await inbox.remove(inboxId);
    await requestReconcile(tx);
    return { statementId, account: account.iban ?? account.number ?? account.id, sum: formatMinor(summary.sum, account.currency), lines: stored };
  });
}

async function* once<T>(value: T): AsyncIterable<T> {
  yield await Promise.resolve(value);
}
