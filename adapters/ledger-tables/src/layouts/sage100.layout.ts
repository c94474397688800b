import * as f from '../layout.js';

const NATURES: Readonly<Record<f.EntryNature, string>> = {
  sale: 'FC',
  'credit-note': 'AC',
  purchase: 'FF',
  'supplier-credit': 'AF',
  receipt: 'RC',
  payment: 'RF',
  other: 'OD',
};

/** Sage 100, PNM: the company in the first line, then records of 138 bytes. */
export const sage100: f.Layout = {
  id: 'sage100',
  title: 'Sage 100 (PNM)',
  source: 'two public descriptions, which disagree on amount and character set; not tried in Sage 100',
  kind: 'fixed',
  separator: '',
  eol: '\r\n',
  charset: 'windows-1252',
  decimal: '.',
  escape: {},
  length: 138,
  header: (options) => [(options['company'] ?? 'LETTRAGE').slice(0, 30)],
  fields: [
    f.journal('journal', 3), // 1-3
    f.bookedOn('date', 'ddmmyy'), // 4-9
    f.code('document type', 2, ({ nature }) => NATURES[nature]), // 10-11
    f.account('account', 13), // 12-24
    f.code('kind', 1, ({ line }) => (line.auxiliary === undefined ? '' : 'X')), // 25
    f.auxiliary('third party', 13), // 26-38
    f.piece('reference', 13), // 39-51
    f.label('label', 25), // 52-76
    f.blank('payment mode', 1), // 77
    f.dueOn('due date', 'ddmmyy'), // 78-83
    f.side('side'), // 84
    f.amount('amount', 20, 'amount', { align: 'right' }), // 85-104
    f.constant('entry kind', 'N'), // 105
    f.count('piece', 7, 'entry', 'right', '0'), // 106-112
    f.blank('filler', 26), // 113-138
  ],
  fileName: 'sage100.pnm',
  options: {
    company: { type: 'string', maxLength: 30, description: 'Name of the company in the first line.' },
    amounts: {
      type: 'string',
      enum: ['point', 'cents'],
      default: 'point',
      description: 'Amounts with a decimal point, or in cents: the public descriptions disagree.',
    },
    encoding: { type: 'string', enum: ['windows-1252', 'iso-8859-15'], default: 'windows-1252' },
  },
  configure: ({ amounts, encoding }) => ({
    ...(encoding === 'iso-8859-15' ? { charset: encoding } : {}),
    ...(amounts === 'cents'
      ? { fields: sage100.fields.map((field) => (field.name === 'amount' ? { ...field, cents: true } : field)) }
      : {}),
  }),
};
