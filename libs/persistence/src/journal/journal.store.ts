import { formatMinor, parseMinor, type BillingEvent, type Day, type JournalEntry } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';

/** One line of a stored entry, with the item and payment it belongs to: lettering connects lines through them. */
export interface StoredLine {
  readonly entryId: string;
  readonly ordinal: number;
  readonly account: string;
  readonly auxiliary: string;
  readonly day: Day;
  /** Debit positive, credit negative, minor units. */
  readonly balance: bigint;
  readonly itemId?: string;
  readonly paymentId?: string;
  readonly letteringId?: string;
}

/** An entry about to be stored: its number is already taken. */
export interface EntryToStore {
  readonly entry: Omit<JournalEntry, 'number' | 'validatedOn'>;
  readonly number: bigint;
  readonly fiscalYearEnd: Day;
  readonly validatedOn: Day;
  readonly eventPosition: number;
  readonly ordinal: number;
  readonly currency: string;
  readonly links: readonly { readonly itemId?: string; readonly paymentId?: string }[];
}

/** Which entries to read. */
export interface EntryRange {
  readonly from: Day;
  readonly to: Day;
  readonly journals?: readonly string[];
  /** Letters dated after this day are left out (the closing of the year, for a FEC). */
  readonly letteredThrough?: Day;
}

/** The journal of a company and the projector that writes it. */
export class JournalStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Locks a projector's cursor and returns the position it has reached. */
  async lockCursor(name: string): Promise<number> {
    await this.tx.query(
      `insert into books.projector (company_id, name) values ($1, $2) on conflict (company_id, name) do nothing`,
      [this.tx.companyId, name],
    );
    const rows = await this.tx.query<{ position: bigint }>(
      `select position from books.projector where company_id = $1 and name = $2 for update`,
      [this.tx.companyId, name],
    );
    return Number(rows[0]!.position);
  }

  /** Moves the cursor; in the same transaction as the rows made of the events. */
  async moveCursor(name: string, position: number): Promise<void> {
    await this.tx.query(`update books.projector set position = $3 where company_id = $1 and name = $2`, [
      this.tx.companyId, name, position,
    ]);
  }

  /** The next events after a position, oldest first. */
  async eventsAfter(position: number, limit: number): Promise<BillingEvent[]> {
    const rows = await this.tx.query<{
      id: string; position: bigint; type: string; version: number; time: Date; day: Day; reverses: string | null; data: unknown;
    }>(
      `select id, position, type, version, time, day, reverses, data from books.event
        where company_id = $1 and position > $2 order by position limit $3`,
      [this.tx.companyId, position, limit],
    );
    return rows.map(
      (row) =>
        ({
          id: row.id,
          position: Number(row.position),
          type: row.type,
          version: row.version,
          time: row.time.toISOString(),
          day: row.day,
          ...(row.reverses === null ? {} : { reverses: row.reverses }),
          data: row.data,
        }) as BillingEvent,
    );
  }

  /** Takes `count` numbers of a journal and financial year; returns the first. Gapless: rolled back with the entries. */
  async takeNumbers(journal: string, fiscalYearEnd: Day, count: number): Promise<bigint> {
    const rows = await this.tx.query<{ value: bigint }>(
      `insert into books.counter as c (company_id, name, value) values ($1, $2, $3)
       on conflict (company_id, name) do update set value = c.value + excluded.value returning value`,
      [this.tx.companyId, `entry:${journal}:${fiscalYearEnd}`, count],
    );
    return rows[0]!.value - BigInt(count) + 1n;
  }

  /** Stores entries with their lines; returns the lines as lettering sees them. */
  async insertEntries(entries: readonly EntryToStore[]): Promise<void> {
    if (entries.length === 0) return;
    const heads: unknown[][] = Array.from({ length: 14 }, () => []);
    const lines: unknown[][] = Array.from({ length: 15 }, () => []);
    for (const item of entries) this.collect(item, heads, lines);
    await this.tx.query(
      `insert into books.journal_entry (company_id, id, journal, journal_label, fiscal_year_end, number, day, piece, piece_day,
         label, validated_on, event_position, ordinal, debit, credit)
       select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::date[], $6::bigint[], $7::date[], $8::text[], $9::date[],
         $10::text[], $11::date[], $12::bigint[], $13::integer[], $14::bigint[], $15::bigint[])`,
      [this.tx.companyId, ...heads],
    );
    await this.tx.query(
      `insert into books.entry_line (company_id, entry_id, ordinal, account, account_label, auxiliary, auxiliary_label, label,
         debit, credit, currency, foreign_amount, foreign_currency, due_date, item_id, payment_id)
       select $1, * from unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[],
         $10::bigint[], $11::text[], $12::bigint[], $13::text[], $14::date[], $15::uuid[], $16::uuid[])`,
      [this.tx.companyId, ...lines],
    );
  }

  private collect(item: EntryToStore, heads: unknown[][], lines: unknown[][]): void {
    const { entry, currency } = item;
    const id = newId();
    const debit = entry.lines.reduce((sum, line) => sum + parseMinor(line.debit, currency), 0n);
    const credit = entry.lines.reduce((sum, line) => sum + parseMinor(line.credit, currency), 0n);
    const head = [
      id, entry.journal, entry.journalLabel, item.fiscalYearEnd, item.number.toString(), entry.date, entry.piece, entry.pieceDate,
      entry.label, item.validatedOn, item.eventPosition, item.ordinal, debit.toString(), credit.toString(),
    ];
    head.forEach((value, column) => heads[column]!.push(value));
    entry.lines.forEach((line, index) => {
      const link = item.links[index] ?? {};
      const values = [
        id, index + 1, line.account, line.accountLabel, line.auxiliary ?? null, line.auxiliaryLabel ?? null, line.label ?? null,
        parseMinor(line.debit, currency).toString(), parseMinor(line.credit, currency).toString(), currency,
        line.foreign ? parseMinor(line.foreign.amount, line.foreign.currency).toString() : null,
        line.foreign?.currency ?? null, line.dueDate ?? null, link.itemId ?? null, link.paymentId ?? null,
      ];
      values.forEach((value, column) => lines[column]!.push(value));
    });
  }

  /** Reads entries with their lines and letters, in the order of the books: day, journal, number. */
  async *entries(range: EntryRange, page = 2_000): AsyncIterable<JournalEntry> {
    let after: { day: string; journal: string; number: string } = { day: '0001-01-01', journal: '', number: '0' };
    for (;;) {
      const rows = await this.entryPage(range, after, page);
      for (const row of rows) yield toEntry(row);
      const last = rows.at(-1);
      if (!last || rows.length < page) return;
      after = { day: last.day, journal: last.journal, number: last.number.toString() };
    }
  }

  private entryPage(range: EntryRange, after: { day: string; journal: string; number: string }, page: number): Promise<EntryRow[]> {
    return this.tx.query<EntryRow>(
      `select e.journal, e.journal_label, e.number, e.day, e.piece, e.piece_day, e.label, e.validated_on, l.lines
         from (select * from books.journal_entry
                where company_id = $1 and day between $2 and $3 and ($4::text[] is null or journal = any ($4))
                  and (day, journal collate "C", number) > ($5::date, $6 collate "C", $7::bigint)
                order by day, journal collate "C", number limit $8) e
         cross join lateral (
           select jsonb_agg(jsonb_build_object('account', l.account, 'accountLabel', l.account_label, 'auxiliary', l.auxiliary,
                    'auxiliaryLabel', l.auxiliary_label, 'label', l.label, 'debit', l.debit::text, 'credit', l.credit::text,
                    'currency', l.currency, 'foreignAmount', l.foreign_amount::text, 'foreignCurrency', l.foreign_currency,
                    'dueDate', l.due_date, 'code', g.code, 'codeDay', g.day) order by l.ordinal) as lines
             from books.entry_line l
             left join books.lettering_line k on k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal
               and exists (select 1 from books.lettering x where x.company_id = k.company_id and x.id = k.lettering_id and x.lifted_position is null)
             left join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id and ($9::date is null or g.day <= $9)
            where l.company_id = e.company_id and l.entry_id = e.id) l
        order by e.day, e.journal collate "C", e.number`,
      [this.tx.companyId, range.from, range.to, range.journals ?? null, after.day, after.journal, after.number, page, range.letteredThrough ?? null],
    );
  }
}

interface EntryRow {
  journal: string; journal_label: string; number: bigint; day: Day; piece: string; piece_day: Day; label: string; validated_on: Day;
  lines: readonly {
    account: string; accountLabel: string; auxiliary: string | null; auxiliaryLabel: string | null; label: string | null;
    debit: string; credit: string; currency: string; foreignAmount: string | null; foreignCurrency: string | null;
    dueDate: Day | null; code: string | null; codeDay: Day | null;
  }[];
}

function toEntry(row: EntryRow): JournalEntry {
  return {
    journal: row.journal,
    journalLabel: row.journal_label,
    number: `${row.journal}${row.number.toString().padStart(6, '0')}`,
    date: row.day,
    piece: row.piece,
    pieceDate: row.piece_day,
    label: row.label,
    validatedOn: row.validated_on,
    lines: row.lines.map((line) => ({
      account: line.account,
      accountLabel: line.accountLabel,
      ...(line.auxiliary ? { auxiliary: line.auxiliary, auxiliaryLabel: line.auxiliaryLabel ?? line.auxiliary } : {}),
      ...(line.label ? { label: line.label } : {}),
      debit: formatMinor(BigInt(line.debit), line.currency),
      credit: formatMinor(BigInt(line.credit), line.currency),
      ...(line.code && line.codeDay ? { lettering: { code: line.code, date: line.codeDay } } : {}),
      ...(line.foreignAmount && line.foreignCurrency
        ? { foreign: { amount: formatMinor(BigInt(line.foreignAmount), line.foreignCurrency), currency: line.foreignCurrency } }
        : {}),
      ...(line.dueDate ? { dueDate: line.dueDate } : {}),
    })),
  };
}
