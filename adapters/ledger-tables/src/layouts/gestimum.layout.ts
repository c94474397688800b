import * as f from '../layout.js';

/** Gestimum, version 3. All days are dd/mm/yyyy. */
export const gestimum3: f.Layout = {
  id: 'gestimum3',
  title: 'Gestimum V3',
  source: 'layout in use by other exports; not tried in Gestimum',
  kind: 'delimited',
  separator: ',',
  eol: '\n',
  charset: 'windows-1252',
  decimal: '.',
  escape: { ',': ' ', '"': "'" },
  fields: [
    f.count('entry', undefined, 'entry'),
    f.bookedOn('date', 'dd/mm/yyyy'),
    f.journal('journal', 4),
    f.accountOrAuxiliary('account', 15),
    f.constant('automatic label', ''),
    f.label('label', 40),
    f.piece('piece', 10),
    f.currencyOfBooks('currency'),
    f.amount('amount', undefined, 'amount'),
    f.side('side'),
    f.constant('lettering', ''),
    f.dueOn('due date', 'dd/mm/yyyy'),
  ],
  fileName: 'gestimum.txt',
};

/** Gestimum, version 5: texts between quotes. */
export const gestimum5: f.Layout = {
  id: 'gestimum5',
  title: 'Gestimum V5',
  source: 'layout in use by other exports; not tried in Gestimum',
  kind: 'delimited',
  separator: ',',
  eol: '\n',
  charset: 'windows-1252',
  decimal: '.',
  // Also between quotes: not every importer heeds them.
  escape: { ',': ' ', '"': "'" },
  fields: [
    f.count('entry', undefined, 'entry'),
    f.bookedOn('date', 'ddmmyyyy'),
    f.journal('journal', 4),
    f.accountOrAuxiliary('account', 15),
    f.constant('automatic label', ''),
    { ...f.label('label', 40), quoted: true },
    { ...f.piece('reference', 40), quoted: true },
    { ...f.pieceTail('piece', 10), quoted: true },
    f.amount('amount', undefined, 'amount'),
    f.side('side'),
    f.dueOn('due date', 'ddmmyyyy'),
    f.constant('blank 1', ''),
    f.constant('blank 2', ''),
    f.currencyOfBooks('currency'),
  ],
  fileName: 'gestimum.txt',
};
