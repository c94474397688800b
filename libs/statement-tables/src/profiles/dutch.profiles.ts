import { COMMA, type TableProfile } from '../profile.js';

const DAYS = ['DD-MM-YYYY', 'DD/MM/YYYY', 'YYYY-MM-DD', 'YYYYMMDD', 'DD.MM.YYYY', 'DD-MM-YY', 'DD/MM/YY'] as const;

/** Every line names its own account; several accounts come in one file. */
export const rabobank: TableProfile = {
  id: 'rabobank',
  title: 'Rabobank',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'IBAN/BBAN',
        'Munt',
        'BIC',
        'Volgnr',
        'Datum',
        'Rentedatum',
        'Bedrag',
        'Saldo na trn',
        'Omschrijving-1',
      ],
    },
  ],
  bookingDate: ['Datum'],
  valueDate: ['Rentedatum'],
  label: [['Omschrijving-1'], ['Omschrijving-2'], ['Omschrijving-3']],
  counterpartyName: ['Naam tegenpartij'],
  ultimateName: ['Naam uiteindelijke partij'],
  counterpartyIban: ['Tegenrekening IBAN/BBAN'],
  counterpartyBic: ['BIC tegenpartij'],
  // A running number of the account: with it the same line is the same in every export.
  bankReference: ['Volgnr'],
  endToEndId: ['Transactiereferentie'],
  mandateId: ['Machtigingskenmerk'],
  paymentInformationId: ['Batch ID'],
  structuredReference: ['Betalingskenmerk'],
  returnReason: ['Reden retour'],
  code: ['Code'],
  account: ['IBAN/BBAN'],
  currencyColumn: ['Munt'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Bedrag'] },
  original: { amount: ['Oorspr bedrag'], currency: ['Oorspr munt'], rate: ['Koers'] },
  balance: ['Saldo na trn'],
  numbers: COMMA,
  dates: DAYS,
};

/** ING in the Netherlands: amounts without sign, the direction in a column of its own. */
export const ingNl: TableProfile = {
  id: 'ing-nl',
  title: 'ING (Netherlands)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Datum',
        'Naam / Omschrijving',
        'Rekening',
        'Tegenrekening',
        'Code',
        'Af Bij',
        'Bedrag (EUR)',
        'Mededelingen',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Date',
        'Name / Description',
        'Account',
        'Counterparty',
        'Code',
        'Debit/credit',
        'Amount (EUR)',
        'Notifications',
      ],
    },
  ],
  bookingDate: ['Datum', 'Date'],
  label: [['Mededelingen', 'Notifications']],
  additional: [['MutatieSoort', 'Transaction type'], ['Tag']],
  counterpartyName: ['Naam / Omschrijving', 'Name / Description'],
  counterpartyIban: ['Tegenrekening', 'Counterparty'],
  code: ['Code'],
  account: ['Rekening', 'Account'],
  currency: 'EUR',
  amount: {
    kind: 'absolute',
    column: ['Bedrag (EUR)', 'Amount (EUR)'],
    direction: ['Af Bij', 'Debit/credit'],
    received: ['bij', 'credit'],
    paid: ['af', 'debit'],
  },
  balance: ['Saldo na mutatie', 'Resulting balance'],
  numbers: COMMA,
  dates: DAYS,
  newestFirst: true,
};

/** No header, tabs: account, currency, day, balance before, balance after, value day, amount, text. */
export const abnAmro: TableProfile = {
  id: 'abn-amro',
  title: 'ABN AMRO (TXT)',
  recognise: [
    {
      kind: 'first-line',
      data: true,
      cells: 8,
      pattern: /^\d{8,10};[A-Z]{3};\d{8};[-+]?[\d.]+,\d{2};[-+]?[\d.]+,\d{2};\d{8};[-+]?[\d.]+,\d{2};/,
    },
  ],
  bookingDate: [2],
  valueDate: [5],
  label: [[7]],
  account: [0],
  currencyColumn: [1],
  currency: 'EUR',
  amount: { kind: 'signed', column: [6] },
  balance: [4],
  numbers: COMMA,
  dates: ['YYYYMMDD'],
};

/** The spreadsheet of ABN AMRO. */
export const abnAmroSheet: TableProfile = {
  id: 'abn-amro-sheet',
  title: 'ABN AMRO (XLS, CSV)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Rekeningnummer',
        'Muntsoort',
        'Transactiedatum',
        'Beginsaldo',
        'Eindsaldo',
        'Transactiebedrag',
        'Omschrijving',
      ],
    },
    {
      kind: 'contains',
      columns: ['accountNumber', 'mutationcode', 'transactiondate', 'startsaldo', 'endsaldo', 'amount', 'description'],
    },
  ],
  bookingDate: ['Transactiedatum', 'transactiondate'],
  valueDate: ['Rentedatum', 'valuedate'],
  label: [['Omschrijving', 'description']],
  account: ['Rekeningnummer', 'accountNumber'],
  currencyColumn: ['Muntsoort', 'mutationcode'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Transactiebedrag', 'amount'] },
  balance: ['Eindsaldo', 'endsaldo'],
  numbers: COMMA,
  dates: DAYS,
};

/** Knab: the direction in a column of its own. */
export const knab: TableProfile = {
  id: 'knab',
  title: 'Knab',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Rekeningnummer',
        'Transactiedatum',
        'Valutacode',
        'CreditDebet',
        'Bedrag',
        'Tegenrekeningnummer',
        'Omschrijving',
      ],
    },
  ],
  bookingDate: ['Transactiedatum', 'Boekdatum'],
  valueDate: ['Valutadatum'],
  label: [['Omschrijving']],
  additional: [['Betaalwijze'], ['Type betaling']],
  counterpartyName: ['Tegenrekeninghouder'],
  counterpartyIban: ['Tegenrekeningnummer'],
  bankReference: ['Referentie'],
  mandateId: ['Machtigingsnummer'],
  account: ['Rekeningnummer'],
  currencyColumn: ['Valutacode'],
  currency: 'EUR',
  amount: {
    kind: 'absolute',
    column: ['Bedrag'],
    direction: ['CreditDebet'],
    received: ['c', 'credit'],
    paid: ['d', 'debet'],
  },
  numbers: COMMA,
  dates: DAYS,
  newestFirst: true,
};

/** No header; every line begins with day and own IBAN. */
export const triodosNl: TableProfile = {
  id: 'triodos-nl',
  title: 'Triodos Bank (Netherlands)',
  recognise: [
    { kind: 'first-line', data: true, pattern: /^\d{2}-\d{2}-\d{4};NL\d{2}TRIO\d{10};[\d.]+,\d{2};(?:Credit|Debet);/ },
  ],
  bookingDate: [0],
  label: [[7]],
  additional: [[6]],
  counterpartyName: [4],
  counterpartyIban: [5],
  account: [1],
  currency: 'EUR',
  amount: { kind: 'absolute', column: [2], direction: [3], received: ['credit'], paid: ['debet'] },
  balance: [8],
  numbers: COMMA,
  dates: DAYS,
};
