import { decimalsOf, type Day, type JournalEntry } from '@lettrage/domain';
import { entryNumber } from '@lettrage/ledger';

/** An entry with the id it is stored under and its total, minor units: the sum of its debits, and of its credits. */
export interface StoredEntry {
  readonly id: string;
  readonly total: bigint;
  readonly entry: JournalEntry;
}

/** An entry as one text. */
export interface EntryRow {
  readonly entry: string;
}

/** Between fields, and its neighbour among the separators: signs no text keeps on its way into a file. */
const [FIELD, RECORD] = ['\x1f', '\x1e'];
/** Fields of the head and of a line. */
const [HEAD_FIELDS, LINE_FIELDS] = [14, 14];

/** Spells a text; the rest is told by how many fields there are where it holds one of the signs. */
type Spell = (name: string) => string;
const asStored: Spell = (name) => `coalesce(${name}, '')`;
const withoutSigns: Spell = (name) => `translate(coalesce(${name}, ''), E'\\x1e\\x1f', '  ')`;
const orBlank = (name: string): string => `coalesce(${name}::text, '')`;

/** The number of lines and where the entry stands come first, so that no text can stand for them. */
function headOf(text: Spell): string {
  return [
    'coalesce(x.count, 0)',
    'e.id',
    'e.event_position',
    'e.ordinal',
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
  ].join(', ');
}

function lineOf(text: Spell, invoice: boolean): string {
  return [
    text('l.account'),
    text('l.account_label'),
    text('l.auxiliary'),
    text('l.auxiliary_label'),
    text('l.label'),
    'l.debit',
    'l.credit',
    'l.currency',
    orBlank('l.foreign_amount'),
    orBlank('l.foreign_currency'),
    orBlank('l.due_date'),
    orBlank('k.code'),
    orBlank('k.day'),
    invoice ? text(INVOICE) : `''`,
  ].join(', ');
}

/** Number of the invoice of a third-party line. */
const INVOICE = /* sql */ `(select i.number from books.item i where i.company_id = l.company_id and i.id = l.item_id and l.auxiliary is not null)`;

/** Where an entry stands: its event's position and its place among the entries of that event. */
export type EntryKey = readonly [position: string, ordinal: string];

/** Before all entries. */
export const BEFORE_ALL: EntryKey = ['-1', '0'];

/** What a page of entries is made of. */
interface WantedPage {
  /** On `e`; its parameters come first, $8 is the last day of a letter. */
  readonly condition: string;
  /** Number of the first of the two parameters that are the {@link EntryKey} the page begins after. */
  readonly after: number;
  readonly limit: number;
  /** Third-party lines tell the number of their invoice. */
  readonly invoice: boolean;
  /** Texts lose the signs between fields; to look for them in every text takes a fifth of the time. */
  readonly withoutSigns?: boolean;
}

/**
 * Query of the next entries on `e` in the order they were booked, each as one text, which we part three times as fast as
 * JSON or rows: its head, then its lines.
 *
 * Lines and letters of a page are each read in one walk along their index, since most of a page's entries were stored one
 * after the other; to look them up entry by entry takes a third more. The planner cannot know how many there are, and
 * would compare each line with each letter if it could: it cannot for a full join, which here is a left join, since no
 * letter is without its line and no line without its entry.
 */
export function entryPage({ condition, after, limit, invoice, withoutSigns: isClean = false }: WantedPage): string {
  const text = isClean ? withoutSigns : asStored;
  const ids = 'array(select id from page)';
  return /* sql */ `
  with page as materialized (
    select e.id, e.journal, e.journal_label, e.fiscal_year_end, e.number, e.day, e.piece, e.piece_day, e.label,
           e.validated_on, e.debit, e.event_position, e.ordinal
      from books.journal_entry e
     where ${condition} and (e.event_position, e.ordinal) > ($${after}, $${after + 1})
     order by e.event_position, e.ordinal limit ${limit}),
  letters as (
    select k.entry_id, k.ordinal, g.code, g.day
      from books.lettering_line k join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id
     where k.company_id = $1 and k.entry_id = any (${ids})
       and ($8::date is null or g.day <= $8)
       and case when $6::bigint is null then g.lifted_position is null
           else g.event_position <= $6 and (g.lifted_position is null or g.lifted_position > $6) end)
  select concat(concat_ws(E'\\x1f', ${headOf(text)}), x.lines) as entry
    from page e full join (
           select l.entry_id, count(*) as count,
                  string_agg(E'\\x1f' || concat_ws(E'\\x1f', ${lineOf(text, invoice)}), '' order by l.ordinal) as lines
             from (select * from books.entry_line l where l.company_id = $1 and l.entry_id = any (${ids})) l
             full join letters k on k.entry_id = l.entry_id and k.ordinal = l.ordinal
            group by l.entry_id) x on x.entry_id = e.id
   order by e.event_position, e.ordinal`;
}

/** The entry of a row; undefined where one of its texts holds a sign between fields, so that there are more of them. */
export function storedEntry(row: string): StoredEntry | undefined {
  if (row.includes(RECORD)) return undefined;
  const fields = row.split(FIELD);
  const [count, id, , , journal, journalLabel, closing, number, date, piece, pieceDate, label, validatedOn, total] =
    fields;
  if (fields.length !== HEAD_FIELDS + Number(count) * LINE_FIELDS) return undefined;
  const lines: Line[] = [];
  for (let at = HEAD_FIELDS; at < fields.length; at += LINE_FIELDS) lines.push(lineAt(fields, at, piece!));
  const entry = {
    journal: journal!,
    journalLabel: journalLabel!,
    number: entryNumber(journal!, closing as Day, Number(number)),
    date: date as Day,
    piece: piece!,
    pieceDate: pieceDate as Day,
    label: label!,
    validatedOn: validatedOn as Day,
    lines,
  };
  return { id: id!, total: BigInt(total!), entry };
}

/** Id and place of the entry of a row, whatever its texts hold. */
export function placeOf(row: string): { readonly id: string; readonly key: EntryKey } {
  const [, id, position, ordinal] = row.split(FIELD, 4);
  return { id: id!, key: [position!, ordinal!] };
}

type Line = JournalEntry['lines'][number];

/** The line whose fields begin at `at`; `document` is that of the entry: a line tells its invoice where it has another. */
function lineAt(fields: readonly string[], at: number, document: string): Line {
  const currency = fields[at + 7]!;
  const line: { -readonly [Key in keyof Line]: Line[Key] } = {
    account: fields[at]!,
    accountLabel: fields[at + 1]!,
    debit: decimal(fields[at + 5]!, currency),
    credit: decimal(fields[at + 6]!, currency),
  };
  const auxiliary = fields[at + 2];
  if (auxiliary) {
    line.auxiliary = auxiliary;
    line.auxiliaryLabel = fields[at + 3] || auxiliary;
  }
  const label = fields[at + 4];
  if (label) line.label = label;
  const piece = fields[at + 13];
  if (piece && piece !== document) line.piece = piece;
  const [code, codeDay] = [fields[at + 11], fields[at + 12]];
  if (code && codeDay) line.lettering = { code, date: codeDay as Day };
  const [amount, foreignCurrency] = [fields[at + 8], fields[at + 9]];
  if (amount && foreignCurrency) line.foreign = { amount: decimal(amount, foreignCurrency), currency: foreignCurrency };
  const dueDate = fields[at + 10];
  if (dueDate) line.dueDate = dueDate as Day;
  return line;
}

/** The digits of minor units as a decimal string, without a detour by numbers: books have millions of them. */
function decimal(minor: string, currency: string): string {
  if (currency === 'EUR') {
    if (minor === '0') return '0.00';
    if (minor.length > 2 && !minor.startsWith('-')) return `${minor.slice(0, -2)}.${minor.slice(-2)}`;
  }
  const decimals = decimalsOf(currency);
  const [sign, digits] = minor.startsWith('-') ? ['-', minor.slice(1)] : ['', minor];
  if (decimals === 0) return minor;
  const padded = digits.padStart(decimals + 1, '0');
  return `${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}
