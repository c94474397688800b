import { COMMA, POINT, type TableProfile } from '../profile.js';

const SWISS_DAYS = ['DD.MM.YYYY', 'YYYY-MM-DD', 'DD.MM.YY', 'DD/MM/YYYY'] as const;

/** UBS: debits carry a minus; a collective line has its parts below it in `Einzelbetrag`, without amount of their own. */
export const ubs: TableProfile = {
  id: 'ubs',
  title: 'UBS',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Abschlussdatum',
        'Buchungsdatum',
        'Valutadatum',
        'Währung',
        'Belastung',
        'Gutschrift',
        'Saldo',
        'Beschreibung1',
      ],
    },
    {
      kind: 'contains',
      columns: ['Trade date', 'Booking date', 'Value date', 'Currency', 'Debit', 'Credit', 'Balance', 'Description1'],
    },
    {
      kind: 'contains',
      columns: [
        'Date de transaction',
        'Date de comptabilisation',
        'Date de valeur',
        'Monnaie',
        'Débit',
        'Crédit',
        'Solde',
        'Description1',
      ],
    },
  ],
  bookingDate: ['Buchungsdatum', 'Booking date', 'Date de comptabilisation'],
  valueDate: ['Valutadatum', 'Value date', 'Date de valeur'],
  label: [
    ['Beschreibung1', 'Description1'],
    ['Beschreibung2', 'Description2'],
    ['Beschreibung3', 'Description3'],
  ],
  additional: [['Fussnoten', 'Footnotes', 'Notes de bas de page']],
  bankReference: ['Transaktions-Nr.', 'Transaction no.', 'N° de transaction'],
  currencyColumn: ['Währung', 'Currency', 'Monnaie'],
  currency: 'CHF',
  amount: {
    kind: 'debit-credit',
    debit: ['Belastung', 'Debit', 'Débit'],
    credit: ['Gutschrift', 'Credit', 'Crédit'],
    debitSign: 'either',
  },
  balance: ['Saldo', 'Balance', 'Solde'],
  numbers: POINT,
  dates: SWISS_DAYS,
  newestFirst: true,
  above: [/^IBAN[:;\s]+(?<iban>CH[\d A-Z]{19,25})/],
};

/** PostFinance: the currency stands in the header. */
export const postfinance: TableProfile = {
  id: 'postfinance',
  title: 'PostFinance',
  recognise: [
    { kind: 'contains', columns: ['Datum', 'Avisierungstext', 'Gutschrift in CHF', 'Lastschrift in CHF', 'Valuta'] },
    { kind: 'contains', columns: ['Datum', 'Avisierungstext', 'Gutschrift in CHF', 'Lastschrift in CHF'] },
    { kind: 'contains', columns: ['Date', 'Texte de notification', 'Crédit en CHF', 'Débit en CHF'] },
    { kind: 'contains', columns: ['Date', 'Notification text', 'Credit in CHF', 'Debit in CHF'] },
  ],
  bookingDate: ['Datum', 'Date'],
  valueDate: ['Valuta', 'Valeur', 'Value'],
  label: [['Avisierungstext', 'Texte de notification', 'Notification text']],
  additional: [
    ['Bewegungstyp', 'Type de transaction', 'Type of transaction'],
    ['Label'],
    ['Kategorie', 'Catégorie', 'Category'],
  ],
  currency: 'CHF',
  amount: {
    kind: 'debit-credit',
    debit: ['Lastschrift in CHF', 'Débit en CHF', 'Debit in CHF'],
    credit: ['Gutschrift in CHF', 'Crédit en CHF', 'Credit in CHF'],
    debitSign: 'either',
  },
  balance: ['Saldo in CHF', 'Solde en CHF', 'Balance in CHF', 'Saldo'],
  numbers: POINT,
  dates: SWISS_DAYS,
  newestFirst: true,
  above: [/(?:Konto|Compte|Account)[:;\s]+=?"?(?<iban>CH[\d A-Z]{19,25})/],
};

/** Zürcher Kantonalbank: a collective line has its parts below it, without day. */
export const zkb: TableProfile = {
  id: 'zkb',
  title: 'Zürcher Kantonalbank',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Datum',
        'Buchungstext',
        'Whg',
        'Betrag Detail',
        'ZKB-Referenz',
        'Belastung CHF',
        'Gutschrift CHF',
        'Valuta',
        'Saldo CHF',
      ],
    },
  ],
  bookingDate: ['Datum'],
  valueDate: ['Valuta'],
  label: [['Buchungstext'], ['Zahlungszweck'], ['Details']],
  bankReference: ['ZKB-Referenz'],
  structuredReference: ['Referenznummer'],
  currency: 'CHF',
  amount: { kind: 'debit-credit', debit: ['Belastung CHF'], credit: ['Gutschrift CHF'], debitSign: 'either' },
  balance: ['Saldo CHF'],
  numbers: POINT,
  dates: SWISS_DAYS,
  newestFirst: true,
};

/** Raiffeisen in Switzerland: further lines of a booking have no day. */
export const raiffeisenCh: TableProfile = {
  id: 'raiffeisen-ch',
  title: 'Raiffeisen (Switzerland)',
  recognise: [{ kind: 'contains', columns: ['IBAN', 'Booked At', 'Text', 'Credit/Debit Amount', 'Balance'] }],
  bookingDate: ['Booked At'],
  valueDate: ['Valuta Date'],
  label: [['Text']],
  account: ['IBAN'],
  currency: 'CHF',
  amount: { kind: 'signed', column: ['Credit/Debit Amount'] },
  balance: ['Balance'],
  numbers: POINT,
  dates: SWISS_DAYS,
};

/** Austria: no header; IBAN, text, booking day, value day, amount, currency. */
export const bawag: TableProfile = {
  id: 'bawag',
  title: 'BAWAG, easybank',
  recognise: [
    {
      kind: 'first-line',
      data: true,
      cells: 6,
      pattern: /^AT\d{18};[^;]*;\d{2}\.\d{2}\.\d{4};\d{2}\.\d{2}\.\d{4};[-+]?[\d.]+,\d{2};[A-Z]{3}$/,
    },
  ],
  bookingDate: [2],
  valueDate: [3],
  label: [[1]],
  account: [0],
  currencyColumn: [5],
  currency: 'EUR',
  amount: { kind: 'signed', column: [4] },
  numbers: COMMA,
  dates: SWISS_DAYS,
  newestFirst: true,
};

/** Austria: no header; booking day, text, value day, amount, currency, time stamp. */
export const raiffeisenAt: TableProfile = {
  id: 'raiffeisen-at',
  title: 'Raiffeisen (Austria)',
  recognise: [
    {
      kind: 'first-line',
      data: true,
      pattern: /^\d{2}\.\d{2}\.\d{4};[^;]*;\d{2}\.\d{2}\.\d{4};[-+]?[\d.]+,\d{2};[A-Z]{3};\d{2}\.\d{2}\.\d{4} /,
    },
  ],
  bookingDate: [0],
  valueDate: [2],
  label: [[1]],
  currencyColumn: [4],
  currency: 'EUR',
  amount: { kind: 'signed', column: [3] },
  numbers: COMMA,
  dates: SWISS_DAYS,
  newestFirst: true,
};

/** Italy: UniCredit. */
export const unicreditIt: TableProfile = {
  id: 'unicredit-it',
  title: 'UniCredit (Italy)',
  recognise: [{ kind: 'contains', columns: ['Data Registrazione', 'Data valuta', 'Descrizione', 'Importo (EUR)'] }],
  bookingDate: ['Data Registrazione'],
  valueDate: ['Data valuta'],
  label: [['Descrizione']],
  additional: [['Causale']],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Importo (EUR)'] },
  numbers: COMMA,
  dates: ['DD.MM.YYYY', 'DD/MM/YYYY', 'YYYY-MM-DD'],
  newestFirst: true,
};

/** Starling: the amount is headed with its currency. */
export const starling: TableProfile = {
  id: 'starling',
  title: 'Starling Bank',
  recognise: [
    { kind: 'contains', columns: ['Date', 'Counter Party', 'Reference', 'Type', 'Amount (GBP)', 'Balance (GBP)'] },
    { kind: 'contains', columns: ['Date', 'Counter Party', 'Reference', 'Type', 'Amount (EUR)', 'Balance (EUR)'] },
  ],
  bookingDate: ['Date'],
  label: [['Reference'], ['Notes']],
  additional: [['Type'], ['Spending Category']],
  counterpartyName: ['Counter Party'],
  amount: { kind: 'signed', column: ['Amount (GBP)', 'Amount (EUR)'] },
  balance: ['Balance (GBP)', 'Balance (EUR)'],
  numbers: POINT,
  dates: ['DD/MM/YYYY', 'YYYY-MM-DD'],
};

/** Monzo: the amount is what moved the account, the local amount what the shop asked for. */
export const monzo: TableProfile = {
  id: 'monzo',
  title: 'Monzo',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Transaction ID',
        'Date',
        'Time',
        'Type',
        'Name',
        'Amount',
        'Currency',
        'Local amount',
        'Local currency',
        'Description',
      ],
    },
  ],
  bookingDate: ['Date'],
  label: [['Description'], ['Notes and #tags']],
  additional: [['Type'], ['Category']],
  counterpartyName: ['Name'],
  bankReference: ['Transaction ID'],
  currencyColumn: ['Currency'],
  currency: 'GBP',
  amount: { kind: 'signed', column: ['Amount'] },
  original: { amount: ['Local amount'], currency: ['Local currency'] },
  numbers: POINT,
  dates: ['DD/MM/YYYY', 'YYYY-MM-DD'],
};

/** Lloyds, Halifax and Bank of Scotland. */
export const lloyds: TableProfile = {
  id: 'lloyds',
  title: 'Lloyds Bank, Halifax, Bank of Scotland',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Transaction Date',
        'Transaction Type',
        'Sort Code',
        'Account Number',
        'Transaction Description',
        'Debit Amount',
        'Credit Amount',
        'Balance',
      ],
    },
  ],
  bookingDate: ['Transaction Date'],
  label: [['Transaction Description']],
  additional: [['Transaction Type']],
  account: ['Account Number'],
  currency: 'GBP',
  amount: { kind: 'debit-credit', debit: ['Debit Amount'], credit: ['Credit Amount'], debitSign: 'either' },
  balance: ['Balance'],
  numbers: POINT,
  dates: ['DD/MM/YYYY', 'YYYY-MM-DD'],
  newestFirst: true,
};

/** Nationwide: month names and pound signs. */
export const nationwide: TableProfile = {
  id: 'nationwide',
  title: 'Nationwide',
  recognise: [
    { kind: 'exact', columns: ['Date', 'Transaction type', 'Description', 'Paid out', 'Paid in', 'Balance'] },
  ],
  bookingDate: ['Date'],
  label: [['Description']],
  additional: [['Transaction type']],
  currency: 'GBP',
  amount: { kind: 'debit-credit', debit: ['Paid out'], credit: ['Paid in'], debitSign: 'either' },
  balance: ['Balance'],
  numbers: POINT,
  dates: ['DD/MM/YYYY', 'YYYY-MM-DD'],
};

/** Ireland: AIB. */
export const aib: TableProfile = {
  id: 'aib',
  title: 'AIB',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Posted Account',
        'Posted Transactions Date',
        'Description1',
        'Debit Amount',
        'Credit Amount',
        'Balance',
        'Posted Currency',
      ],
    },
  ],
  bookingDate: ['Posted Transactions Date'],
  label: [['Description1'], ['Description2'], ['Description3'], ['Description']],
  additional: [['Transaction Type']],
  account: ['Posted Account'],
  currencyColumn: ['Posted Currency'],
  currency: 'EUR',
  amount: { kind: 'debit-credit', debit: ['Debit Amount'], credit: ['Credit Amount'], debitSign: 'either' },
  original: { amount: ['Local Currency Amount'], currency: ['Local Currency'] },
  balance: ['Balance'],
  numbers: POINT,
  dates: ['DD/MM/YYYY', 'DD/MM/YY', 'YYYY-MM-DD'],
};
