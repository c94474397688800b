import * as f from '../layout.js';

/** Cogilog, tab-separated import. */
export const cogilog: f.Layout = {
  id: 'cogilog',
  title: 'Cogilog',
  source: 'layout in use by other exports; not tried in Cogilog',
  kind: 'delimited',
  separator: '\t',
  eol: '\n',
  charset: 'utf-8',
  decimal: ',',
  escape: {},
  fields: [
    f.journal('journal', undefined),
    f.bookedOn('date', 'ddmmyyyy'),
    f.piece('invoice', undefined),
    f.accountOrAuxiliary('account', undefined),
    f.constant('blank', ''),
    f.label('label', undefined),
    f.pieceDay('document date', 'ddmmyyyy'),
    f.amount('debit', undefined, 'debit'),
    f.amount('credit', undefined, 'credit'),
    f.entryNumber('reference', undefined),
    f.accountLabel('account label', undefined),
  ],
  fileName: 'cogilog.txt',
};
