import type { Day } from '@lettrage/domain';
import { COPY_HEADER, COPY_TRAILER } from '../bulk/copy-binary.js';
import { insertNew } from '../bulk/insert-new.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';
import { COPY_INCOMING_LINE, CREATE_INCOMING_LINE } from './statement-line-encoder.js';

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

  /**
   * Stores the lines of a statement: COPY into a temporary table, then one merge that drops what is known by
   * (account, ref). A known pending line that is now booked is updated; a line that another channel seems to have
   * delivered already is stored held.
   *
   * @param lines as a `StatementLineEncoder` wrote them
   * @param cutOver lines booked before this day are history
   */
  async storeLines(
    statement: { id: string; fileId: string; accountId: string },
    lines: AsyncIterable<Uint8Array>,
    cutOver: Day,
  ): Promise<StoredLines> {
    await this.tx.query(`drop table if exists incoming_line`);
    await this.tx.query(CREATE_INCOMING_LINE);
    const read = await this.tx.copyIn(COPY_INCOMING_LINE, whole(lines));
    const { companyId } = this.tx;
    const booked = await this.tx.query(
      `update books.bank_transaction t set status = 'booked', line = i.line, value_date = i.value_date
         from incoming_line i
        where t.company_id = $1 and t.account_id = $2 and t.ref = i.ref and t.status = 'pending' and i.status = 'booked'
        returning t.id`,
      [companyId, statement.accountId],
    );
    const doubles = await this.doubles(statement);
    const insert = (onConflict: boolean) =>
      this.tx.query<{ state: string; n: bigint }>(
        `with ${doubles}, inserted as (
         insert into books.bank_transaction (company_id, id, account_id, statement_id, ref, booking_date, value_date, amount,
           currency, status, end_to_end_id, bank_reference, counterparty_name, counterparty_iban, remittance, line, state)
         select $1, i.id, $2, $3, i.ref, i.booking_date, i.value_date, i.amount, i.currency, i.status, i.end_to_end_id,
                i.bank_reference, i.counterparty_name, i.counterparty_iban, i.remittance, i.line,
                case when i.booking_date < $4::date then 'history' when d.id is not null then 'held' else 'new' end
           from incoming_line i left join double d on d.id = i.id
         ${onConflict ? 'on conflict (company_id, account_id, ref) do nothing' : ''}
         returning state)
       select state, count(*) as n from inserted group by state`,
        [companyId, statement.accountId, statement.id, cutOver],
      );
    const stored = await insertNew(this.tx, booked.length > 0, insert);
    const by = new Map(stored.map((row) => [row.state, Number(row.n)]));
    const total = [...by.values()].reduce((a, b) => a + b, 0);
    return {
      read,
      stored: total,
      known: read - total,
      booked: booked.length,
      history: by.get('history') ?? 0,
      held: by.get('held') ?? 0,
    };
  }

  private async doubles(statement: { fileId: string; accountId: string }): Promise<string> {
    const [found] = await this.tx.query<{ others: boolean }>(
      `select exists (
         select 1 from books.statement s
           join books.statement_file f on f.company_id = s.company_id and f.id = s.file_id
           join books.statement_file own on own.company_id = $1 and own.id = $3
          where s.company_id = $1 and s.account_id = $2 and split_part(f.format, '.', 1) <> split_part(own.format, '.', 1)) as others`,
      [this.tx.companyId, statement.accountId, statement.fileId],
    );
    if (!found!.others) return NO_DOUBLES;
    // A temporary table has no statistics of its own accord; without them the join goes row by row.
    await this.tx.query('analyze incoming_line');
    return DOUBLES;
  }
}

/**
 * The same money through another channel: a line of another file in another format, same account and amount, booked
 * within three days, that this file does not hold itself under the same reference. One line there makes one line here a
 * suspected double, the earliest first: the third of three equal amounts is new where the other file has two. Lines of
 * one file or one format are told apart by their references.
 */
const DOUBLES = /* sql */ `double as (
  with other as (
    select o.id, o.amount, o.booking_date from books.bank_transaction o
     where o.company_id = $1 and o.account_id = $2 and o.state <> 'held'
       and o.statement_id in (
         select s.id from books.statement s
           join books.statement_file f on f.company_id = s.company_id and f.id = s.file_id
           join books.statement_file own on own.company_id = $1 and own.id = (select file_id from books.statement where company_id = $1 and id = $3)
          where s.company_id = $1 and s.account_id = $2 and f.id <> own.id
            and split_part(f.format, '.', 1) <> split_part(own.format, '.', 1))
       and not exists (select 1 from incoming_line x where x.ref = o.ref)),
  pair as (
    select i.id, i.amount, i.booking_date, i.ref, o.id as other from incoming_line i
      join other o on o.amount = i.amount and o.booking_date between i.booking_date - 3 and i.booking_date + 3
     where not exists (select 1 from books.bank_transaction k
                        where k.company_id = $1 and k.account_id = $2 and k.ref = i.ref)),
  suspect as (
    select id, amount, row_number() over (partition by amount order by booking_date, ref) as place
      from (select distinct id, amount, booking_date, ref from pair) p)
  select s.id from suspect s
    join (select amount, count(distinct other) as n from pair group by amount) c on c.amount = s.amount
   where s.place <= c.n)`;

/** What stands for it where no other format was ever imported into the account: nothing to compare with. */
const NO_DOUBLES = `double as (select null::uuid as id where false)`;

async function* whole(rows: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield COPY_HEADER;
  yield* rows;
  yield COPY_TRAILER;
}
