import type { Day } from '@lettrage/domain';
import { InboxStore, newId, StatementStore, type BankAccount, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext, Progress } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';
import { inboxAccount } from './inbox-statements.js';
import { chainProblems, followChain, type ChainAfterImport } from './statement-chain.js';
import { NO_LINES, refusalOf, reportOf, type ImportedStatement, type RoutedStatement } from './statement-report.js';
import type { FileDigest, StatementFile } from './statement-stream.js';
import { recordOf } from './statement-summary.js';

/** A file that is being imported. */
export interface Incoming {
  readonly file: StatementFile;
  readonly digest: FileDigest;
  /** Does everything in the database and takes it back: what the preview says is what an import would do. */
  readonly dryRun: boolean;
  readonly onProgress?: Progress;
}

/** The lines of a statement, from its file or from where they were kept meanwhile. */
export interface IncomingLines {
  /** As a `StatementLineEncoder` writes them. */
  encoded(): AsyncIterable<Uint8Array>;
  /** Reads them to their end for what the summary learns from them, and does nothing with them. */
  passOver(): Promise<void>;
}

/** What became of the statements of a file, by their position in it. */
export type Results = Map<number, ImportedStatement>;

/** The statements of a file that belong to one company, stored in one transaction: every one whole, or none. */
export class CompanyImport {
  readonly results: Results = new Map();
  private readonly statements: StatementStore;
  private readonly accounts = new Map<string, BankAccount>();
  /** What was stored, by the id of the statement. */
  private readonly stored = new Map<string, RoutedStatement>();

  private constructor(
    private readonly tx: CompanyTransaction,
    private readonly incoming: Incoming,
    private readonly company: { readonly name: string; readonly cutOverDay: Day },
    private readonly fileId: string,
    /** Accounts that have this file's lines already; one that was added after the file first came has none yet. */
    private readonly having: ReadonlySet<string>,
    private ordinal: number,
  ) {
    this.statements = new StatementStore(tx);
  }

  /** @param format of the file, as its statements say it */
  static async open(tx: CompanyTransaction, incoming: Incoming, format: string): Promise<CompanyImport> {
    const statements = new StatementStore(tx);
    const company = await readCompany(tx);
    const { digest, file } = incoming;
    const claimed = await statements.claimFile({ ...digest, format, name: file.name });
    const fileId = claimed ?? (await statements.fileBySha256(digest.sha256))!;
    const having = new Set(claimed === undefined ? await statements.accountsInFile(fileId) : []);
    return new CompanyImport(tx, incoming, company, fileId, having, await statements.nextOrdinal(fileId));
  }

  /**
   * Stores a statement while its lines come, and takes it back where its end shows that it must be refused.
   *
   * @param lines read once; its summary is whole once they have ended
   */
  async store(entry: RoutedStatement, lines: IncomingLines): Promise<void> {
    if (entry.route.kind !== 'account') throw new Error('A statement without an account cannot be stored.');
    const { summary } = entry;
    const accountId = entry.route.account.id;
    if (this.having.has(accountId)) return this.passOver(entry, lines);
    const statement = { id: newId(), fileId: this.fileId, accountId };
    const record = () => ({ ...recordOf(summary, statement), ordinal: this.ordinal });
    await this.tx.query('savepoint statement');
    await this.statements.lockAccounts([accountId]);
    await this.statements.insertStatement(record());
    const stored = await this.statements.storeLines(statement, lines.encoded(), this.company.cutOverDay);
    const refusal = refusalOf(entry);
    if (refusal) {
      await this.tx.query('rollback to savepoint statement');
      this.results.set(summary.ordinal, reportOf(entry, 'refused', NO_LINES, { problems: refusal }));
      return;
    }
    await this.statements.completeStatement(record());
    await this.tx.query('release savepoint statement');
    await this.takeFromInbox(entry);
    this.ordinal++;
    this.accounts.set(accountId, entry.route.account);
    this.stored.set(statement.id, entry);
    const state = this.incoming.dryRun ? 'preview' : 'stored';
    this.results.set(summary.ordinal, reportOf(entry, state, stored, { company: this.company.name }));
  }

  /**
   * Ends the import into the company.
   *
   * @throws TakenBack with the results, for the transaction to end without a trace, if nothing was stored or in a dry run
   */
  async finish(): Promise<Results> {
    if (this.stored.size === 0) throw new TakenBack(this.results);
    for (const account of this.accounts.values()) this.addChain(await followChain(this.tx, account));
    if (this.incoming.dryRun) throw new TakenBack(this.results);
    await this.statements.saveReport(this.fileId, [...this.results.values()]);
    await requestReconcile(this.tx);
    return this.results;
  }

  /** Tells of each statement how it hangs on those before it, and which gaps the file closed. */
  private addChain({ findings, closed }: ChainAfterImport): void {
    let untold = closed;
    for (const [id, { summary }] of this.stored) {
      const finding = findings.get(id);
      const result = this.results.get(summary.ordinal);
      if (finding === undefined || result === undefined) continue;
      const problems = chainProblems(finding, summary.head.sequence, summary.currency ?? '');
      const { chain, missing, late } = finding;
      this.results.set(summary.ordinal, {
        ...result,
        chain,
        ...(missing === undefined ? {} : { missing }),
        ...(late ? { late } : {}),
        ...(untold.length > 0 ? { closes: untold } : {}),
        problems: [...result.problems, ...problems],
      });
      untold = [];
    }
  }

  /** A statement that is there already is only counted. */
  private async passOver(entry: RoutedStatement, incoming: IncomingLines): Promise<void> {
    await incoming.passOver();
    const refusal = refusalOf(entry);
    const { count, ordinal } = entry.summary;
    const lines = { ...NO_LINES, read: count, known: count };
    const result = refusal
      ? reportOf(entry, 'refused', NO_LINES, { problems: refusal })
      : reportOf(entry, 'known', lines, { company: this.company.name });
    this.results.set(ordinal, result);
  }

  private async takeFromInbox(entry: RoutedStatement): Promise<void> {
    const waited = [inboxAccount({ ...entry, identity: {} }), inboxAccount(entry)];
    await new InboxStore(this.tx).removeStatement(this.incoming.digest.sha256, waited);
  }
}

/** Ends a transaction that shall leave nothing, with what it would have done. */
class TakenBack extends Error {
  constructor(readonly results: Results) {
    super('taken back');
  }
}

/** Runs an import into one company in its transaction; started anew where the database asks for it. */
export async function importForCompany(
  context: OperationsContext,
  companyId: string,
  work: (tx: CompanyTransaction) => Promise<Results>,
): Promise<Results> {
  try {
    const results = await context.database.withCompany(companyId, work);
    await context.database.refreshStatistics();
    return results;
  } catch (error) {
    if (error instanceof TakenBack) return error.results;
    throw error;
  }
}
