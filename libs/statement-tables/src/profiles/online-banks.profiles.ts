import { POINT, type Recognition, type TableProfile } from '../profile.js';

const REVOLUT_STATES = {
  booked:
    'completed|termine|terminee|abgeschlossen|completado|completato|completata|voltooid|concluido|zakonczono'.split(
      '|',
    ),
  skipped:
    'pending|reverted|declined|failed|enattente|annule|annulee|echoue|echouee|refuse|refusee|ausstehend|ruckgangiggemacht|abgelehnt|fehlgeschlagen|pendiente|revertido|rechazado|fallido|insospeso|annullato|rifiutato|nonriuscito|inbehandeling|teruggedraaid|geweigerd|mislukt'.split(
      '|',
    ),
};

/** One account for each product and currency. The fee leaves the account with the amount, so the line is their sum. */
export const revolut: TableProfile = {
  id: 'revolut',
  title: 'Revolut',
  recognise: [
    'Type|Product|Started Date|Completed Date|Description|Amount|Fee|Currency|State|Balance',
    'Type|Produit|Date de début|Date de fin|Description|Montant|Frais|Devise|État|Solde',
    'Art|Produkt|Datum des Beginns|Datum des Abschlusses|Beschreibung|Betrag|Gebühr|Währung|Status|Kontostand',
    'Art|Produkt|Startdatum|Abschlussdatum|Beschreibung|Betrag|Gebühr|Währung|Zustand|Saldo',
    'Tipo|Producto|Fecha de inicio|Fecha de finalización|Descripción|Importe|Comisión|Divisa|Estado|Saldo',
    'Tipo|Prodotto|Data di inizio|Data di completamento|Descrizione|Importo|Costo|Valuta|Stato|Saldo',
    'Tipo|Prodotto|Data di inizio|Data di completamento|Descrizione|Importo|Costo|Valuta|State|Saldo',
    'Type|Product|Startdatum|Datum voltooid|Beschrijving|Bedrag|Kosten|Valuta|Status|Saldo',
  ].map((columns): Recognition => ({ kind: 'exact', columns: columns.split('|') })),
  bookingDate: [3],
  label: [[4]],
  additional: [[0]],
  product: [1],
  currencyColumn: [7],
  amount: { kind: 'signed', column: [5] },
  fee: [6],
  balance: [9],
  numbers: POINT,
  dates: ['YYYY-MM-DD', 'DD/MM/YYYY', 'DD.MM.YYYY'],
  states: [{ column: [8], ...REVOLUT_STATES }],
};

/** The total is what moved the account, fee included. Some columns come twice; the first of a name is the account's. */
export const revolutBusiness: TableProfile = {
  id: 'revolut-business',
  title: 'Revolut Business',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Date completed (UTC)',
        'ID',
        'Type',
        'State',
        'Description',
        'Payment currency',
        'Amount',
        'Fee',
        'Balance',
        'Account',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Date completed (UTC)',
        'ID',
        'Type',
        'Description',
        'Payment currency',
        'Amount',
        'Fee',
        'Balance',
        'Account',
      ],
    },
    {
      kind: 'contains',
      columns: ['Date completed (UTC)', 'Type', 'Description', 'Orig currency', 'Amount', 'Fee', 'Balance', 'Account'],
    },
  ],
  bookingDate: ['Date completed (UTC)', 'Date completed'],
  label: [['Reference'], ['Description']],
  additional: [['Type'], ['Card label']],
  counterpartyName: ['Payer', 'Beneficiary'],
  counterpartyIban: ['Beneficiary IBAN', 'Beneficiary account number'],
  counterpartyBic: ['Beneficiary BIC'],
  bankReference: ['ID'],
  product: ['Account'],
  currencyColumn: ['Payment currency', 'Currency'],
  amount: { kind: 'signed', column: ['Total amount', 'Amount'] },
  fee: ['Fee'],
  feeIncluded: true,
  original: { amount: ['Orig amount'], currency: ['Orig currency'], rate: ['Exchange rate'] },
  balance: ['Balance'],
  numbers: POINT,
  dates: ['YYYY-MM-DD', 'DD/MM/YYYY'],
  states: [{ column: ['State'], ...REVOLUT_STATES }],
  newestFirst: true,
};

/** The statement of one balance; the amount holds the fee already. */
export const wise: TableProfile = {
  id: 'wise',
  title: 'Wise',
  recognise: [
    { kind: 'contains', columns: ['TransferWise ID', 'Date', 'Amount', 'Currency', 'Description', 'Running Balance'] },
    { kind: 'contains', columns: ['Wise ID', 'Date', 'Amount', 'Currency', 'Description', 'Running Balance'] },
  ],
  bookingDate: ['Date'],
  label: [['Payment Reference'], ['Description']],
  additional: [['Note'], ['Transaction Details Type', 'Merchant']],
  counterpartyName: ['Payer Name', 'Payee Name', 'Merchant'],
  counterpartyIban: ['Payee Account Number'],
  bankReference: ['TransferWise ID', 'Wise ID'],
  currencyColumn: ['Currency'],
  amount: { kind: 'signed', column: ['Amount'] },
  fee: ['Total fees'],
  feeIncluded: true,
  balance: ['Running Balance'],
  numbers: POINT,
  dates: ['DD-MM-YYYY', 'YYYY-MM-DD', 'DD/MM/YYYY'],
  newestFirst: true,
};

/** Transfers with both sides; amounts have no sign, the direction says which side is the account's. */
export const wiseTransfers: TableProfile = {
  id: 'wise-transfers',
  title: 'Wise (list of transfers)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'ID',
        'Status',
        'Direction',
        'Created on',
        'Finished on',
        'Source amount (after fees)',
        'Source currency',
        'Target amount (after fees)',
        'Target currency',
      ],
    },
  ],
  bookingDate: ['Finished on', 'Created on'],
  label: [['Reference']],
  additional: [['Note'], ['Category'], ['Batch']],
  bankReference: ['ID'],
  amount: {
    kind: 'sided',
    direction: ['Direction'],
    received: ['in'],
    paid: ['out'],
    exchanged: ['neutral'],
    source: {
      amount: ['Source amount (after fees)'],
      currency: ['Source currency'],
      fee: ['Source fee amount'],
      name: ['Source name'],
    },
    target: { amount: ['Target amount (after fees)'], currency: ['Target currency'], name: ['Target name'] },
  },
  numbers: POINT,
  dates: ['YYYY-MM-DD', 'DD-MM-YYYY', 'DD/MM/YYYY'],
  states: [
    {
      column: ['Status'],
      booked: ['completed'],
      skipped: 'cancelled|refunded|pending|processing|failed|incoming'.split('|'),
    },
  ],
  newestFirst: true,
};

/** N26, in the languages of its exports. */
export const n26: TableProfile = {
  id: 'n26',
  title: 'N26',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Booking Date',
        'Value Date',
        'Partner Name',
        'Partner Iban',
        'Type',
        'Payment Reference',
        'Amount (EUR)',
      ],
    },
    {
      kind: 'contains',
      columns: ['Date', 'Payee', 'Account number', 'Transaction type', 'Payment reference', 'Amount (EUR)'],
    },
    {
      kind: 'contains',
      columns: ['Datum', 'Empfänger', 'Kontonummer', 'Transaktionstyp', 'Verwendungszweck', 'Betrag (EUR)'],
    },
    {
      kind: 'contains',
      columns: [
        'Date',
        'Bénéficiaire',
        'Numéro de compte',
        'Type de transaction',
        'Référence de paiement',
        'Montant (EUR)',
      ],
    },
    {
      kind: 'contains',
      columns: ['Fecha', 'Beneficiario', 'Número de cuenta', 'Tipo de transacción', 'Cantidad (EUR)'],
    },
    { kind: 'contains', columns: ['Data', 'Beneficiario', 'Numero di conto', 'Tipo di transazione', 'Importo (EUR)'] },
  ],
  bookingDate: ['Booking Date', 'Date', 'Datum', 'Fecha', 'Data'],
  valueDate: ['Value Date'],
  label: [
    ['Payment Reference', 'Verwendungszweck', 'Référence de paiement', 'Referencia de pago', 'Riferimento pagamento'],
  ],
  additional: [
    [
      'Type',
      'Transaction type',
      'Transaktionstyp',
      'Type de transaction',
      'Tipo de transacción',
      'Tipo di transazione',
    ],
  ],
  counterpartyName: ['Partner Name', 'Payee', 'Empfänger', 'Bénéficiaire', 'Beneficiario'],
  counterpartyIban: [
    'Partner Iban',
    'Account number',
    'Kontonummer',
    'Numéro de compte',
    'Número de cuenta',
    'Numero di conto',
  ],
  product: ['Account Name'],
  currency: 'EUR',
  amount: {
    kind: 'signed',
    column: ['Amount (EUR)', 'Betrag (EUR)', 'Montant (EUR)', 'Cantidad (EUR)', 'Importo (EUR)'],
  },
  original: {
    amount: ['Original Amount', 'Amount (Foreign Currency)', 'Betrag (Fremdwährung)', 'Montant (Devise étrangère)'],
    currency: ['Original Currency', 'Type Foreign Currency', 'Fremdwährung', 'Sélectionnez la devise étrangère'],
    rate: ['Exchange Rate', 'Wechselkurs', 'Taux de conversion'],
  },
  numbers: POINT,
  dates: ['YYYY-MM-DD', 'DD/MM/YYYY', 'DD.MM.YYYY'],
};

/** Bunq: ISO days; the amount follows the language of the application. */
export const bunq: TableProfile = {
  id: 'bunq',
  title: 'bunq',
  recognise: [
    {
      kind: 'contains',
      columns: ['Date', 'Interest Date', 'Amount', 'Account', 'Counterparty', 'Name', 'Description'],
    },
    {
      kind: 'contains',
      columns: ['Datum', 'Rentedatum', 'Bedrag', 'Rekening', 'Tegenrekening', 'Naam', 'Omschrijving'],
    },
  ],
  bookingDate: ['Date', 'Datum'],
  valueDate: ['Interest Date', 'Rentedatum'],
  label: [['Description', 'Omschrijving']],
  counterpartyName: ['Name', 'Naam'],
  counterpartyIban: ['Counterparty', 'Tegenrekening'],
  account: ['Account', 'Rekening'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Amount', 'Bedrag'] },
  dates: ['YYYY-MM-DD', 'DD-MM-YYYY', 'DD/MM/YYYY'],
};
