import type { ReportLayout } from '@lettrage/formats';

/** Where the reports come from; the remedy of a missing column. */
export const WHERE =
  'In the Stripe dashboard, open Reports, Payout reconciliation, and download it itemised with all columns.';

/**
 * The itemised reports (payout reconciliation, balance change from activity) and the export of the balance's history.
 * Stripe writes their headers in English only.
 */
export const LAYOUTS: readonly ReportLayout[] = [
  {
    id: 'itemised',
    title: 'Stripe itemised',
    columns: {
      payout: ['automatic_payout_id', 'payout_id'],
      arrival: ['automatic_payout_effective_at', 'automatic_payout_effective_at_utc', 'payout_effective_at'],
      transaction: ['balance_transaction_id'],
      available: ['available_on', 'available_on_utc'],
      created: ['created', 'created_utc'],
      currency: ['currency'],
      gross: ['gross'],
      fee: ['fee'],
      net: ['net'],
      category: ['reporting_category'],
      source: ['source_id'],
      description: ['description'],
      charge: ['charge_id'],
      intent: ['payment_intent_id'],
      invoice: ['invoice_number'],
      invoiceId: ['invoice_id'],
      order: ['order_id'],
      name: ['customer_name', 'shipping_name', 'card_name'],
      email: ['customer_email'],
    },
    required: ['payout', 'transaction', 'currency', 'gross', 'fee', 'net', 'category'],
  },
  {
    id: 'history',
    title: 'Stripe balance history',
    columns: {
      payout: ['Transfer'],
      arrival: ['Transfer Date (UTC)', 'Transfer Date'],
      transaction: ['id'],
      available: ['Available On (UTC)', 'Available On'],
      created: ['Created (UTC)', 'Created'],
      currency: ['Currency'],
      gross: ['Amount'],
      fee: ['Fee'],
      net: ['Net'],
      category: ['Type'],
      source: ['Source'],
      description: ['Description'],
    },
    required: ['payout', 'transaction', 'currency', 'gross', 'fee', 'net', 'category'],
  },
];
