import * as f from '../layout.js';

/** Agiris Isacompta, import of entries. */
export const agiris: f.Layout = {
  id: 'agiris',
  title: 'Agiris Isacompta',
  source: 'layout in use by other exports; not tried in Isacompta',
  kind: 'delimited',
  separator: ';',
  eol: '\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: { ';': ',', '"': "'" },
  fields: [
    f.entryNumber('entry', undefined),
    f.label('label', undefined),
    f.bookedOn('date', 'ddmmyyyy'),
    f.label('line label', undefined),
    f.accountOrAuxiliary('account', undefined),
    f.accountLabel('account label', undefined),
    f.piece('reference', undefined),
    f.amount('debit', undefined, 'debit'),
    f.amount('credit', undefined, 'credit'),
    f.amount('amount', undefined, 'amount'),
    f.side('side'),
    f.lettering('lettering', undefined),
    f.journal('journal', undefined),
  ],
  fileName: 'agiris.txt',
};
