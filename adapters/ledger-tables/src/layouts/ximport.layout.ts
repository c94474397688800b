import * as f from '../layout.js';

/** Ciel and Sage 50 (France), `XIMPORT.TXT`: records of 142 bytes. */
export const ximport: f.Layout = {
  id: 'ximport',
  title: 'Ciel, Sage 50 (XIMPORT)',
  source: 'measured on files of another export',
  kind: 'fixed',
  separator: '',
  eol: '\r\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: {},
  length: 142,
  fields: [
    f.count('entry', 5, 'entry'), // 1-5
    f.journal('journal', 2), // 6-7
    f.bookedOn('date', 'yyyymmdd'), // 8-15
    f.dueOn('due date', 'yyyymmdd'), // 16-23
    f.piece('piece', 12), // 24-35
    f.accountOrAuxiliary('account', 11), // 36-46
    f.label('label', 25), // 47-71
    f.amount('amount', 13, 'amount', { align: 'right' }), // 72-84
    f.side('side'), // 85
    f.blank('analytic', 18), // 86-103
    f.accountLabel('account label', 34), // 104-137
    f.constant('version', 'O2003'), // 138-142
  ],
  fileName: 'XIMPORT.TXT',
};
