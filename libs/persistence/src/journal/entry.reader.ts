import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { entryRows, idOf, storedEntry, type EntryRow, type StoredEntry } from './entry-rows.js';

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

/**
 * Entries read at once; the next ones are on their way while these are used. Few, since what lives while many others are
 * made is copied again and again by the collector.
 */
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
   * wants validation). One cursor walks the index once; what is asked of the transaction meanwhile goes in between.
   */
  async *pages(selection: EntrySelection, size = PAGE): AsyncGenerator<readonly StoredEntry[]> {
    const { openingJournal } = selection;
    if (openingJournal === undefined) return yield* this.walk(selection, 'true', size);
    yield* this.walk(selection, 'e.journal = $9', size);
    yield* this.walk(selection, 'e.journal <> $9', size);
  }

  private async *walk(selection: EntrySelection, which: string, size: number): AsyncGenerator<readonly StoredEntry[]> {
    const cursor = `entries_${++cursors}`;
    const parameters = [
      ...conditionParameters(this.tx, selection),
      selection.letteredThrough ?? null,
      ...(selection.openingJournal === undefined ? [] : [selection.openingJournal]),
    ];
    const invoice = selection.withInvoices === true;
    await this.tx.query(
      `declare ${cursor} no scroll cursor for ${entryRows({ condition: `${CONDITION} and ${which}`, invoice })}`,
      parameters,
    );
    // An entry with a text that holds the signs between fields, which hardly one does: without them.
    const again = async (id: string): Promise<StoredEntry> => {
      const condition = `${CONDITION} and ${which} and e.id = $${parameters.length + 1}`;
      const sql = entryRows({ condition, invoice, withoutSigns: true });
      const [row] = await this.tx.query<EntryRow>(sql, [...parameters, id]);
      return storedEntry(row!.entry)!;
    };
    const fetch = (): Promise<EntryRow[]> => {
      const page = this.tx.query<EntryRow>(`fetch ${size} from ${cursor}`);
      // It may fail while nobody waits for it: a time limit ended the transaction. Who comes for it is still told.
      page.catch(() => undefined);
      return page;
    };
    let next = fetch();
    try {
      for (;;) {
        const rows = await next;
        const isLast = rows.length < size;
        if (!isLast) next = fetch();
        const entries: StoredEntry[] = [];
        for (const { entry } of rows) entries.push(storedEntry(entry) ?? (await again(idOf(entry))));
        if (rows.length > 0) yield entries;
        if (isLast) break;
      }
    } finally {
      await next.catch(() => undefined);
    }
    await this.tx.query(`close ${cursor}`);
  }
}

/** Cursors opened by this process: each has a name of its own. */
let cursors = 0;
