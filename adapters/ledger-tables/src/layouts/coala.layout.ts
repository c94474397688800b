import * as f from '../layout.js';

/** Sage Coala, delimited import. */
export const coala: f.Layout = {
  id: 'coala',
  title: 'Sage Coala',
  source: 'layout in use by other exports; not tried in Coala',
  kind: 'delimited',
  separator: ';',
  eol: '\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: { ';': ',', '"': "'" },
  fields: [
    f.bookedOn('date', 'dd/mm/yyyy'),
    f.journal('journal', undefined),
    f.account('account', undefined),
    f.piece('piece', undefined),
    f.label('reference', undefined),
    f.amount('debit', undefined, 'debit'),
    f.amount('credit', undefined, 'credit'),
    f.constant('currency', 'E'),
    f.auxiliary('auxiliary', undefined),
  ],
  fileName: 'coala.txt',
};

/** OpenConcerto, delimited import. */
export const openConcerto: f.Layout = {
  id: 'openconcerto',
  title: 'OpenConcerto',
  source: 'layout in use by other exports; not tried in OpenConcerto',
  kind: 'delimited',
  separator: ';',
  eol: '\n',
  charset: 'utf-8',
  decimal: ',',
  escape: { ';': ',', '"': "'" },
  fields: [
    f.bookedOn('date', 'dd/mm/yyyy'),
    f.journal('journal', undefined),
    f.accountOrAuxiliary('account', undefined),
    f.piece('reference', undefined),
    f.label('label', undefined),
    f.amount('debit', undefined, 'debit'),
    f.amount('credit', undefined, 'credit'),
  ],
  fileName: 'openconcerto.csv',
};
