import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import {
  BEFORE_ALL,
  entryPage,
  placeOf,
  storedEntry,
  type EntryKey,
  type EntryRow,
  type StoredEntry,
} from './entry-rows.js';

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
  /** Third-party lines tell the number of their invoice, for a program that letters by it. */
  readonly withInvoices?: boolean;
  /** Journal of the balances brought forward, which come first. */
  readonly openingJournal?: string;
}

/** Entries of one query: the next ones are on their way while these are used. */
const QUERIED = 500;
/** Entries given out at once: few, since what lives while many others are made is copied again and again by the collector. */
const PAGE = 400;

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
   * wants validation). Each query goes on behind the last entry of the one before, so what is booked meanwhile is read
   * too unless `throughPosition` fixes the set. What is asked of the transaction meanwhile goes in between.
   */
  async *pages(selection: EntrySelection, queried = QUERIED): AsyncGenerator<readonly StoredEntry[]> {
    const { openingJournal } = selection;
    if (openingJournal === undefined) return yield* this.walk(selection, 'true', queried);
    yield* this.walk(selection, 'e.journal = $9', queried);
    yield* this.walk(selection, 'e.journal <> $9', queried);
  }

  private async *walk(selection: EntrySelection, which: string, limit: number): AsyncGenerator<readonly StoredEntry[]> {
    const fetch = this.queryOf(selection, which);
    let next = fetch({ after: BEFORE_ALL, limit });
    try {
      for (;;) {
        const rows = await next;
        const isLast = rows.length < limit;
        if (!isLast) next = fetch({ after: placeOf(rows.at(-1)!.entry).key, limit });
        for (let from = 0; from < rows.length; from += PAGE) {
          const entries: StoredEntry[] = [];
          for (const { entry } of rows.slice(from, from + PAGE))
            entries.push(storedEntry(entry) ?? (await this.again(fetch, entry)));
          yield entries;
        }
        if (isLast) return;
      }
    } finally {
      await next.catch(() => undefined);
    }
  }

  /** The query of entries of a selection behind a place; `only`: of this one, its texts without the signs between fields. */
  private queryOf(selection: EntrySelection, which: string): FetchEntries {
    const { letteredThrough, openingJournal } = selection;
    const given = [
      ...conditionParameters(this.tx, selection),
      letteredThrough ?? null,
      ...(openingJournal === undefined ? [] : [openingJournal]),
    ];
    const invoice = selection.withInvoices === true;
    const after = given.length + 1;
    return ({ after: key, limit, only }) => {
      const condition = `${CONDITION} and ${which}${only === undefined ? '' : ` and e.id = $${after + 2}`}`;
      const sql = entryPage({ condition, after, limit, invoice, withoutSigns: only !== undefined });
      const page = this.tx.query<EntryRow>(sql, [...given, ...key, ...(only === undefined ? [] : [only])]);
      // It may fail while nobody waits for it: a time limit ended the transaction. Who comes for it is still told.
      page.catch(() => undefined);
      return page;
    };
  }

  /** An entry with a text that holds the signs between fields, which hardly one does: without them. */
  private async again(fetch: FetchEntries, row: string): Promise<StoredEntry> {
    const [found] = await fetch({ after: BEFORE_ALL, limit: 1, only: placeOf(row).id });
    return storedEntry(found!.entry)!;
  }
}

/** Fetches the entries behind a place, of which there may be more than `limit`. */
type FetchEntries = (wanted: { after: EntryKey; limit: number; only?: string }) => Promise<EntryRow[]>;
