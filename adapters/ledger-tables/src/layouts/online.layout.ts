import * as f from '../layout.js';

/** Xero, manual journals. Debits are positive; rows of one narration and date are one journal; 300 rows an import. */
export const xero: f.Layout = {
  id: 'xero',
  title: 'Xero (manual journals)',
  source: 'the vendor’s help page; not tried in Xero',
  kind: 'delimited',
  separator: ',',
  eol: '\r\n',
  charset: 'utf-8',
  decimal: '.',
  escape: 'quotes',
  header: () => [
    '*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2',
  ],
  fields: [
    { ...f.text('Narration', undefined, ({ entry }) => `${entry.number} ${entry.piece}`), carries: 'piece' },
    f.bookedOn('Date', 'dd/mm/yyyy'),
    f.label('Description', undefined),
    f.account('AccountCode', undefined),
    f.text('TaxRate', undefined, ({ options }) => options['tax_rate'] ?? 'Tax Exempt'),
    f.amount('Amount', undefined, 'balance'),
    f.constant('TrackingName1', ''),
    f.constant('TrackingOption1', ''),
    f.constant('TrackingName2', ''),
    f.constant('TrackingOption2', ''),
  ],
  fileName: 'xero-journals.csv',
  options: {
    tax_rate: {
      type: 'string',
      maxLength: 50,
      default: 'Tax Exempt',
      description: 'Name of the tax rate as it stands in Xero: the entries hold their VAT as lines already.',
    },
  },
};

/** QuickBooks Online, journal entries. Accounts are found by name, with account numbers turned off. */
export const quickBooks: f.Layout = {
  id: 'quickbooks',
  title: 'QuickBooks Online (journal entries)',
  source: 'the vendor’s help page; not tried in QuickBooks',
  kind: 'delimited',
  separator: ',',
  eol: '\r\n',
  charset: 'utf-8',
  decimal: '.',
  escape: 'quotes',
  header: () => ['Journal No.,Journal Date,Account Name,Debits,Credits,Description,Name'],
  fields: [
    f.entryNumber('Journal No.', undefined),
    f.bookedOn('Journal Date', 'mm/dd/yyyy'),
    f.account('Account Name', undefined),
    f.amount('Debits', undefined, 'debit', { zero: '' }),
    f.amount('Credits', undefined, 'credit', { zero: '' }),
    f.label('Description', undefined),
    f.text('Name', undefined, ({ line }) => line.auxiliaryLabel ?? line.auxiliary ?? '', 'auxiliary-label'),
  ],
  fileName: 'quickbooks-journal.csv',
  options: {
    accounts: {
      type: 'string',
      enum: ['number', 'label'],
      default: 'number',
      description: 'What the account is called there: its number or its label.',
    },
    dates: { type: 'string', enum: ['mm/dd/yyyy', 'dd/mm/yyyy'], default: 'mm/dd/yyyy' },
  },
  configure: ({ accounts, dates }) => ({
    fields: quickBooks.fields.map((field) => {
      if (field.name === 'Journal Date') return f.bookedOn('Journal Date', (dates ?? 'mm/dd/yyyy') as f.DayStyle);
      if (field.name === 'Account Name' && accounts === 'label') {
        return f.text('Account Name', undefined, ({ line }) => line.accountLabel);
      }
      return field;
    }),
  }),
};
