import { AdapterError, addDays, isDay, refuseEntry, type JournalEntry, type JournalLine } from '@lettrage/adapter-sdk';
import * as f from '../layout.js';

type Options = Readonly<Record<string, string>>;

const ACCOUNT_LENGTH = '6';

/** An account or, where asked for, the customer's personal account: digits, no longer than the header says. */
function accountOf(line: JournalLine, entry: JournalEntry, options: Options): string {
  const length = Number(options['account_length'] ?? ACCOUNT_LENGTH);
  const { auxiliary } = line;
  if (options['auxiliaries'] === 'personal' && auxiliary !== undefined) {
    if (/^\d+$/.test(auxiliary) && auxiliary.length <= length + 1) return auxiliary;
    refuseEntry(entry, `has the auxiliary "${auxiliary}", which is no personal account of ${length + 1} digits`);
  }
  if (/^\d+$/.test(line.account) && line.account.length <= length) return line.account;
  return refuseEntry(
    entry,
    `has the account "${line.account}", which is not a number of at most ${length} digits (option account_length)`,
  );
}

const named: Readonly<Record<number, f.Field>> = {
  1: f.amount('Umsatz (ohne Soll/Haben-Kz)', 13, 'amount'),
  2: { ...f.side('Soll/Haben-Kennzeichen', 'S', 'H'), quoted: true },
  3: { ...f.constant('WKZ Umsatz', 'EUR'), quoted: true },
  7: f.code('Konto', 9, ({ line, entry, options }) => accountOf(line, entry, options)),
  8: f.code('Gegenkonto (ohne BU-Schlüssel)', 9, ({ contraLine, entry, options }) =>
    accountOf(contraLine!, entry, options),
  ),
  10: { ...f.bookedOn('Belegdatum', 'ddmm') },
  // The key of open items: a receipt settles an invoice only where both have the same.
  11: {
    ...f.text('Belegfeld 1', undefined, () => ''),
    is: { kind: 'reference', of: (facts) => f.pieceOf(facts).replace(/[^0-9A-Za-z$&%*+\-/]/g, '-') },
    width: 36,
    carries: 'piece',
    quoted: true,
  },
  14: {
    ...f.text(
      'Buchungstext',
      60,
      ({ line, contraLine, entry }) => line.label ?? contraLine?.label ?? entry.label,
      'label',
    ),
    quoted: true,
  },
  114: f.code('Festschreibung', 1, ({ options }) => (options['lock'] === 'yes' ? '1' : '0')),
  117: {
    ...f.dueOn('Fälligkeit', 'ddmmyyyy'),
    is: { kind: 'day', style: 'ddmmyyyy', of: ({ line, contraLine }) => line.dueDate ?? contraLine?.dueDate ?? '' },
  },
};

const NAMES: readonly string[] = [
  ...[
    'Umsatz (ohne Soll/Haben-Kz)',
    'Soll/Haben-Kennzeichen',
    'WKZ Umsatz',
    'Kurs',
    'Basis-Umsatz',
    'WKZ Basis-Umsatz',
  ],
  ...['Konto', 'Gegenkonto (ohne BU-Schlüssel)', 'BU-Schlüssel', 'Belegdatum', 'Belegfeld 1', 'Belegfeld 2', 'Skonto'],
  ...[
    'Buchungstext',
    'Postensperre',
    'Diverse Adressnummer',
    'Geschäftspartnerbank',
    'Sachverhalt',
    'Zinssperre',
    'Beleglink',
  ],
  ...pairs('Beleginfo - Art', 'Beleginfo - Inhalt', 8),
  ...[
    'KOST1 - Kostenstelle',
    'KOST2 - Kostenstelle',
    'Kost-Menge',
    'EU-Land u. UStID (Bestimmung)',
    'EU-Steuersatz (Bestimmung)',
  ],
  ...[
    'Abw. Versteuerungsart',
    'Sachverhalt L+L',
    'Funktionsergänzung L+L',
    'BU 49 Hauptfunktionstyp',
    'BU 49 Hauptfunktionsnummer',
  ],
  'BU 49 Funktionsergänzung',
  ...pairs('Zusatzinformation - Art', 'Zusatzinformation- Inhalt', 20),
  ...[
    'Stück',
    'Gewicht',
    'Zahlweise',
    'Forderungsart',
    'Veranlagungsjahr',
    'Zugeordnete Fälligkeit',
    'Skontotyp',
    'Auftragsnummer',
  ],
  ...[
    'Buchungstyp',
    'USt-Schlüssel (Anzahlungen)',
    'EU-Land (Anzahlungen)',
    'Sachverhalt L+L (Anzahlungen)',
    'EU-Steuersatz (Anzahlungen)',
  ],
  ...['Erlöskonto (Anzahlungen)', 'Herkunft-Kz', 'Buchungs GUID', 'KOST-Datum', 'SEPA-Mandatsreferenz', 'Skontosperre'],
  ...['Gesellschaftername', 'Beteiligtennummer', 'Identifikationsnummer', 'Zeichnernummer', 'Postensperre bis'],
  ...[
    'Bezeichnung SoBil-Sachverhalt',
    'Kennzeichen SoBil-Buchung',
    'Festschreibung',
    'Leistungsdatum',
    'Datum Zuord. Steuerperiode',
  ],
  ...['Fälligkeit', 'Generalumkehr (GU)', 'Steuersatz', 'Land', 'Abrechnungsreferenz', 'BVV-Position'],
  ...['EU-Land u. UStID (Ursprung)', 'EU-Steuersatz (Ursprung)', 'Abw. Skontokonto'],
];

function pairs(kind: string, content: string, times: number): string[] {
  return Array.from({ length: times }, (_, i) => [`${kind} ${i + 1}`, `${content} ${i + 1}`]).flat();
}

/** DATEV, Buchungsstapel in EXTF format 700, version 13: 125 columns, each row an account against a contra account. */
export const datev: f.Layout = {
  id: 'datev',
  title: 'DATEV (EXTF Buchungsstapel)',
  source: 'published column list of the vendor; not tried in DATEV',
  kind: 'delimited',
  separator: ';',
  eol: '\r\n',
  charset: 'windows-1252',
  decimal: ',',
  // Also between quotes: not every importer heeds them.
  escape: { ';': ',', '"': "'" },
  isPaired: true,
  header: (options, _fields, first) => [header(options, first), NAMES.join(';')],
  fields: NAMES.map((name, i) => named[i + 1] ?? f.constant(name, '')),
  fileName: 'EXTF_Buchungsstapel.csv',
  options: {
    adviser: {
      type: 'string',
      pattern: '^[0-9]{4,7}$',
      default: '1001',
      description: 'Number of the adviser (Beraternummer).',
    },
    client: {
      type: 'string',
      pattern: '^[0-9]{1,5}$',
      default: '1',
      description: 'Number of the client (Mandantennummer).',
    },
    year_start: {
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      description: 'First day of the financial year; the first of January of the first entry’s year unless set.',
    },
    account_length: {
      type: 'string',
      enum: ['4', '5', '6', '7', '8'],
      default: ACCOUNT_LENGTH,
      description: 'Digits of a general account.',
    },
    auxiliaries: {
      type: 'string',
      enum: ['collective', 'personal'],
      default: 'collective',
      description: 'Book on the collective account, or on the auxiliary as a personal account (one digit more).',
    },
    lock: {
      type: 'string',
      enum: ['no', 'yes'],
      default: 'no',
      description: 'Lock the batch when it is imported (Festschreibung).',
    },
    title: { type: 'string', maxLength: 30, default: 'Buchungsstapel', description: 'Title of the batch.' },
  },
  check: (entry, options, first) => {
    const { start, end } = yearOf(options, first);
    if (entry.date >= start && entry.date <= end) return;
    refuseEntry(
      entry,
      `is dated ${entry.date}, outside the year from ${start} to ${end}, and DATEV dates have no year`,
    );
  },
};

/** The 31 fields of the first line. The time of creation is the year's first instant, so that the file is reproducible. */
function header(options: Options, first: JournalEntry | undefined): string {
  const { start, end } = yearOf(options, first);
  const compact = (day: string): string => day.replaceAll('-', '');
  const text = (value: string): string => `"${value.replaceAll('"', "'")}"`;
  const fields = [
    ...['"EXTF"', '700', '21', '"Buchungsstapel"', '13', `${compact(start)}000000000`, '', '"RE"', '""', '""'],
    ...[
      options['adviser'] ?? '1001',
      options['client'] ?? '1',
      compact(start),
      options['account_length'] ?? ACCOUNT_LENGTH,
    ],
    ...[compact(start), compact(end), text(options['title'] ?? 'Buchungsstapel'), '""', '1', '0'],
    ...[options['lock'] === 'yes' ? '1' : '0', '"EUR"', '', '""', '', '', '""', '', '', '""', '""'],
  ];
  return fields.join(';');
}

function yearOf(options: Options, first: JournalEntry | undefined): { start: string; end: string } {
  const start = options['year_start'] ?? `${(first?.date ?? '2000-01-01').slice(0, 4)}-01-01`;
  if (!isDay(start)) {
    throw new AdapterError('config', `The option year_start of datev is "${start}", which is no calendar day.`, {
      field: '/year_start',
    });
  }
  const next = `${Number(start.slice(0, 4)) + 1}${start.slice(4).replace('02-29', '02-28')}`;
  return { start, end: isDay(next) ? addDays(next, -1) : next };
}
