import { POINT, type TableProfile } from '../profile.js';
import type { Recognition } from '../profile.js';

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

const PAYPAL_STATES = {
  booked:
    'completed|termine|terminee|effectue|effectuee|abgeschlossen|completado|completato|completata|voltooid|partiallyrefunded|refunded|rembourse|remboursee|paid|paye|bezahlt|remboursementpartiel|partiellementrembourse|teilweiseruckgezahlt|zuruckgezahlt|reversed|annulation|cleared|compense|removed'.split(
      '|',
    ),
  skipped:
    'pending|enattente|ausstehend|denied|refuse|refusee|abgelehnt|voided|expired|expire|cancelled|canceled|annule|annulee|storniert|created|unclaimed|nonreclame|failed|echoue|processing|entraitement|placed|active|actif|held|uncleared|pendiente|insospeso|inbehandeling'.split(
      '|',
    ),
};

/**
 * What is left after the fee moves the balance. Rows that only remember (authorisations, orders, pending payments) do
 * not; an exchange is a row in each currency, which moves both balances.
 */
export const paypal: TableProfile = {
  id: 'paypal',
  title: 'PayPal',
  recognise: [
    {
      kind: 'contains',
      columns: ['Date', 'Heure', 'Fuseau horaire', 'Nom', 'Type', 'Devise', 'Avant commission', 'Commission', 'Net'],
    },
    {
      kind: 'contains',
      columns: ['Date', 'Heure', 'Fuseau horaire', 'Nom', 'Type', 'Devise', 'Brut', 'Commission', 'Net'],
    },
    { kind: 'contains', columns: ['Date', 'Time', 'Name', 'Type', 'Status', 'Currency', 'Gross', 'Fee', 'Net'] },
    {
      kind: 'contains',
      columns: ['Datum', 'Uhrzeit', 'Zeitzone', 'Name', 'Typ', 'Status', 'Währung', 'Brutto', 'Netto'],
    },
    { kind: 'contains', columns: ['Fecha', 'Hora', 'Nombre', 'Tipo', 'Estado', 'Divisa', 'Bruto', 'Neto'] },
    { kind: 'contains', columns: ['Data', 'Orario', 'Nome', 'Tipo', 'Stato', 'Valuta', 'Lordo', 'Netto'] },
    { kind: 'contains', columns: ['Datum', 'Tijd', 'Naam', 'Type', 'Status', 'Valuta', 'Bruto', 'Net'] },
  ],
  bookingDate: ['Date', 'Datum', 'Fecha', 'Data'],
  label: [
    ["Titre de l'objet", 'Objet', 'Item Title', 'Artikelbezeichnung', 'Betreff', 'Subject'],
    ['Remarque', 'Note', 'Hinweis'],
    ['Numéro de facture', 'Invoice Number', 'Rechnungsnummer'],
  ],
  additional: [
    ['Type', 'Typ', 'Tipo'],
    ['Numéro de client', 'Custom Number'],
    ['Numéro de la transaction de référence', 'Reference Txn ID', 'Zugehöriger Transaktionscode'],
  ],
  counterpartyName: ['Nom', 'Name', 'Nombre', 'Nome', 'Naam'],
  bankReference: [
    'Numéro de transaction',
    'Transaction ID',
    'Transaktionscode',
    'Id. de transacción',
    'Codice transazione',
    'Transactiereferentie',
  ],
  currencyColumn: ['Devise', 'Currency', 'Währung', 'Divisa', 'Valuta'],
  amount: { kind: 'signed', column: ['Net', 'Netto', 'Neto'] },
  fee: ['Commission', 'Fee', 'Gebühr', 'Entgelt', 'Comisión', 'Tarifa', 'Tariffa', 'Kosten'],
  feeIncluded: true,
  balance: ['Solde', 'Balance', 'Guthaben', 'Saldo'],
  states: [
    { column: ['État', 'Status', 'Statut', 'Estado', 'Stato'], ...PAYPAL_STATES },
    {
      column: ['Impact sur le solde', 'Balance Impact', 'Auswirkung auf Guthaben'],
      booked: [],
      skipped: ['memo', 'memorandum', 'vermerk', 'keine'],
      otherwise: 'booked',
    },
  ],
};

/** Stripe's balance history and its itemised balance report: net moves the balance. */
export const stripe: TableProfile = {
  id: 'stripe',
  title: 'Stripe',
  recognise: [
    {
      kind: 'contains',
      columns: ['balance_transaction_id', 'created', 'currency', 'gross', 'fee', 'net', 'reporting_category'],
    },
    { kind: 'contains', columns: ['balance_transaction_id', 'created_utc', 'currency', 'gross', 'fee', 'net'] },
    { kind: 'contains', columns: ['id', 'Type', 'Source', 'Amount', 'Fee', 'Net', 'Currency', 'Created (UTC)'] },
    { kind: 'contains', columns: ['id', 'Type', 'Source', 'Amount', 'Fee', 'Net', 'Currency', 'Created'] },
  ],
  bookingDate: ['created', 'created_utc', 'Created (UTC)'],
  valueDate: ['available_on', 'available_on_utc', 'Available On (UTC)'],
  label: [['description']],
  additional: [
    ['reporting_category', 'Type'],
    ['source_id', 'Source'],
    ['automatic_payout_id', 'Transfer'],
  ],
  counterpartyName: ['customer_name', 'card_name'],
  bankReference: ['balance_transaction_id', 'id'],
  currencyColumn: ['currency'],
  amount: { kind: 'signed', column: ['net'] },
  fee: ['fee'],
  feeIncluded: true,
  original: {
    amount: ['customer_facing_amount', 'Customer Facing Amount'],
    currency: ['customer_facing_currency', 'Customer Facing Currency'],
  },
  numbers: POINT,
  dates: ['YYYY-MM-DD', 'DD/MM/YYYY'],
};

/** GoCardless' list of payments: those paid out are money, the others are not yet or no more. */
export const gocardless: TableProfile = {
  id: 'gocardless',
  title: 'GoCardless',
  recognise: [
    { kind: 'contains', columns: ['id', 'charge_date', 'amount', 'currency', 'status', 'reference'] },
    { kind: 'contains', columns: ['id', 'charge_date', 'amount', 'currency', 'status', 'links.payout'] },
  ],
  bookingDate: ['charge_date'],
  valueDate: ['payout_date'],
  label: [['description'], ['reference']],
  additional: [['links.payout', 'payout.id'], ['status']],
  counterpartyName: ['customers.company_name', 'customers.family_name'],
  bankReference: ['id'],
  mandateId: ['links.mandate', 'mandates.reference'],
  currencyColumn: ['currency'],
  amount: { kind: 'signed', column: ['amount'] },
  numbers: POINT,
  dates: ['YYYY-MM-DD', 'DD/MM/YYYY'],
  states: [
    {
      column: ['status'],
      booked: ['paidout', 'confirmed'],
      pending: ['submitted', 'pendingsubmission', 'pendingcustomerapproval'],
      skipped: ['cancelled', 'failed', 'chargedback', 'customerapprovaldenied'],
    },
  ],
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
