import type { JournalEntry, JournalLine, LedgerFact } from '@lettrage/adapter-sdk';

/** Facts of the line being written that every field may need. */
export interface LineFacts {
  readonly entry: JournalEntry;
  readonly line: JournalLine;
  /** Minor units, never negative: a negative debit is a credit. */
  readonly amount: bigint;
  readonly isDebit: boolean;
  /** The entry and the line of the file, from 1. */
  readonly entryCount: number;
  readonly lineCount: number;
  /** Account or auxiliary of the entry's first line of the other side; blank where there is none. */
  readonly contra: string;
  /** In a paired layout: the line this record books against. */
  readonly contraLine: JournalLine | undefined;
  /** A sale, credit note, receipt and so on, told from the accounts of the entry. */
  readonly nature: EntryNature;
  readonly options: Readonly<Record<string, string>>;
}

/** What kind of document an entry books. `receipt` moves cash; `other` is anything else. */
export type EntryNature = 'sale' | 'credit-note' | 'purchase' | 'supplier-credit' | 'receipt' | 'payment' | 'other';

/** Ways a day is written. */
export type DayStyle =
  'yyyymmdd' | 'ddmmyyyy' | 'ddmmyy' | 'ddmm' | 'dd/mm/yyyy' | 'dd.mm.yyyy' | 'mm/dd/yyyy' | 'yyyy-mm-dd';

/** Fields of an entry a format may carry; what no field of a layout carries is counted as left out. */
export type Carried = LedgerFact | 'label' | 'piece' | 'number' | 'journal';

/** What a field holds, for reading a file back. */
export type Holds =
  | 'record type'
  | 'journal'
  | 'number'
  | 'date'
  | 'pieceDate'
  | 'dueDate'
  | 'piece'
  | 'label'
  | 'account'
  | 'accountLabel'
  | 'auxiliary'
  | 'account or auxiliary'
  | 'letter';

/** How a value comes into a field. */
export type Conversion =
  /** Text for people: cut to the field by target bytes. */
  | { readonly kind: 'text'; readonly of: (facts: LineFacts) => string }
  /** A code that a program looks up: refused where it is too long. */
  | { readonly kind: 'code'; readonly of: (facts: LineFacts) => string }
  /** A document's reference: the end of it is kept where it is too long, and two that become equal are refused. */
  | { readonly kind: 'reference'; readonly of: (facts: LineFacts) => string }
  /** The end of a reference that stands whole in another field. */
  | { readonly kind: 'tail'; readonly of: (facts: LineFacts) => string }
  | { readonly kind: 'lettering' }
  | { readonly kind: 'day'; readonly style: DayStyle; readonly of: (facts: LineFacts) => string }
  | { readonly kind: 'amount'; readonly of: AmountOf; readonly zero?: '' }
  | { readonly kind: 'foreign-amount'; readonly zero?: string }
  | { readonly kind: 'count'; readonly of: 'entry' | 'line' }
  | { readonly kind: 'constant'; readonly text: string };

/** Which amount: without sign, of one side (zero on the other), or debit less credit. */
export type AmountOf = 'amount' | 'debit' | 'credit' | 'balance';

/** One field of a record. In a fixed-width record `width` counts bytes, in a delimited one it is the most there may be. */
export interface Field {
  readonly name: string;
  readonly width?: number;
  readonly is: Conversion;
  readonly carries?: Carried;
  readonly holds?: Holds;
  readonly align?: 'right';
  readonly pad?: '0';
  /** Always between quotes. */
  readonly quoted?: boolean;
  /** Amounts of this field have no decimal sign: they count cents. */
  readonly cents?: boolean;
  /** The field that tells debit from credit, or that holds a sign of its own. */
  readonly role?: 'side' | 'sign';
  /** What a side field says of a debit. */
  readonly debit?: string;
}

/** A record for each customer or supplier, written before the first line that uses it. */
export interface PartyRecord {
  readonly type: string;
  readonly length?: number;
  readonly fields: readonly Field[];
}

/** The layout of a format: what a vendor's description says, as data. */
export interface Layout {
  readonly id: string;
  readonly title: string;
  /** Where the layout comes from, for the person who chooses a format. */
  readonly source: string;
  readonly kind: 'fixed' | 'delimited';
  readonly separator: string;
  readonly eol: '\r\n' | '\n';
  readonly charset: 'windows-1252' | 'iso-8859-15' | 'utf-8';
  readonly decimal: ',' | '.';
  /** How a text that holds the separator is written: between quotes, or with another sign in its place. */
  readonly escape: 'quotes' | Readonly<Record<string, string>>;
  /** Lines before the records; `first` is the first entry, where there is one. */
  readonly header?: (
    options: Readonly<Record<string, string>>,
    fields: readonly Field[],
    first: JournalEntry | undefined,
  ) => readonly string[];
  /** Each record books a debit line against a credit line: an entry of n and m lines becomes at most n + m − 1. */
  readonly isPaired?: boolean;
  /** Refuses an entry the format cannot hold at all. */
  readonly check?: (entry: JournalEntry, options: Readonly<Record<string, string>>, first: JournalEntry) => void;
  /** Bytes of a fixed-width record, without its line end. */
  readonly length?: number;
  readonly type?: string;
  readonly fields: readonly Field[];
  readonly parties?: PartyRecord;
  readonly fileName: string;
  /** JSON Schema properties of options beside those that all layouts have. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Options change the fields; the layout then gives them. */
  readonly configure?: (options: Readonly<Record<string, string>>) => Partial<Layout>;
  /** Names of options that must be given. */
  readonly required?: readonly string[];
}

/** A field's name and most bytes, then how it is filled. */
type Width = number | undefined;

/** Text for people, cut by bytes. */
export const text = (name: string, width: Width, of: (facts: LineFacts) => string, carries?: Carried): Field => ({
  ...named(name, width),
  is: { kind: 'text', of },
  ...(carries === undefined ? {} : { carries }),
});

/** A code or account: refused where it is wider than its field. */
export const code = (name: string, width: Width, of: (facts: LineFacts) => string, carries?: Carried): Field => ({
  ...named(name, width),
  is: { kind: 'code', of },
  ...(carries === undefined ? {} : { carries }),
});

/** The document's number: that of the invoice on a line that pays one, by which the other program letters it. */
export const pieceOf = ({ entry, line, contraLine }: LineFacts): string =>
  line.piece ?? contraLine?.piece ?? entry.piece;

/** The document's number. */
export const piece = (name: string, width: Width): Field => ({
  ...named(name, width),
  is: { kind: 'reference', of: pieceOf },
  carries: 'piece',
  holds: 'piece',
});

/** The entry's number. */
export const entryNumber = (name: string, width: Width): Field => ({
  ...named(name, width),
  is: { kind: 'reference', of: ({ entry }) => entry.number },
  carries: 'number',
  holds: 'number',
});

/** The last characters of the document's number, which another field holds whole. */
export const pieceTail = (name: string, width: number): Field => ({
  ...named(name, width),
  is: { kind: 'tail', of: pieceOf },
});

/** A running number of the entry or line in the file. */
export const count = (name: string, width: Width, of: 'entry' | 'line', align?: 'right', pad?: '0'): Field => ({
  ...named(name, width),
  is: { kind: 'count', of },
  ...(align ? { align } : {}),
  ...(pad ? { pad } : {}),
});

/** The booking day. */
export const bookedOn = (name: string, style: DayStyle): Field => ({
  ...named(name, style.length),
  is: { kind: 'day', style, of: ({ entry }) => entry.date },
  holds: 'date',
});

/** The document's day. */
export const pieceDay = (name: string, style: DayStyle): Field => ({
  ...named(name, style.length),
  is: { kind: 'day', style, of: ({ entry }) => entry.pieceDate },
  carries: 'piece-date',
  holds: 'pieceDate',
});

/** The day a line falls due; blank where it has none. */
export const dueOn = (name: string, style: DayStyle): Field => ({
  ...named(name, style.length),
  is: { kind: 'day', style, of: ({ line }) => line.dueDate ?? '' },
  carries: 'due-date',
  holds: 'dueDate',
});

/** The day of the line's lettering. */
export const letteredOn = (name: string, style: DayStyle): Field => ({
  ...named(name, style.length),
  is: { kind: 'day', style, of: ({ line }) => line.lettering?.date ?? '' },
});

/** The lettering code; one that is too long is left out, since a part of it would be another code. */
export const lettering = (name: string, width: Width): Field => ({
  ...named(name, width),
  is: { kind: 'lettering' },
  carries: 'lettering',
  holds: 'letter',
});

/** An amount; refused where it is wider than its field. */
export const amount = (name: string, width: Width, of: AmountOf, more: Partial<Field> & { zero?: '' } = {}): Field => {
  const { zero, ...field } = more;
  return { ...named(name, width), is: { kind: 'amount', of, ...(zero === undefined ? {} : { zero }) }, ...field };
};

/** Amount in the line's foreign currency. */
export const foreignAmount = (name: string, width: Width, more: Partial<Field> & { zero?: string } = {}): Field => {
  const { zero, ...field } = more;
  return {
    ...named(name, width),
    is: { kind: 'foreign-amount', ...(zero === undefined ? {} : { zero }) },
    carries: 'foreign',
    ...field,
  };
};

/** Currency of the line's amounts: that of the books. */
export const currencyOfBooks = (name: string): Field => constant(name, 'EUR');

/** The side: `D` or `C`, or what the format says instead. */
export const side = (name: string, debit = 'D', credit = 'C'): Field => ({
  ...code(name, Math.max(debit.length, credit.length), ({ isDebit }) => (isDebit ? debit : credit)),
  role: 'side',
  debit,
});

/** The same text in every record. */
export const constant = (name: string, value: string, width: Width = value.length): Field => ({
  ...named(name, width),
  is: { kind: 'constant', text: value },
});

/** Blanks. */
export const blank = (name: string, width: number): Field => ({ name, width, is: { kind: 'constant', text: '' } });

/** The general account. */
export const account = (name: string, width: Width): Field => ({
  ...code(name, width, ({ line }) => line.account),
  holds: 'account',
});

/** The auxiliary; blank where the line has none. */
export const auxiliary = (name: string, width: Width): Field => ({
  ...code(name, width, ({ line }) => line.auxiliary ?? '', 'auxiliary'),
  holds: 'auxiliary',
});

/** The auxiliary where the line has one, else the account: programs with one field for both. */
export const accountOrAuxiliary = (name: string, width: Width): Field => ({
  ...code(name, width, ({ line }) => line.auxiliary ?? line.account, 'auxiliary'),
  holds: 'account or auxiliary',
});

/** Label of the account or, where the line has one, of its auxiliary. */
export const accountLabel = (name: string, width: Width): Field => ({
  ...text(
    name,
    width,
    ({ line }) => (line.auxiliary === undefined ? line.accountLabel : (line.auxiliaryLabel ?? line.auxiliary)),
    'auxiliary-label',
  ),
  holds: 'accountLabel',
});

/** Label of the line, or of the entry. */
export const label = (name: string, width: Width): Field => ({
  ...text(name, width, ({ line, entry }) => line.label ?? entry.label, 'label'),
  holds: 'label',
});

/** Code of the journal. */
export const journal = (name: string, width: Width): Field => ({
  ...code(name, width, ({ entry }) => entry.journal, 'journal'),
  holds: 'journal',
});

function named(name: string, width: Width): { name: string; width?: number } {
  return width === undefined ? { name } : { name, width };
}
