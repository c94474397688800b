import type { FecRule } from '../fec-rules.js';
import { BOOKS, OPTIONS, written } from './fec-files.js';

const COLUMNS =
  'JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise'.split(
    ' ',
  );

type Rows = string[][];

/** A way to spoil a sound file: its rows (header first), its text or its bytes, or its name. */
export interface Defect {
  readonly rule: FecRule;
  readonly name: string;
  readonly rows?: (rows: Rows) => void;
  readonly text?: (text: string) => string;
  readonly bytes?: (bytes: Buffer) => Buffer;
  readonly file?: string;
  readonly options?: Record<string, string>;
  /** Other rules the same defect breaks. */
  readonly also?: readonly FecRule[];
}

/** Sets fields of a row of the sound file by column name. */
export function set(row: number, fields: Record<string, string>) {
  return (rows: Rows): void => {
    for (const [column, value] of Object.entries(fields)) rows[row]![rows[0]!.indexOf(column)] = value;
  };
}

function all(...steps: readonly ((rows: Rows) => void)[]) {
  return (rows: Rows): void => steps.forEach((step) => step(rows));
}

function column(name: string): number {
  return COLUMNS.indexOf(name);
}

const FIRST_MONTHS = ['20251001', '20251103', '20251210'].map((day) => ({ EcritureDate: day, PieceDate: day }));

// Rows: 1-2 AN1, 3-5 VE1, 6-7 VE2, 8-9 BQ1, 10-11 OD1.
/** One or more for every rule. */
export const DEFECTS: readonly Defect[] = [
  { rule: 'fec-file-name', name: 'a free name', file: 'export.txt' },
  { rule: 'fec-file-name', name: 'a closing that is no day', file: '732829320FEC20261331.txt' },
  { rule: 'fec-siren', name: 'a SIREN with a wrong check digit', file: '732829321FEC20261231.txt' },
  { rule: 'fec-extract', name: 'an extract', file: '732829320_extract_20260101_20260331.txt' },
  { rule: 'fec-empty-file', name: 'no byte', bytes: () => Buffer.alloc(0) },
  {
    rule: 'fec-xml-malformed',
    name: 'XML that is cut',
    text: () => '<?xml version="1.0"?><comptabilite>',
    also: ['fec-xml-schema'],
  },
  { rule: 'fec-no-entries', name: 'a header alone', rows: (rows) => rows.splice(1) },
  { rule: 'fec-line-length', name: 'no line end', text: () => 'x'.repeat(1_000_002) },
  { rule: 'fec-separator', name: 'semicolons', text: (text) => text.replaceAll('\t', ';') },
  {
    rule: 'fec-two-separators',
    name: 'a header with both',
    text: (text) => text.replace('\t', '|'),
  },
  {
    rule: 'fec-two-separators',
    name: 'a line with the other',
    text: (text) => replaceLine(text, 3, (line) => line.replaceAll('\t', '|')),
  },
  {
    rule: 'fec-byte-order-mark',
    name: 'a mark',
    bytes: (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  },
  {
    rule: 'fec-charset-invalid',
    name: 'Windows-1252',
    bytes: (bytes) => replaceBytes(bytes, 'ACME', Buffer.from([0x80, 0x41, 0x43, 0x4d])),
    also: ['fec-auxiliary-labels'],
  },
  {
    rule: 'fec-charset-invalid',
    name: 'UTF-16',
    bytes: (bytes) => Buffer.from(`\ufeff${bytes.toString('latin1')}`, 'utf16le'),
  },
  {
    rule: 'fec-charset-mixed',
    name: 'one line in UTF-8',
    bytes: (bytes) => replaceBytes(bytes, '\xc9criture OD1', Buffer.from('Écriture OD1')),
  },
  {
    rule: 'fec-replacement-character',
    name: 'a lost character',
    options: { encoding: 'utf-8' },
    rows: set(10, { EcritureLib: 'Soci\ufffdt\ufffd' }),
  },
  { rule: 'fec-no-header', name: 'no names', rows: (rows) => rows.splice(0, 1) },
  { rule: 'fec-no-header', name: 'another text', text: () => 'Ceci est une lettre.\r\n' },
  {
    rule: 'fec-column-missing',
    name: 'no Idevise',
    rows: (rows) => rows.forEach((row) => row.pop()),
  },
  {
    rule: 'fec-column-missing',
    name: 'no PieceRef',
    rows: (rows) => rows.forEach((row) => row.splice(column('PieceRef'), 1)),
  },
  ...['JournalCode', 'EcritureNum', 'CompAuxNum', 'CompAuxLib', 'Debit', 'Credit', 'EcritureLet', 'DateLet'].map(
    (name) => ({
      rule: 'fec-column-missing' as const,
      name: `no ${name}, which is said once`,
      rows: (rows: Rows) => rows.forEach((row) => row.splice(column(name), 1)),
    }),
  ),
  {
    rule: 'fec-column-missing',
    name: 'no Sens, which is said once',
    options: { columns: 'montant-sens' },
    rows: (rows) => rows.forEach((row) => row.splice(column('Credit'), 1)),
  },
  {
    rule: 'fec-column-misplaced',
    name: 'Debit a second time',
    rows: (rows) => rows.forEach((row, i) => row.push(i === 0 ? 'Debit' : '1,00')),
    also: ['fec-extra-columns'],
  },
  { rule: 'fec-column-misspelt', name: 'EcritureNumero', rows: set(0, { EcritureNum: 'Ecriture_num' }) },
  { rule: 'fec-column-case', name: 'lower case', rows: set(0, { Idevise: 'idevise' }) },
  {
    rule: 'fec-column-misplaced',
    name: 'the first two swapped',
    rows: (rows) => rows.forEach((row) => ([row[0], row[1]] = [row[1]!, row[0]!])),
  },
  {
    rule: 'fec-column-misplaced',
    name: 'a column of its own in the middle',
    rows: (rows) => rows.forEach((row, i) => row.splice(5, 0, i === 0 ? 'Analytique' : 'x')),
  },
  {
    rule: 'fec-extra-columns',
    name: 'a nineteenth column',
    rows: (rows) => rows.forEach((row, i) => row.push(i === 0 ? 'DateEcheance' : '')),
  },
  { rule: 'fec-field-count', name: 'a field too many', rows: (rows) => rows[4]!.push('x') },
  {
    rule: 'fec-empty-line',
    name: 'a record of separators alone',
    rows: (rows) =>
      rows.splice(
        4,
        0,
        rows[4]!.map(() => ''),
      ),
  },
  { rule: 'fec-empty-line', name: 'an empty line', text: (text) => replaceLine(text, 2, (line) => `${line}\r\n`) },
  {
    rule: 'fec-line-break-in-text',
    name: 'LF in a label',
    text: (text) => text.replace('Écriture OD1', 'Écriture\nOD1'),
    also: ['fec-field-count'],
  },
  {
    rule: 'fec-line-break-in-text',
    name: 'CR in a label',
    text: (text) => text.replace('Écriture OD1', 'Écriture\rOD1'),
  },
  { rule: 'fec-separator-in-text', name: '| in a label', rows: set(10, { EcritureLib: 'a|b' }) },
  { rule: 'fec-control-character', name: 'NUL in a label', rows: set(10, { EcritureLib: 'a\0b' }) },
  ...[
    'JournalCode',
    'EcritureNum',
    'EcritureDate',
    'CompteNum',
    'CompteLib',
    'PieceDate',
    'EcritureLib',
    'ValidDate',
  ].map((field) => ({
    rule: 'fec-blank-field' as const,
    name: `${field} blank`,
    rows: all(set(10, { [field]: ' ' }), set(11, { [field]: ' ' })),
  })),
  { rule: 'fec-blank-field', name: 'EcritureNum blank in one line', rows: set(4, { EcritureNum: '' }) },
  { rule: 'fec-blank-field', name: 'EcritureNum blank in the first line', rows: set(3, { EcritureNum: '' }) },
  { rule: 'fec-blank-field', name: 'JournalCode blank in one line', rows: set(4, { JournalCode: ' ' }) },
  { rule: 'fec-blank-field', name: 'account of a lettered line', rows: set(3, { CompteNum: '' }) },
  {
    rule: 'fec-blank-field',
    name: 'no Montant',
    options: { columns: 'montant-sens' },
    rows: set(10, { Montant: '' }),
  },
  { rule: 'fec-blank-field', name: 'no amount', rows: set(11, { Debit: '', Credit: '' }) },
  { rule: 'fec-decimal-point', name: '10.00', rows: set(10, { Debit: '10.00' }) },
  { rule: 'fec-decimal-point', name: 'English', rows: set(10, { Debit: '1,010.00' }) },
  ...['1 200,50', '1\u00a0200,50', "1'200,50", '1.200,50', '1.200'].map((text) => ({
    rule: 'fec-thousands-separator' as const,
    name: text,
    rows: set(6, { Debit: text }),
  })),
  {
    rule: 'fec-thousands-separator',
    name: 'narrow no-break space',
    options: { encoding: 'utf-8' },
    rows: set(6, { Debit: '1\u202f200,50' }),
  },
  { rule: 'fec-scientific-notation', name: '1E1', rows: set(10, { Debit: '1E1' }) },
  { rule: 'fec-amount-signs', name: 'two signs', rows: set(10, { Debit: '--10,00' }) },
  { rule: 'fec-amount-signs', name: 'a sign at both ends', rows: set(10, { Debit: '+10,00-' }) },
  { rule: 'fec-amount-format', name: 'words', rows: set(10, { Debit: 'dix' }) },
  { rule: 'fec-decimal-point', name: 'a foreign amount', rows: set(6, { Montantdevise: '1300.75' }) },
  {
    rule: 'fec-amount-decimals',
    name: 'tenths of a cent',
    rows: all(set(10, { Debit: '10,001' }), set(11, { Credit: '10,001' })),
  },
  {
    rule: 'fec-negative-amount',
    name: 'a negative debit',
    rows: all(set(10, { Debit: '-10,00' }), set(11, { Credit: '-10,00' })),
  },
  { rule: 'fec-debit-and-credit', name: 'both filled', rows: all(set(10, { Debit: '15,00', Credit: '5,00' })) },
  { rule: 'fec-zero-line', name: 'both 0', rows: all(set(10, { Debit: '0,00' }), set(11, { Credit: '0,00' })) },
  { rule: 'fec-direction', name: 'Sens X', options: { columns: 'montant-sens' }, rows: set(10, { Sens: 'X' }) },
  {
    rule: 'fec-direction-missing',
    name: 'Sens blank',
    options: { columns: 'montant-sens' },
    rows: set(10, { Sens: '' }),
  },
  ...['20260230', '20260431', '20250229', '20261340'].map((day) => ({
    rule: 'fec-date-impossible' as const,
    name: day,
    rows: set(10, { PieceDate: day }),
  })),
  ...['10/02/2026', '2026-02-10', '20260210T10:00:00', '260210'].map((day) => ({
    rule: 'fec-date-format' as const,
    name: day,
    rows: all(set(10, { EcritureDate: day }), set(11, { EcritureDate: day })),
  })),
  { rule: 'fec-year-range', name: 'year 1026', rows: set(10, { PieceDate: '10260210' }) },
  {
    rule: 'fec-date-outside-year',
    name: 'two years before',
    rows: all(set(8, { EcritureDate: '20240203' }), set(9, { EcritureDate: '20240203' })),
    also: ['fec-piece-after-entry'],
  },
  {
    rule: 'fec-date-outside-year',
    name: 'one entry of the December before',
    rows: all(set(8, { EcritureDate: '20251230' }), set(9, { EcritureDate: '20251230' })),
    also: ['fec-piece-after-entry'],
  },
  {
    rule: 'fec-date-outside-year',
    name: 'one entry of the December before, the first',
    rows: all(set(1, { EcritureDate: '20251230' }), set(2, { EcritureDate: '20251230' })),
    also: ['fec-piece-after-entry'],
  },
  {
    rule: 'fec-long-year',
    name: 'a first year of fifteen months',
    rows: all(...[1, 2, 3, 4, 5, 6, 7].map((row) => set(row, FIRST_MONTHS[row < 3 ? 0 : row < 6 ? 1 : 2]!))),
  },
  {
    rule: 'fec-valid-before-entry',
    name: 'validated before',
    rows: all(set(10, { EcritureDate: '20260211' }), set(11, { EcritureDate: '20260211' })),
  },
  {
    rule: 'fec-valid-in-future',
    name: 'validated next year',
    rows: all(set(10, { ValidDate: '20270201' }), set(11, { ValidDate: '20270201' })),
  },
  { rule: 'fec-piece-after-entry', name: 'document after entry', rows: set(10, { PieceDate: '20260211' }) },
  { rule: 'fec-account-digits', name: '65A', rows: set(10, { CompteNum: '65A' }) },
  { rule: 'fec-account-class', name: 'class 9', rows: set(10, { CompteNum: '954000' }) },
  { rule: 'fec-auxiliary-label', name: 'no label', rows: set(6, { CompAuxLib: '' }) },
  { rule: 'fec-auxiliary-label', name: 'no number', rows: set(6, { CompAuxNum: '' }) },
  { rule: 'fec-auxiliary-account', name: 'on 512', rows: set(8, { CompAuxNum: 'C0012', CompAuxLib: 'ACME Société' }) },
  { rule: 'fec-account-labels', name: 'two labels', rows: set(8, { CompteLib: 'Banque' }) },
  { rule: 'fec-auxiliary-labels', name: 'two labels', rows: set(6, { CompAuxLib: 'ACME SA' }) },
  { rule: 'fec-journal-labels', name: 'two labels', rows: set(6, { JournalLib: 'Sales' }) },
  { rule: 'fec-label-meaningless', name: '/', rows: set(10, { EcritureLib: '/' }) },
  { rule: 'fec-currency-pair', name: 'no currency', rows: set(6, { Idevise: '' }) },
  { rule: 'fec-currency-pair', name: 'no amount', rows: set(6, { Montantdevise: '' }) },
  { rule: 'fec-currency-code', name: 'dollars', rows: set(6, { Idevise: '$' }) },
  { rule: 'fec-entry-unbalanced', name: 'a cent', rows: set(10, { Debit: '10,01' }), also: ['fec-file-unbalanced'] },
  { rule: 'fec-file-unbalanced', name: 'a cent', rows: set(10, { Debit: '10,01' }), also: ['fec-entry-unbalanced'] },
  {
    rule: 'fec-entry-two-dates',
    name: 'second line a day later',
    rows: set(4, { EcritureDate: '20260106', ValidDate: '20260106' }),
  },
  {
    rule: 'fec-entry-two-journals',
    name: 'second line in BQ',
    rows: set(4, { JournalCode: 'BQ', JournalLib: 'Banque' }),
  },
  { rule: 'fec-entry-two-pieces', name: 'second line of another document', rows: set(4, { PieceRef: 'X' }) },
  {
    rule: 'fec-number-gap',
    name: 'VE2 missing',
    rows: all(set(6, { EcritureNum: 'VE3' }), set(7, { EcritureNum: 'VE3' })),
  },
  {
    rule: 'fec-number-duplicate',
    name: 'VE1 twice',
    rows: all(set(6, { EcritureNum: 'VE1' }), set(7, { EcritureNum: 'VE1' })),
  },
  {
    rule: 'fec-number-descending',
    name: 'VE1 after VE2',
    rows: all(
      set(3, { EcritureNum: 'VE2' }),
      set(4, { EcritureNum: 'VE2' }),
      set(5, { EcritureNum: 'VE2' }),
      set(6, { EcritureNum: 'VE1' }),
      set(7, { EcritureNum: 'VE1' }),
    ),
  },
  {
    rule: 'fec-number-format',
    name: 'letters',
    rows: all(set(10, { EcritureNum: 'ODX' }), set(11, { EcritureNum: 'ODX' })),
  },
  {
    rule: 'fec-order-of-validation',
    name: 'VE1 validated after VE2',
    rows: all(...[3, 4, 5].map((row) => set(row, { ValidDate: '20260125' }))),
  },
  {
    rule: 'fec-opening-not-first',
    name: 'opening last',
    rows: (rows) => rows.push(...rows.splice(1, 2)),
    also: ['fec-order-of-validation'],
  },
  {
    rule: 'fec-closing-entry',
    name: 'result of the year',
    rows: set(11, { CompteNum: '120000', CompteLib: 'Résultat' }),
  },
  {
    rule: 'fec-centralisation',
    name: 'a central journal',
    rows: all(set(10, { JournalLib: 'Centralisation' }), set(11, { JournalLib: 'Centralisation' })),
  },
  { rule: 'fec-letter-without-date', name: 'no DateLet', rows: set(3, { DateLet: '' }) },
  {
    rule: 'fec-date-without-letter',
    name: 'no letter',
    rows: all(set(3, { EcritureLet: '' }), set(9, { EcritureLet: '', DateLet: '' })),
  },
  { rule: 'fec-letter-accounts', name: 'two auxiliaries', rows: set(9, { CompAuxNum: 'C0013' }) },
  { rule: 'fec-letter-unbalanced', name: 'one side only', rows: set(9, { EcritureLet: '', DateLet: '' }) },
  {
    rule: 'fec-letter-after-closing',
    name: 'next year',
    rows: all(set(3, { DateLet: '20270105' }), set(9, { DateLet: '20270105' })),
  },
];

function replaceLine(text: string, index: number, change: (line: string) => string): string {
  return text
    .split('\r\n')
    .map((line, i) => (i === index ? change(line) : line))
    .join('\r\n');
}

function replaceBytes(bytes: Buffer, from: string, to: Buffer): Buffer {
  const at = bytes.indexOf(Buffer.from(from, 'latin1'));
  return Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + from.length)]);
}

/** The bytes of the sound file with a defect. */
export async function spoiled({ options, rows, text, bytes }: Defect): Promise<Buffer> {
  const chosen = { ...OPTIONS, ...options };
  const sound = await written(BOOKS, chosen);
  const isUtf8 = options?.['encoding'] === 'utf-8';
  if (bytes !== undefined) return bytes(sound);
  let content = sound.toString(isUtf8 ? 'utf8' : 'latin1');
  if (rows !== undefined) {
    const parsed = content
      .split('\r\n')
      .slice(0, -1)
      .map((line) => line.split('\t'));
    rows(parsed);
    content = parsed.map((row) => `${row.join('\t')}\r\n`).join('');
  }
  return Buffer.from(text === undefined ? content : text(content), isUtf8 ? 'utf8' : 'latin1');
}
