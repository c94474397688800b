import { POINT, type CsvProfile } from '../csv.profile.js';

/** One account for each product and currency. The fee leaves the account with the amount, so the line is their sum. */
export const revolut: CsvProfile = {
  id: 'revolut',
  title: 'Revolut',
  recognise: [
    {
      kind: 'exact',
      columns: [
        'Type',
        'Product',
        'Started Date',
        'Completed Date',
        'Description',
        'Amount',
        'Fee',
        'Currency',
        'State',
        'Balance',
      ],
    },
  ],
  bookingDate: ['Completed Date'],
  label: [['Description']],
  additional: [['Type']],
  product: ['Product'],
  currencyColumn: ['Currency'],
  amount: { kind: 'signed', column: ['Amount'] },
  fee: ['Fee'],
  balance: ['Balance'],
  numbers: POINT,
  dates: ['YYYY-MM-DD'],
  status: { column: ['State'], booked: ['completed'], skipped: ['pending', 'reverted', 'declined', 'failed'] },
};
