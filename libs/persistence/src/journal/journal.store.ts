import { formatMinor, parseMinor, type BillingEvent, type Day, type JournalEntry } from '@lettrage/domain';
import { entryNumber, type EntryCounters, type NumberedEntry } from '@lettrage/ledger';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';

/** Which entries to read. */
export interface EntryRange {
  readonly from: Day;
  readonly to: Day;
  readonly journals?: readonly string[];
  /** Letters dated after this day are left out (the closing of the year, for a FEC). */
  readonly letteredThrough?: Day;
  /** Journal of the balances brought forward, which come first. */
  readonly openingJournal?: string;
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
      this.tx.companyId,
      name,
      position,
    ]);
  }

  /** The next events after a position, oldest first. */
  async eventsAfter(position: number, limit: number): Promise<BillingEvent[]> {
    const rows = await this.tx.query<{
      id: string;
      position: bigint;
      type: string;
      version: number;
      time: Date;
      day: Day;
      reverses: string | null;
      data: unknown;
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

  /** Last entry numbers by counter key (journal and financial year), locked until the transaction ends. */
  async lockCounters(): Promise<EntryCounters> {
    const rows = await this.tx.query<{ name: string; value: bigint }>(
      `select name, value from books.counter where company_id = $1 and name like 'entry:%' order by name for update`,
      [this.tx.companyId],
    );
    return Object.fromEntries(rows.map((row) => [row.name.slice('entry:'.length), Number(row.value)]));
  }

  /** Stores the counters together with the entries they numbered: rolled back with them, so numbers have no gap. */
  async saveCounters(counters: EntryCounters): Promise<void> {
    await this.tx.query(
      `insert into books.counter (company_id, name, value) select $1, 'entry:' || n.name, n.value
         from unnest($2::text[], $3::bigint[]) as n (name, value)
       on conflict (company_id, name) do update set value = excluded.value`,
      [this.tx.companyId, Object.keys(counters), Object.values(counters)],
    );
  }

  /** Stores numbered entries with their lines and links; returns their ids in the same order. */
  async insertEntries(entries: readonly NumberedEntry[], currency: string): Promise<string[]> {
    if (entries.length === 0) return [];
    const ids = entries.map(() => newId());
    const heads: unknown[][] = Array.from({ length: 14 }, () => []);
    const lines: unknown[][] = Array.from({ length: 17 }, () => []);
    for (const [index, entry] of entries.entries()) collect(ids[index]!, entry, currency, heads, lines);
    await this.tx.query(
      `insert into books.journal_entry (company_id, id, journal, journal_label, fiscal_year_end, number, day, piece, piece_day,
         label, validated_on, event_position, ordinal, debit, credit)
       select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::date[], $6::bigint[], $7::date[], $8::text[], $9::date[],
         $10::text[], $11::date[], $12::bigint[], $13::integer[], $14::bigint[], $15::bigint[])`,
      [this.tx.companyId, ...heads],
    );
    await this.tx.query(
      `insert into books.entry_line (company_id, entry_id, ordinal, account, account_label, auxiliary, auxiliary_label, label,
         debit, credit, currency, foreign_amount, foreign_currency, due_date, item_id, payment_id, allocation_id, transaction_id)
       select $1, * from unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[],
         $10::bigint[], $11::text[], $12::bigint[], $13::text[], $14::date[], $15::uuid[], $16::uuid[], $17::uuid[], $18::uuid[])`,
      [this.tx.companyId, ...lines],
    );
    return ids;
  }

  /**
   * Reads entries with their lines and letters: the balances brought forward, then in the order they were booked, which
   * is that of their validation and of each journal's numbers (days go back and forth: LPF A47 A-1 wants validation).
   */
  async *entries(range: EntryRange, page = 2_000): AsyncIterable<JournalEntry> {
    let after = { rank: 0, position: '0', ordinal: 0 };
    for (;;) {
      const rows = await this.entryPage(range, after, page);
      for (const row of rows) yield toEntry(row);
      const last = rows.at(-1);
      if (!last || rows.length < page) return;
      after = { rank: last.rank, position: last.event_position.toString(), ordinal: last.ordinal };
    }
  }

  private entryPage(
    range: EntryRange,
    after: { rank: number; position: string; ordinal: number },
    page: number,
  ): Promise<EntryRow[]> {
    return this.tx.query<EntryRow>(
      `select e.rank, e.event_position, e.ordinal, e.journal, e.journal_label, e.fiscal_year_end, e.number, e.day, e.piece, e.piece_day, e.label, e.validated_on, l.lines
         from (select *, (journal is distinct from $10)::int as rank from books.journal_entry
                where company_id = $1 and day between $2 and $3 and ($4::text[] is null or journal = any ($4))
                  and ((journal is distinct from $10)::int, event_position, ordinal) > ($5::int, $6::bigint, $7::int)
                order by rank, event_position, ordinal limit $8) e
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
        order by e.rank, e.event_position, e.ordinal`,
      [
        this.tx.companyId,
        range.from,
        range.to,
        range.journals ?? null,
        after.rank,
        after.position,
        after.ordinal,
        page,
        range.letteredThrough ?? null,
        range.openingJournal ?? null,
      ],
    );
  }
}

function collect(id: string, entry: NumberedEntry, currency: string, heads: unknown[][], lines: unknown[][]): void {
  const total = (side: 'debit' | 'credit'): string =>
    entry.lines.reduce((sum, line) => sum + parseMinor(line[side], currency), 0n).toString();
  const head = [
    id,
    entry.journal,
    entry.journalLabel,
    entry.fiscalYear,
    entry.sequence,
    entry.date,
    entry.piece,
    entry.pieceDate,
    entry.label,
    entry.validatedOn ?? entry.date,
    entry.event.position,
    entry.ordinal,
    total('debit'),
    total('credit'),
  ];
  head.forEach((value, column) => heads[column]!.push(value));
  for (const line of entry.lines) {
    const values = [
      id,
      line.ordinal,
      line.account,
      line.accountLabel,
      line.auxiliary ?? null,
      line.auxiliaryLabel ?? null,
      line.label ?? null,
      parseMinor(line.debit, currency).toString(),
      parseMinor(line.credit, currency).toString(),
      currency,
      line.foreign ? parseMinor(line.foreign.amount, line.foreign.currency).toString() : null,
      line.foreign?.currency ?? null,
      line.dueDate ?? null,
      line.item ?? null,
      line.payment ?? null,
      line.allocation ?? null,
      line.transaction ?? null,
    ];
    values.forEach((value, column) => lines[column]!.push(value));
  }
}

interface EntryRow {
  rank: number;
  event_position: bigint;
  ordinal: number;
  journal: string;
  journal_label: string;
  fiscal_year_end: Day;
  number: bigint;
  day: Day;
  piece: string;
  piece_day: Day;
  label: string;
  validated_on: Day;
  lines: readonly {
    account: string;
    accountLabel: string;
    auxiliary: string | null;
    auxiliaryLabel: string | null;
    label: string | null;
    debit: string;
    credit: string;
    currency: string;
    foreignAmount: string | null;
    foreignCurrency: string | null;
    dueDate: Day | null;
    code: string | null;
    codeDay: Day | null;
  }[];
}

function toEntry(row: EntryRow): JournalEntry {
  return {
    journal: row.journal,
    journalLabel: row.journal_label,
    number: entryNumber(row.journal, row.fiscal_year_end, Number(row.number)),
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
        ? {
            foreign: {
              amount: formatMinor(BigInt(line.foreignAmount), line.foreignCurrency),
              currency: line.foreignCurrency,
            },
          }
        : {}),
      ...(line.dueDate ? { dueDate: line.dueDate } : {}),
    })),
  };
}
