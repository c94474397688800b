import type { Day } from '@lettrage/domain';
import { insertNew } from '../bulk/insert-new.js';
import { storeInChunks } from '../bulk/store-in-chunks.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';
import { copyIncoming, createIncoming } from './statement-line-encoder.js';
import { CREATE_LINES, KEEP_LINES } from './suspected-doubles.sql.js';
import { NO_DOUBLES, SuspectedDoubles } from './suspected-doubles.js';

/** A statement as it is stored: its head and what its own end said. Amounts are minor units of the account's currency. */
export interface StatementRecord {
  readonly id: string;
  readonly fileId: string;
  readonly accountId: string;
  /** Position of the statement in its file, from 1. */
  readonly ordinal: number;
  readonly statementId?: string;
  readonly sequence?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly opening?: bigint;
  readonly openingDay?: Day;
  readonly closing?: bigint;
  readonly closingDay?: Day;
  readonly count: number;
  readonly sum: bigint;
  readonly balanced?: boolean;
}

/** What became of the lines of one statement. */
export interface StoredLines {
  readonly read: number;
  readonly stored: number;
  readonly known: number;
  /** Known as pending, now booked. */
  readonly booked: number;
  /** Before the cut-over day: kept as history. */
  readonly history: number;
  /** Suspected doubles of another channel, waiting for a person. */
  readonly held: number;
}

/**
 * Asked once a chunk, before anything is joined: nearly always there is none. Ordered as its index is, so that the index
 * is taken even where the planner has not looked at the table yet.
 */
const HAS_PENDING = /* sql */ `(
  select p.ref from books.bank_transaction p
   where p.company_id = $1 and p.account_id = $2 and p.status = 'pending' order by p.ref limit 1) is not null`;

/** Statement files, statements and bank transactions of one company, written inside its transaction. */
export class StatementStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /**
   * Claims a file by its bytes. A second import of the same bytes, also one running at this moment, gets `undefined`:
   * the unique key makes it wait for the first and then find it.
   */
  async claimFile(file: {
    sha256: Uint8Array;
    name: string;
    format: string;
    size: bigint;
  }): Promise<string | undefined> {
    const rows = await this.tx.query<{ id: string }>(
      `insert into books.statement_file (company_id, id, sha256, name, format, size)
       values ($1, $2, $3, $4, $5, $6) on conflict (company_id, sha256) do nothing returning id`,
      [this.tx.companyId, newId(), Buffer.from(file.sha256), file.name, file.format, file.size.toString()],
    );
    return rows[0]?.id;
  }

  /** The file of these bytes, if it was imported before. */
  async fileBySha256(sha256: Uint8Array): Promise<string | undefined> {
    const rows = await this.tx.query<{ id: string }>(
      `select id from books.statement_file where company_id = $1 and sha256 = $2`,
      [this.tx.companyId, Buffer.from(sha256)],
    );
    return rows[0]?.id;
  }

  /** Ids of the accounts this file has brought lines to. */
  async accountsInFile(fileId: string): Promise<string[]> {
    const rows = await this.tx.query<{ id: string }>(
      `select distinct account_id as id from books.statement where company_id = $1 and file_id = $2`,
      [this.tx.companyId, fileId],
    );
    return rows.map((row) => row.id);
  }

  /** The next free position of a statement in a file. */
  async nextOrdinal(fileId: string): Promise<number> {
    const rows = await this.tx.query<{ next: number }>(
      `select (coalesce(max(ordinal), 0) + 1)::integer as next from books.statement where company_id = $1 and file_id = $2`,
      [this.tx.companyId, fileId],
    );
    return rows[0]!.next;
  }

  /** Keeps the import's report beside the file. */
  async saveReport(fileId: string, report: unknown): Promise<void> {
    await this.tx.query(`update books.statement_file set report = $3 where company_id = $1 and id = $2`, [
      this.tx.companyId,
      fileId,
      JSON.stringify(report),
    ]);
  }

  /** Imports into an account wait for each other: two at once would not see each other's lines as doubles. */
  async lockAccounts(ids: readonly string[]): Promise<void> {
    await this.tx.query(
      `select 1 from books.bank_account where company_id = $1 and id = any ($2) order by id for no key update`,
      [this.tx.companyId, [...new Set(ids)]],
    );
  }

  async insertStatement(statement: StatementRecord): Promise<void> {
    await this.tx.query(
      `insert into books.statement (company_id, id, file_id, account_id, ordinal, statement_id, sequence, from_day, to_day,
         opening, opening_day, closing, closing_day, line_count, line_sum, balanced)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        this.tx.companyId,
        statement.id,
        statement.fileId,
        statement.accountId,
        statement.ordinal,
        statement.statementId ?? null,
        statement.sequence ?? null,
        statement.from ?? null,
        statement.to ?? null,
        statement.opening?.toString() ?? null,
        statement.openingDay ?? null,
        statement.closing?.toString() ?? null,
        statement.closingDay ?? null,
        statement.count,
        statement.sum.toString(),
        statement.balanced ?? null,
      ],
    );
  }

  /** Writes what only the end of a statement tells. */
  async completeStatement(statement: StatementRecord): Promise<void> {
    await this.tx.query(
      `update books.statement
          set from_day = $3, to_day = $4, closing = $5, closing_day = $6, line_count = $7, line_sum = $8, balanced = $9
        where company_id = $1 and id = $2`,
      [
        this.tx.companyId,
        statement.id,
        statement.from ?? null,
        statement.to ?? null,
        statement.closing?.toString() ?? null,
        statement.closingDay ?? null,
        statement.count,
        statement.sum.toString(),
        statement.balanced ?? null,
      ],
    );
  }

  /**
   * Stores the lines of a statement while they come: COPY into a temporary table, then a merge that drops what is known
   * by (account, ref), some thousand at a time. A known pending line that is now booked is updated; a line that another
   * channel seems to have delivered already is held.
   *
   * @param lines as a `StatementLineEncoder` wrote them, cut between rows
   * @param cutOver lines booked before this day are history
   */
  async storeLines(
    statement: { id: string; fileId: string; accountId: string },
    lines: AsyncIterable<Uint8Array>,
    cutOver: Day,
  ): Promise<StoredLines> {
    const doubles = new SuspectedDoubles(this.tx);
    const compared = await doubles.arePossible(statement);
    await this.tx.query('drop table if exists incoming_part, incoming_line');
    await this.tx.query(createIncoming('incoming_part'));
    if (compared) await this.tx.query(CREATE_LINES);
    const merged = { read: 0, booked: 0, new: 0, history: 0 };
    await storeInChunks(lines, async (chunk) => {
      if (merged.read > 0) await this.tx.query('truncate pg_temp.incoming_part');
      const read = await this.tx.copyIn(copyIncoming('incoming_part'), [chunk]);
      if (compared) await this.tx.query(KEEP_LINES);
      const hasKnown = merged.new + merged.history < merged.read;
      const booked = await this.bookPending(statement.accountId);
      const stored = await this.insertLines(statement, cutOver, hasKnown || booked > 0);
      merged.read += read;
      merged.booked += booked;
      merged.new += stored.new;
      merged.history += stored.history;
    });
    const found = compared ? await doubles.hold(statement, merged.new > 0) : NO_DOUBLES;
    const stored = merged.new + merged.history - found.proven;
    return {
      read: merged.read,
      stored,
      known: merged.read - stored,
      booked: merged.booked + found.booked,
      history: merged.history,
      held: found.held,
    };
  }

  private async bookPending(accountId: string): Promise<number> {
    return this.tx.execute(
      `update books.bank_transaction t set status = 'booked', line = i.line, value_date = i.value_date,
              end_to_end_id = i.end_to_end_id, bank_reference = i.bank_reference, counterparty_name = i.counterparty_name,
              counterparty_iban = i.counterparty_iban, remittance = i.remittance
         from incoming_part i
        where t.company_id = $1 and t.account_id = $2 and t.ref = i.ref and t.status = 'pending' and i.status = 'booked'
          and ${HAS_PENDING}`,
      [this.tx.companyId, accountId],
    );
  }

  private async insertLines(
    statement: { readonly id: string; readonly accountId: string },
    cutOver: Day,
    hasKnown: boolean,
  ): Promise<{ new: number; history: number }> {
    const insert = `insert into books.bank_transaction (company_id, id, account_id, statement_id, ref, booking_date, value_date,
           amount, currency, status, end_to_end_id, bank_reference, counterparty_name, counterparty_iban, remittance, line, state)
         select $1, i.id, $2, $3, i.ref, i.booking_date, i.value_date, i.amount, i.currency, i.status, i.end_to_end_id,
                i.bank_reference, i.counterparty_name, i.counterparty_iban, i.remittance, i.line,
                case when i.booking_date < $4::date then 'history' else 'new' end
           from incoming_part i`;
    const values = [this.tx.companyId, statement.accountId, statement.id, cutOver];
    return insertNew(this.tx, hasKnown, async (onConflict) => {
      if (onConflict) return this.insertUnknown(insert, values);
      // Handing back what became of each would cost a twentieth of the whole.
      const stored = await this.tx.execute(insert, values);
      const [before] = await this.tx.query<{ n: number }>(
        'select count(*)::integer as n from incoming_part where booking_date < $1',
        [cutOver],
      );
      return { new: stored - before!.n, history: before!.n };
    });
  }

  private async insertUnknown(insert: string, values: readonly unknown[]): Promise<{ new: number; history: number }> {
    const rows = await this.tx.query<{ state: 'new' | 'history'; n: number }>(
      `with inserted as (${insert} on conflict (company_id, account_id, ref) do nothing returning state)
       select state, count(*)::integer as n from inserted group by state`,
      values,
    );
    const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
    return { new: of('new'), history: of('history') };
  }
}
