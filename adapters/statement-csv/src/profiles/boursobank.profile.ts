import { FRENCH, POINT, type CsvProfile } from '../csv.profile.js';

/** UTF-8, ISO days, comma in the amount and a point in the balance. The balance is that of today, the same on all lines. */
export const boursobank: CsvProfile = {
  id: 'boursobank',
  title: 'BoursoBank',
  recognise: [
    { kind: 'contains', columns: ['dateOp', 'dateVal', 'label', 'category', 'amount', 'accountNum', 'accountLabel'] },
  ],
  bookingDate: ['dateOp'],
  valueDate: ['dateVal'],
  label: [['label']],
  counterpartyName: ['supplierFound'],
  additional: [['comment'], ['category']],
  account: ['accountNum'],
  amount: { kind: 'signed', column: ['amount'] },
  numbers: FRENCH,
  balanceNumbers: POINT,
  dates: ['YYYY-MM-DD', 'DD/MM/YYYY'],
  currency: 'EUR',
  newestFirst: true,
};
