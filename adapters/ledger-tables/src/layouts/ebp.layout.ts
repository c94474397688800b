import * as f from '../layout.js';

/** EBP, text import. Texts stand between quotes. */
export const ebp: f.Layout = {
  id: 'ebp',
  title: 'EBP',
  source: 'layout in use by other exports; not tried in EBP',
  kind: 'delimited',
  separator: ',',
  eol: '\n',
  charset: 'windows-1252',
  decimal: '.',
  // Also between quotes: not every importer heeds them.
  escape: { ',': ' ', '"': "'" },
  fields: [
    f.count('entry', undefined, 'line'),
    f.bookedOn('date', 'ddmmyyyy'),
    f.journal('journal', undefined),
    f.accountOrAuxiliary('account', undefined),
    { ...f.label('label', 40), quoted: true },
    { ...f.piece('piece', 15), quoted: true },
    f.amount('amount', undefined, 'amount'),
    f.side('side'),
    f.dueOn('due date', 'ddmmyyyy'),
  ],
  fileName: 'ebp.txt',
};
