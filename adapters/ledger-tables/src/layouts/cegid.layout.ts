import * as f from '../layout.js';

/** Cegid, simple delimited import. */
export const cegid: f.Layout = {
  id: 'cegid',
  title: 'Cegid (simple import)',
  source: 'layout in use by other exports; not tried in Cegid',
  kind: 'delimited',
  separator: ';',
  eol: '\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: { ';': ',', '"': "'" },
  fields: [
    f.bookedOn('date', 'ddmmyyyy'),
    f.journal('journal', undefined),
    f.account('account', undefined),
    f.auxiliary('auxiliary', undefined),
    f.side('side'),
    f.amount('amount', undefined, 'amount'),
    f.label('label', undefined),
    f.piece('reference', undefined),
  ],
  fileName: 'cegid.txt',
};

/**
 * Cegid TRA, extended records of 1,021 characters and more (`***S5CLIJRLETE`), from two public descriptions.
 *
 * Positions are the descriptions'; what they leave open (default dates, codes of the options) is written as they show.
 */
export const cegidTra: f.Layout = {
  id: 'cegid-tra',
  title: 'Cegid TRA (extended)',
  source: 'two public descriptions; not tried in Cegid',
  kind: 'fixed',
  separator: '',
  eol: '\r\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: {},
  length: 1022,
  header: (options) => [traHeader(options)],
  fields: [
    f.journal('journal', 3), // 1-3
    f.bookedOn('date', 'ddmmyyyy'), // 4-11
    f.code('nature', 2, ({ nature }) => TRA_NATURES[nature]), // 12-13
    f.account('account', 17), // 14-30
    f.code('kind', 1, ({ line }) => (line.auxiliary === undefined ? '' : 'X')), // 31
    f.auxiliary('auxiliary', 17), // 32-48
    f.piece('reference', 35), // 49-83
    f.label('label', 35), // 84-118
    f.blank('payment mode', 3), // 119-121
    f.dueOn('due date', 'ddmmyyyy'), // 122-129
    f.side('side'), // 130
    f.amount('amount', 20, 'amount', { align: 'right' }), // 131-150
    f.constant('entry kind', 'N'), // 151
    f.count('piece', 8, 'entry'), // 152-159
    f.constant('currency', 'EUR'), // 160-162
    f.constant('rate', '', 10), // 163-172
    f.constant('amount code', 'E--'), // 173-175
    f.blank('second amount', 20), // 176-195
    f.blank('third amount', 20), // 196-215
    f.blank('codes', 7), // 216-222
    f.pieceTail('external reference', 35), // 223-257
    f.blank('filler 1', 8), // 258-265
    f.bookedOn('creation date', 'ddmmyyyy'), // 266-273
    f.blank('filler 2', 28), // 274-301
    f.constant('brought forward', 'N'), // 302
    f.blank('filler 3', 83), // 303-385
    f.constant('VAT on collection', '-'), // 386
    f.blank('filler 4', 634), // 387-1020
    f.code('lettering state', 2, ({ line }) => (line.auxiliary === undefined ? 'RI' : 'AL')), // 1021-1022
  ],
  fileName: 'cegid.tra',
  options: {
    origin: {
      type: 'string',
      enum: ['CLI', 'EXP'],
      default: 'CLI',
      description: 'Origin of the file: CLI (client) or EXP (accountant).',
    },
    company: { type: 'string', maxLength: 35, description: 'Name of the company in the first line.' },
  },
};

const TRA_NATURES: Readonly<Record<f.EntryNature, string>> = {
  sale: 'FC',
  'credit-note': 'AC',
  purchase: 'FF',
  'supplier-credit': 'AF',
  receipt: 'RC',
  payment: 'RF',
  other: 'OD',
};

/** `***S5` + origin + `JRL` + `ETE`, default dates, version; creation time and user stay blank: the file is reproducible. */
function traHeader(options: Readonly<Record<string, string>>): string {
  const origin = options['origin'] ?? 'CLI';
  const company = (options['company'] ?? '').padEnd(35).slice(0, 35);
  return `***S5${origin}JRLETE   0101190001011900007${' '.repeat(5)}${' '.repeat(12)}${' '.repeat(35)}${company}`;
}
