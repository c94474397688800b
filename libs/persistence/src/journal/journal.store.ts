import { parseMinor, type BillingEvent } from '@lettrage/domain';
import { type EntryCounters, type NumberedEntry } from '@lettrage/ledger';
import { billingEventOf, EVENT_COLUMNS, type EventColumns } from '../billing/event-table.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';

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

  /** The position a projector has reached, without waiting for one that is at work. */
  async position(name: string): Promise<number> {
    const rows = await this.tx.query<{ position: bigint }>(
      `select position from books.projector where company_id = $1 and name = $2`,
      [this.tx.companyId, name],
    );
    return Number(rows[0]?.position ?? 0);
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
    const rows = await this.tx.query<EventColumns>(
      `select ${EVENT_COLUMNS} from books.event e where company_id = $1 and position > $2 order by position limit $3`,
      [this.tx.companyId, position, limit],
    );
    return rows.map(billingEventOf);
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
    const lines: unknown[][] = Array.from({ length: 18 }, () => []);
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
         debit, credit, currency, foreign_amount, foreign_currency, due_date, item_id, payment_id, allocation_id, transaction_id, deposit_id)
       select $1, * from unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[],
         $10::bigint[], $11::text[], $12::bigint[], $13::text[], $14::date[], $15::uuid[], $16::uuid[], $17::uuid[], $18::uuid[], $19::uuid[])`,
      [this.tx.companyId, ...lines],
    );
    return ids;
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
      line.deposit ?? null,
    ];
    values.forEach((value, column) => lines[column]!.push(value));
  }
}
