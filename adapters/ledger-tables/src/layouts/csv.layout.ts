import * as f from '../layout.js';

/** Columns a file may have, by the name the option `columns` calls them. */
const COLUMNS: Readonly<Record<string, (style: f.DayStyle) => f.Field>> = {
  entry: () => f.entryNumber('entry', undefined),
  line: () => f.count('line', undefined, 'line'),
  date: (style) => f.bookedOn('date', style),
  journal: () => f.journal('journal', undefined),
  'journal-label': () => f.text('journal-label', undefined, ({ entry }) => entry.journalLabel),
  piece: () => f.piece('piece', undefined),
  'piece-date': (style) => f.pieceDay('piece-date', style),
  label: () => f.label('label', undefined),
  account: () => f.account('account', undefined),
  'account-label': () => f.text('account-label', undefined, ({ line }) => line.accountLabel),
  auxiliary: () => f.auxiliary('auxiliary', undefined),
  'auxiliary-label': () =>
    f.text('auxiliary-label', undefined, ({ line }) => line.auxiliaryLabel ?? '', 'auxiliary-label'),
  debit: () => f.amount('debit', undefined, 'debit'),
  credit: () => f.amount('credit', undefined, 'credit'),
  amount: () => f.amount('amount', undefined, 'amount'),
  balance: () => f.amount('balance', undefined, 'balance'),
  side: () => f.side('side'),
  lettering: () => f.lettering('lettering', undefined),
  'lettering-date': (style) => f.letteredOn('lettering-date', style),
  'due-date': (style) => f.dueOn('due-date', style),
  'foreign-amount': () => f.foreignAmount('foreign-amount', undefined),
  'foreign-currency': () => f.code('foreign-currency', undefined, ({ line }) => line.foreign?.currency ?? ''),
  'validation-date': (style) => ({
    name: 'validation-date',
    width: 10,
    is: { kind: 'day', style, of: ({ entry }) => entry.validatedOn ?? '' },
  }),
};

const DEFAULT = 'entry,date,piece,label,account,auxiliary,debit,credit,journal,lettering,due-date';
const SEPARATORS: Readonly<Record<string, string>> = { semicolon: ';', comma: ',', tab: '\t', pipe: '|' };

/** A table whose columns, separator, dates and characters the person chooses. Texts are quoted where they must be. */
export const csv: f.Layout = {
  id: 'csv',
  title: 'CSV with chosen columns',
  source: 'RFC 4180',
  kind: 'delimited',
  separator: ';',
  eol: '\r\n',
  charset: 'utf-8',
  decimal: ',',
  escape: 'quotes',
  header: (options, fields) =>
    options['header'] === 'no'
      ? []
      : [fields.map(({ name }) => name).join(SEPARATORS[options['separator'] ?? ''] ?? ';')],
  fields: fieldsOf(DEFAULT, 'yyyy-mm-dd'),
  fileName: 'entries.csv',
  options: {
    columns: {
      type: 'string',
      pattern: `^(${Object.keys(COLUMNS).join('|')})(,(${Object.keys(COLUMNS).join('|')}))*$`,
      default: DEFAULT,
      description: `Columns in order, with commas between: ${Object.keys(COLUMNS).join(', ')}.`,
    },
    separator: { type: 'string', enum: Object.keys(SEPARATORS), default: 'semicolon' },
    decimal: { type: 'string', enum: ['comma', 'point'], default: 'comma' },
    dates: {
      type: 'string',
      enum: ['yyyy-mm-dd', 'dd/mm/yyyy', 'yyyymmdd', 'ddmmyyyy', 'dd.mm.yyyy', 'mm/dd/yyyy'],
      default: 'yyyy-mm-dd',
    },
    encoding: { type: 'string', enum: ['utf-8', 'windows-1252', 'iso-8859-15'], default: 'utf-8' },
    eol: { type: 'string', enum: ['crlf', 'lf'], default: 'crlf' },
    header: { type: 'string', enum: ['yes', 'no'], default: 'yes' },
  },
  configure: (options) => ({
    separator: SEPARATORS[options['separator'] ?? 'semicolon']!,
    decimal: options['decimal'] === 'point' ? '.' : ',',
    charset: (options['encoding'] ?? 'utf-8') as f.Layout['charset'],
    eol: options['eol'] === 'lf' ? '\n' : '\r\n',
    fields: fieldsOf(options['columns'] ?? DEFAULT, (options['dates'] ?? 'yyyy-mm-dd') as f.DayStyle),
  }),
};

function fieldsOf(columns: string, style: f.DayStyle): readonly f.Field[] {
  return columns.split(',').map((name) => COLUMNS[name]!(style));
}
