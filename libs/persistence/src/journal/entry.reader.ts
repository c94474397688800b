import { formatMinor, type Day, type JournalEntry } from '@lettrage/domain';
import { entryNumber } from '@lettrage/ledger';
import type { CompanyTransaction } from '../company-transaction.js';

/** Which entries to read. */
export interface EntrySelection {
  readonly from: Day;
  readonly to: Day;
  readonly journals?: readonly string[];
  /** Journals to leave out. */
  readonly withoutJournals?: readonly string[];
  /** Entries and letters as they stood when the journal had booked this event: a set that never changes again. */
  readonly throughPosition?: number;
  /** Only what this destination has not had. */
  readonly notHadBy?: string;
  /** Letters dated after this day are left out (the closing of the year, for a FEC). */
  readonly letteredThrough?: Day;
  /** Journal of the balances brought forward, which come first. */
  readonly openingJournal?: string;
}

/** An entry with the id it is stored under. */
export interface StoredEntry {
  readonly id: string;
  readonly entry: JournalEntry;
}

/** Entries read at once. */
const PAGE = 2_000;

/** The condition of a selection, on `e`; its parameters are {@link conditionParameters}. */
const CONDITION = /* sql */ `e.company_id = $1 and e.day between $2 and $3
  and ($4::text[] is null or e.journal = any ($4)) and ($5::text[] is null or e.journal <> all ($5))
  and ($6::bigint is null or e.event_position <= $6)
  and ($7::text is null or not exists (
    select 1 from books.export_entry x where x.company_id = e.company_id and x.destination = $7 and x.entry_id = e.id))`;

function conditionParameters(tx: CompanyTransaction, selection: EntrySelection): unknown[] {
  return [
    tx.companyId,
    selection.from,
    selection.to,
    selection.journals ?? null,
    selection.withoutJournals ?? null,
    selection.throughPosition ?? null,
    selection.notHadBy ?? null,
  ];
}

/** Reads the journal. */
export class EntryReader {
  constructor(private readonly tx: CompanyTransaction) {}

  /** How many entries a selection holds. */
  async count(selection: EntrySelection): Promise<number> {
    const rows = await this.tx.query<{ n: number }>(
      `select count(*)::integer as n from books.journal_entry e where ${CONDITION}`,
      conditionParameters(this.tx, selection),
    );
    return rows[0]!.n;
  }

  /** Codes of every journal that holds an entry. */
  async journals(): Promise<string[]> {
    const rows = await this.tx.query<{ journal: string }>(
      `select distinct journal from books.journal_entry where company_id = $1 order by journal`,
      [this.tx.companyId],
    );
    return rows.map((row) => row.journal);
  }

  /**
   * Reads entries with their lines and letters, a page at a time: the balances brought forward, then in the order they
   * were booked, which is that of their validation and of each journal's numbers (days go back and forth: LPF A47 A-1
   * wants validation).
   */
  async *pages(selection: EntrySelection, size = PAGE): AsyncGenerator<readonly StoredEntry[]> {
    let after: Place = { rank: 0, event_position: 0n, ordinal: 0 };
    for (;;) {
      const rows = await this.page(selection, after, size);
      if (rows.length > 0) yield rows.map((row) => ({ id: row.id, entry: toEntry(row) }));
      const last = rows.at(-1);
      if (!last || rows.length < size) return;
      after = last;
    }
  }

  private page(selection: EntrySelection, after: Place, size: number): Promise<EntryRow[]> {
    return this.tx.query<EntryRow>(
      `select e.id, e.rank, e.event_position, e.ordinal, e.journal, e.journal_label, e.fiscal_year_end, e.number, e.day, e.piece, e.piece_day, e.label, e.validated_on, l.lines
         from (select e.*, (e.journal is distinct from $8)::int as rank from books.journal_entry e
                where ${CONDITION}
                  and ((e.journal is distinct from $8)::int, e.event_position, e.ordinal) > ($9::int, $10::bigint, $11::int)
                order by rank, e.event_position, e.ordinal limit $12) e
         cross join lateral (
           select jsonb_agg(jsonb_build_object('account', l.account, 'accountLabel', l.account_label, 'auxiliary', l.auxiliary,
                    'auxiliaryLabel', l.auxiliary_label, 'label', l.label, 'debit', l.debit::text, 'credit', l.credit::text,
                    'currency', l.currency, 'foreignAmount', l.foreign_amount::text, 'foreignCurrency', l.foreign_currency,
                    'dueDate', l.due_date, 'code', g.code, 'codeDay', g.day) order by l.ordinal) as lines
             from books.entry_line l
             left join lateral (
               select g.code, g.day from books.lettering_line k
                 join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id
                where k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal
                  and ($13::date is null or g.day <= $13)
                  and case when $6::bigint is null then g.lifted_position is null
                      else g.event_position <= $6 and (g.lifted_position is null or g.lifted_position > $6) end) g on true
            where l.company_id = e.company_id and l.entry_id = e.id) l
        order by e.rank, e.event_position, e.ordinal`,
      [
        ...conditionParameters(this.tx, selection),
        selection.openingJournal ?? null,
        after.rank,
        after.event_position.toString(),
        after.ordinal,
        size,
        selection.letteredThrough ?? null,
      ],
    );
  }
}

/** A place in the order of reading. */
interface Place {
  readonly rank: number;
  readonly event_position: bigint;
  readonly ordinal: number;
}

interface EntryRow extends Place {
  readonly id: string;
  readonly journal: string;
  readonly journal_label: string;
  readonly fiscal_year_end: Day;
  readonly number: bigint;
  readonly day: Day;
  readonly piece: string;
  readonly piece_day: Day;
  readonly label: string;
  readonly validated_on: Day;
  readonly lines: readonly LineRow[];
}

interface LineRow {
  readonly account: string;
  readonly accountLabel: string;
  readonly auxiliary: string | null;
  readonly auxiliaryLabel: string | null;
  readonly label: string | null;
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  readonly foreignAmount: string | null;
  readonly foreignCurrency: string | null;
  readonly dueDate: Day | null;
  readonly code: string | null;
  readonly codeDay: Day | null;
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
    lines: row.lines.map(toLine),
  };
}

function toLine(line: LineRow): JournalEntry['lines'][number] {
  const { foreignAmount, foreignCurrency } = line;
  return {
    account: line.account,
    accountLabel: line.accountLabel,
    ...(line.auxiliary ? { auxiliary: line.auxiliary, auxiliaryLabel: line.auxiliaryLabel ?? line.auxiliary } : {}),
    ...(line.label ? { label: line.label } : {}),
    debit: formatMinor(BigInt(line.debit), line.currency),
    credit: formatMinor(BigInt(line.credit), line.currency),
    ...(line.code && line.codeDay ? { lettering: { code: line.code, date: line.codeDay } } : {}),
    ...(foreignAmount && foreignCurrency
      ? { foreign: { amount: formatMinor(BigInt(foreignAmount), foreignCurrency), currency: foreignCurrency } }
      : {}),
    ...(line.dueDate ? { dueDate: line.dueDate } : {}),
  };
}
