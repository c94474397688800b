import * as f from '../layout.js';

/** Quadratus, Cegid Quadra (ASCII): M records of 231 bytes for lines, C records of 453 for customers and suppliers. */
export const quadra: f.Layout = {
  id: 'cegid-quadra',
  title: 'Cegid Quadra (Quadratus ASCII)',
  source: 'measured on files of another export, with the vendor’s positions',
  kind: 'fixed',
  separator: '',
  eol: '\r\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: {},
  type: 'M',
  length: 231,
  fields: [
    f.constant('type', 'M'), // 1
    f.accountOrAuxiliary('account', 8), // 2-9
    f.text('journal', 2, ({ entry }) => entry.journal.slice(0, 2)), // 10-11
    f.constant('folio', '000'), // 12-14
    f.bookedOn('date', 'ddmmyy'), // 15-20
    f.blank('label code', 1), // 21
    f.text('short label', 20, ({ line, entry }) => (line.label ?? entry.label).slice(0, 20)), // 22-41
    f.side('side'), // 42
    { ...f.constant('sign', '+'), role: 'sign' }, // 43
    f.amount('amount', 12, 'amount', { align: 'right', pad: '0', cents: true }), // 44-55
    f.code('contra', 8, ({ contra }) => contra), // 56-63
    f.dueOn('due date', 'ddmmyy'), // 64-69
    f.lettering('lettering', 2), // 70-71
    f.blank('statistics', 3), // 72-74
    f.pieceTail('piece 5', 5), // 75-79
    f.blank('deal', 10), // 80-89
    f.blank('quantity', 10), // 90-99
    f.pieceTail('piece 8', 8), // 100-107
    f.code('currency', 3, ({ line }) => line.foreign?.currency ?? 'EUR'), // 108-110
    f.journal('long journal', 3), // 111-113
    f.blank('filler 1', 3), // 114-116
    f.label('label', 30), // 117-146
    f.blank('VAT code', 2), // 147-148
    f.piece('piece', 10), // 149-158
    f.blank('filler 2', 10), // 159-168
    f.code('currency sign', 1, ({ line }) => (line.foreign === undefined ? '' : '+')), // 169
    f.foreignAmount('currency amount', 12, { align: 'right', pad: '0', cents: true }), // 170-181
    f.blank('attachment', 12), // 182-193
    f.blank('filler 3', 38), // 194-231
  ],
  parties: {
    type: 'C',
    length: 453,
    fields: [
      f.constant('type', 'C'), // 1
      f.auxiliary('account', 8), // 2-9
      f.accountLabel('label', 30), // 10-39
      f.text('key', 7, ({ line }) =>
        (line.auxiliaryLabel ?? line.auxiliary ?? '').replace(/[^A-Za-z0-9]/g, '').slice(0, 7),
      ), // 40-46
      f.blank('filler 1', 52), // 47-98
      f.account('collective', 8), // 99-106
      f.blank('filler 2', 110), // 107-216
      f.constant('update', '2'), // 217
      f.code('kind', 1, ({ line }) =>
        line.account.startsWith('40') ? 'F' : line.account.startsWith('41') ? 'C' : 'G',
      ), // 218
      f.blank('filler 3', 235), // 219-453
    ],
  },
  fileName: 'quadra.txt',
};
