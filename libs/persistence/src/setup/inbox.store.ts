import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { InboxStatementRow } from '../entities/index.js';
import { newId } from '../new-id.js';

/** A statement of an account the company has not added, as it is shown to whoever assigns or deletes it. */
export interface InboxStatement {
  readonly id: string;
  readonly fileName: string;
  readonly format: string;
  /** The account as the statement names it. */
  readonly account: Readonly<Record<string, string>>;
  readonly currency?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly count: number;
  /** Sum of the lines, a decimal string in `currency`. */
  readonly sum: string;
  readonly receivedAt: Date;
}

/** Statements that wait whole until somebody says whose account theirs is. */
export class InboxStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /**
   * Keeps a statement. Returns its id, or undefined where the same file's statement of this account waits already.
   *
   * @param statement `content`: its lines as NDJSON; `sha256`: of the file
   */
  async keep(
    statement: Omit<InboxStatement, 'id' | 'receivedAt'> & { sha256: Uint8Array; content: Uint8Array },
  ): Promise<string | undefined> {
    const [row] = await this.tx.query<{ id: string }>(
      `insert into books.inbox_statement (company_id, id, file_name, sha256, format, account, currency, from_day, to_day,
         line_count, line_sum, content) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (company_id, sha256, account) do nothing returning id`,
      [
        this.tx.companyId,
        newId(),
        statement.fileName,
        Buffer.from(statement.sha256),
        statement.format,
        JSON.stringify(statement.account),
        statement.currency ?? null,
        statement.from ?? null,
        statement.to ?? null,
        statement.count,
        statement.sum,
        Buffer.from(statement.content),
      ],
    );
    return row?.id;
  }

  /** What waits, oldest first, without the lines. */
  async list(): Promise<InboxStatement[]> {
    const rows = await this.tx.manager.find(InboxStatementRow, {
      where: { companyId: this.tx.companyId },
      order: { id: 'ASC' },
    });
    return rows.map(toInboxStatement);
  }

  /** One statement with its lines (NDJSON) and the hash of its file. */
  async get(id: string): Promise<(InboxStatement & { content: Buffer; sha256: Buffer }) | undefined> {
    const row = await this.tx.manager
      .createQueryBuilder(InboxStatementRow, 'inbox')
      .addSelect('inbox.content')
      .where({ companyId: this.tx.companyId, id })
      .getOne();
    return row ? { ...toInboxStatement(row), content: row.content, sha256: row.sha256 } : undefined;
  }

  /** Takes out what waits of this file under one of these accounts: it was imported since. */
  async removeStatement(sha256: Uint8Array, accounts: readonly InboxStatement['account'][]): Promise<void> {
    await this.tx.query(
      `delete from books.inbox_statement where company_id = $1 and sha256 = $2 and account = any ($3::jsonb[])`,
      [this.tx.companyId, Buffer.from(sha256), accounts.map((account) => JSON.stringify(account))],
    );
  }

  /** Takes a statement out: it was assigned, or a person deletes it. */
  async remove(id: string): Promise<boolean> {
    const done = await this.tx.manager.delete(InboxStatementRow, { companyId: this.tx.companyId, id });
    return (done.affected ?? 0) > 0;
  }
}

function toInboxStatement(row: InboxStatementRow): InboxStatement {
  return {
    id: row.id,
    fileName: row.fileName,
    format: row.format,
    account: row.account,
    ...(row.currency === null ? {} : { currency: row.currency }),
    ...(row.fromDay === null ? {} : { from: row.fromDay as Day }),
    ...(row.toDay === null ? {} : { to: row.toDay as Day }),
    count: row.lineCount,
    sum: row.lineSum,
    receivedAt: row.receivedAt,
  };
}
