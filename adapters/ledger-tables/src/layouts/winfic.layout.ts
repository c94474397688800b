import * as f from '../layout.js';

/** WinFic, eWinFic, WinSis: fields of fixed width parted by `|`, records of 142 bytes. */
export const winfic: f.Layout = {
  id: 'winfic',
  title: 'WinFic, eWinFic, WinSis',
  source: 'read from a public description; not tried in WinFic',
  kind: 'fixed',
  separator: '|',
  eol: '\r\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: { '|': '/' },
  length: 142,
  fields: [
    f.journal('journal', 2),
    f.bookedOn('date', 'ddmmyyyy'),
    f.constant('folio', '     1'),
    f.count('number', 6, 'entry', 'right'),
    f.bookedOn('day', 'ddmmyy'),
    f.accountOrAuxiliary('account', 6),
    f.amount('debit', 13, 'debit', { align: 'right' }),
    f.amount('credit', 13, 'credit', { align: 'right' }),
    f.label('label', 30),
    f.lettering('lettering', 2),
    f.piece('piece', 5),
    f.blank('statistics', 4),
    f.dueOn('due date', 'ddmmyyyy'),
    f.constant('currency', '1'),
    f.blank('filler', 1),
    f.blank('counter', 1),
    f.constant('quantity', '0,000000000'),
    f.blank('check mark', 2),
  ],
  fileName: 'winfic.win',
  options: {
    piece: {
      type: 'string',
      enum: ['reference', 'entry'],
      default: 'reference',
      description:
        'The five characters for the document: the end of its number, or the number of the entry in the file.',
    },
  },
  configure: ({ piece }) =>
    piece === 'entry'
      ? {
          fields: winfic.fields.map((field) =>
            field.name === 'piece' ? f.count('piece', 5, 'entry', 'right') : field,
          ),
        }
      : {},
};
