import * as f from '../layout.js';

/** Aplim Charlemagne, tab-separated import with a header line. */
export const charlemagne: f.Layout = {
  id: 'charlemagne',
  title: 'Charlemagne',
  source: 'layout in use by other exports; not tried in Charlemagne',
  kind: 'delimited',
  separator: '\t',
  eol: '\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: {},
  header: () => [
    ['Date', 'Journal', 'Compte', 'Libellé compte', 'Pièce', 'Libellé', 'Montant', 'Sens']
      .concat(['Analytique 1', 'Libellé analytique 1', 'Analytique 2', 'Libellé analytique 2'])
      .concat(['Analytique 3', 'Libellé analytique 3'])
      .join('\t'),
  ],
  fields: [
    f.bookedOn('date', 'yyyymmdd'),
    f.journal('journal', 6),
    f.accountOrAuxiliary('account', 15),
    f.accountLabel('account label', 60),
    f.piece('piece', 20),
    f.label('label', 60),
    f.amount('amount', undefined, 'amount'),
    f.side('side'),
    f.constant('analytic 1', ''),
    f.constant('analytic label 1', ''),
    f.constant('analytic 2', ''),
    f.constant('analytic label 2', ''),
    f.constant('analytic 3', ''),
    f.constant('analytic label 3', ''),
  ],
  fileName: 'charlemagne.txt',
};

/** ACD iSuite Expert, delimited import. */
export const iSuiteExpert: f.Layout = {
  id: 'isuite-expert',
  title: 'iSuite Expert',
  source: 'layout in use by other exports; not tried in iSuite Expert',
  kind: 'delimited',
  separator: ';',
  eol: '\r\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: { ';': ',', '"': "'" },
  fields: [
    f.entryNumber('entry', undefined),
    f.bookedOn('date', 'dd/mm/yyyy'),
    f.code('year', 4, ({ entry }) => entry.date.slice(0, 4)),
    f.code('month', 2, ({ entry }) => entry.date.slice(5, 7)),
    f.code('day', 2, ({ entry }) => entry.date.slice(8, 10)),
    f.piece('reference', undefined),
    f.label('label', undefined),
    f.account('account', undefined),
    f.auxiliary('customer', undefined),
    f.amount('debit', undefined, 'debit'),
    f.amount('credit', undefined, 'credit'),
    f.amount('amount', undefined, 'amount'),
    f.journal('journal', undefined),
  ],
  fileName: 'isuite-expert.csv',
};
