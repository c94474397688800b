import { FRENCH, POINT, type TableProfile } from '../profile.js';

const QONTO_BOOKED = [
  'completed',
  'execute',
  'executee',
  'termine',
  'terminee',
  'settled',
  'regle',
  'reglee',
  'valide',
  'validee',
];
const QONTO_SKIPPED =
  'processing|pending|encours|entraitement|enattente|declined|reversed|refuse|refusee|canceled|cancelled|annule|annulee|rejete|rejetee'.split(
    '|',
  );

/** Days in local time where the export has them: the day the customer sees. Operations in process are no bookings yet. */
export const qonto: TableProfile = {
  id: 'qonto',
  title: 'Qonto',
  recognise: [
    {
      kind: 'contains',
      columns: ['Statut', 'Date de la valeur (UTC)', "Date de l'opération (UTC)", 'Montant total (TTC)', 'Devise'],
    },
    {
      kind: 'contains',
      columns: [
        'Statut',
        'Date de la valeur (UTC)',
        "Date de l'opération (UTC)",
        'Débit',
        'Crédit',
        'Nom de la contrepartie',
      ],
    },
    { kind: 'contains', columns: ['Status', 'Settlement date (UTC)', 'Operation date (UTC)', 'Counterparty name'] },
    {
      kind: 'contains',
      columns: ['Status', 'Settlement date (UTC)', 'Operation date (UTC)', 'Total amount (incl. VAT)'],
    },
    { kind: 'contains', columns: ['Status', 'Value date (UTC)', 'Operation date (UTC)', 'Counterparty name'] },
  ],
  bookingDate: [
    'Date de la valeur (local)',
    'Date de la valeur (UTC)',
    'Settlement date (local)',
    'Settlement date (UTC)',
    'Value date (local)',
    'Value date (UTC)',
  ],
  valueDate: [
    'Date de la valeur (local)',
    'Date de la valeur (UTC)',
    'Settlement date (local)',
    'Settlement date (UTC)',
    'Value date (local)',
    'Value date (UTC)',
  ],
  label: [['Référence', 'Reference'], ['Note']],
  counterpartyName: ['Nom de la contrepartie', 'Counterparty name'],
  counterpartyIban: ['IBAN de la contrepartie', 'Counterparty IBAN', 'Counterparty account'],
  bankReference: ['Identifiant de transaction', 'ID de transaction', 'Transaction ID', 'Slug'],
  additional: [
    ['Méthode de paiement', 'Payment method'],
    ['Initiateur', 'Initiator'],
  ],
  account: ['IBAN', 'IBAN du compte', 'Account IBAN'],
  currencyColumn: ['Devise', 'Currency'],
  currency: 'EUR',
  amount: {
    kind: 'signed',
    column: [
      'Montant total (TTC)',
      'Montant',
      'Total amount (incl. VAT)',
      'Amount (incl. VAT)',
      'Amount',
      'Total amount',
    ],
  },
  original: {
    amount: ['Montant total (TTC) (local)', 'Montant (local)', 'Local amount', 'Amount (local)'],
    currency: ['Devise locale', 'Devise (local)', 'Local currency', 'Currency (local)'],
  },
  balance: ['Solde', 'Balance'],
  numbers: FRENCH,
  dates: ['DD-MM-YYYY', 'DD/MM/YYYY', 'YYYY-MM-DD'],
  states: [{ column: ['Statut', 'Status'], booked: QONTO_BOOKED, skipped: QONTO_SKIPPED }],
  newestFirst: true,
};

/** Shine writes what came in and what went out in columns of their own. */
export const shine: TableProfile = {
  id: 'shine',
  title: 'Shine',
  recognise: [
    {
      kind: 'contains',
      columns: ['Transaction ID', 'Date de la valeur', "Date d'opération", 'IBAN', 'Débit', 'Crédit', 'Libellé'],
    },
    { kind: 'contains', columns: ['Transaction ID', 'Date de la valeur', "Date d'opération", 'Débit', 'Crédit'] },
  ],
  bookingDate: ["Date d'opération"],
  valueDate: ['Date de la valeur'],
  label: [['Libellé']],
  additional: [['Note'], ['Type de transaction', 'Type']],
  counterpartyName: ['Nom de la contrepartie'],
  counterpartyIban: ['IBAN de la contrepartie'],
  bankReference: ['Transaction ID'],
  account: ['IBAN', 'IBAN du compte'],
  currencyColumn: ['Devise'],
  currency: 'EUR',
  amount: { kind: 'debit-credit', debit: ['Débit'], credit: ['Crédit'], debitSign: 'either' },
  balance: ['Solde'],
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD-MM-YYYY', 'YYYY-MM-DD'],
  newestFirst: true,
};

/** Status filter of transactions that were not taken in the end. */
const SUMUP_SKIPPED =
  'failed|echoue|echouee|cancelled|annule|annulee|pending|enattente|declined|refuse|refusee|fehlgeschlagen|abgebrochen|storniert|expired'.split(
    '|',
  );
const SUMUP_BOOKED =
  'successful|success|reussi|reussie|reussite|effectue|effectuee|valide|validee|paid|paidout|paye|payee|verse|versee|erfolgreich|completed|termine|terminee|refunded|rembourse|remboursee'.split(
    '|',
  );

/** SumUp's sales report: every sale comes again as a payout row, which is left out. What is left after the fee counts. */
export const sumup: TableProfile = {
  id: 'sumup',
  title: 'SumUp',
  recognise: [
    {
      kind: 'contains',
      columns: ['Email', 'Date', 'Réf. transaction', 'Type de transaction', 'Montant total', 'Frais', 'Virement'],
    },
    { kind: 'contains', columns: ['Date', 'Transaction ID', 'Transaction Type', 'Status', 'Total', 'Fee', 'Payout'] },
    {
      kind: 'contains',
      columns: [
        'E-Mail',
        'Datum',
        'Transaktions-ID',
        'Zahlungsart',
        'Status',
        'Betrag inkl. MwSt.',
        'Gebühr',
        'Auszahlung',
      ],
    },
  ],
  bookingDate: ['Date', 'Datum'],
  label: [
    ['Description', 'Beschreibung'],
    ['Reference', 'Référence', 'Referenz'],
  ],
  additional: [
    ['Type de transaction', 'Transaction Type', 'Zahlungsart'],
    ['Payout ID', 'Payout-ID'],
  ],
  bankReference: ['Réf. transaction', 'Transaction ID', 'Transaktions-ID'],
  currencyColumn: ['Devise', 'Currency', 'Währung'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Montant total', 'Total', 'Betrag inkl. MwSt.'] },
  fee: ['Frais', 'Fee', 'Gebühr'],
  numbers: POINT,
  states: [
    {
      column: ['Type de transaction', 'Transaction Type', 'Zahlungsart'],
      booked: [],
      skipped: ['virement', 'payout', 'auszahlung'],
      otherwise: 'booked',
    },
    { column: ['Status', 'Statut'], booked: SUMUP_BOOKED, skipped: SUMUP_SKIPPED, otherwise: 'booked' },
  ],
};
