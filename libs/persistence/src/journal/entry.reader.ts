import { decimalsOf, type Day, type JournalEntry } from '@lettrage/domain';
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
  /** Third-party lines tell the number of their invoice, for a program that letters by it. */
  readonly withInvoices?: boolean;
  /** Journal of the balances brought forward, which come first. */
  readonly openingJournal?: string;
}

/** An entry with the id it is stored under and its total, minor units: the sum of its debits, and of its credits. */
export interface StoredEntry {
  readonly id: string;
  readonly total: bigint;
  readonly entry: JournalEntry;
}

/** Entries read at once; the next ones are on their way while these are used. */
const PAGE = 1_000;

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
    await this.tx.query(
      `declare ${cursor} no scroll cursor for ${ENTRIES.replace('$which', which).replace('$invoice', selection.withInvoices ? INVOICE : 'null')}`,
      [
        ...conditionParameters(this.tx, selection),
        selection.letteredThrough ?? null,
        ...(selection.openingJournal === undefined ? [] : [selection.openingJournal]),
      ],
    );
    const fetch = (): Promise<{ entry: string }[]> => {
      const page = this.tx.query<{ entry: string }>(`fetch ${size} from ${cursor}`);
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
        if (rows.length > 0) yield rows.map(({ entry }) => storedEntry(entry));
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

/** Between fields, and between the head of an entry and its lines: signs no text keeps on its way into a file. */
const [FIELD, LINE] = ['\x1f', '\x1e'];

/** Fields joined to one text, which the database makes and we part three times as fast as JSON or rows. */
function joined(...fields: readonly (string | { readonly text: string })[]): string {
  const each = fields.map((field) =>
    typeof field === 'string'
      ? `coalesce(${field}::text, '')`
      : `translate(coalesce(${field.text}, ''), E'\\x1e\\x1f', '  ')`,
  );
  return each.join(` || E'\\x1f' || `);
}

const text = (name: string): { readonly text: string } => ({ text: name });

const HEAD = joined(
  'e.id',
  text('e.journal'),
  text('e.journal_label'),
  'e.fiscal_year_end',
  'e.number',
  'e.day',
  text('e.piece'),
  'e.piece_day',
  text('e.label'),
  'e.validated_on',
  'e.debit',
);
const LINE_FIELDS = joined(
  text('l.account'),
  text('l.account_label'),
  text('l.auxiliary'),
  text('l.auxiliary_label'),
  text('l.label'),
  'l.debit',
  'l.credit',
  'l.currency',
  'l.foreign_amount',
  'l.foreign_currency',
  'l.due_date',
  'g.code',
  'g.day',
  '$invoice',
);
/** Number of the invoice of a third-party line whose entry has another document. */
const INVOICE = /* sql */ `(select translate(nullif(i.number, e.piece), E'\\x1e\\x1f', '  ') from books.item i where i.company_id = l.company_id and i.id = l.item_id and l.auxiliary is not null)`;

/** Entries of a selection, each as one text: {@link HEAD}, then its lines. */
const ENTRIES = /* sql */ `
  select ${HEAD} || E'\\x1e' || coalesce((
           select string_agg(${LINE_FIELDS}, E'\\x1e' order by l.ordinal)
             from books.entry_line l
             left join lateral (
               select g.code, g.day from books.lettering_line k
                 join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id
                where k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal
                  and ($8::date is null or g.day <= $8)
                  and case when $6::bigint is null then g.lifted_position is null
                      else g.event_position <= $6 and (g.lifted_position is null or g.lifted_position > $6) end) g on true
            where l.company_id = e.company_id and l.entry_id = e.id), '') as entry
    from books.journal_entry e where ${CONDITION} and $which
   order by e.event_position, e.ordinal`;

function storedEntry(row: string): StoredEntry {
  const [head, ...lines] = row.split(LINE);
  const [id, journal, journalLabel, closing, number, date, piece, pieceDate, label, validatedOn, total] =
    head!.split(FIELD);
  const entry = {
    journal: journal!,
    journalLabel: journalLabel!,
    number: entryNumber(journal!, closing as Day, Number(number)),
    date: date as Day,
    piece: piece!,
    pieceDate: pieceDate as Day,
    label: label!,
    validatedOn: validatedOn as Day,
    lines: lines[0] === '' ? [] : lines.map(toLine),
  };
  return { id: id!, total: BigInt(total!), entry };
}

type Line = JournalEntry['lines'][number];

function toLine(row: string): Line {
  const [account, accountLabel, auxiliary, auxiliaryLabel, label, debit, credit, currency, ...rest] = row.split(FIELD);
  const [foreignAmount, foreignCurrency, dueDate, code, codeDay, piece] = rest;
  const line: { -readonly [Key in keyof Line]: Line[Key] } = {
    account: account!,
    accountLabel: accountLabel!,
    debit: decimal(debit!, currency!),
    credit: decimal(credit!, currency!),
  };
  if (auxiliary) {
    line.auxiliary = auxiliary;
    line.auxiliaryLabel = auxiliaryLabel || auxiliary;
  }
  if (label) line.label = label;
  if (piece) line.piece = piece;
  if (code && codeDay) line.lettering = { code, date: codeDay as Day };
  if (foreignAmount && foreignCurrency)
    line.foreign = { amount: decimal(foreignAmount, foreignCurrency), currency: foreignCurrency };
  if (dueDate) line.dueDate = dueDate as Day;
  return line;
}

/** The digits of minor units as a decimal string, without a detour by numbers: books have millions of them. */
function decimal(minor: string, currency: string): string {
  if (minor === '0' && currency === 'EUR') return '0.00';
  const decimals = decimalsOf(currency);
  const [sign, digits] = minor.startsWith('-') ? ['-', minor.slice(1)] : ['', minor];
  if (decimals === 0) return minor;
  const padded = digits.padStart(decimals + 1, '0');
  return `${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}
