import { POINT, type TableProfile } from '../profile.js';

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
