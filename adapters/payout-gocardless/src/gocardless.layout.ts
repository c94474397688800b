import type { PayoutItemKind } from '@lettrage/adapter-sdk';
import type { ReportLayout } from '@lettrage/formats';

/** Where the report comes from; the remedy of a missing column. */
export const WHERE =
  'In GoCardless, open Payments, Payouts, choose the payout, Payout breakdown, and Export transactions.';

/** The breakdown of one payout or several. GoCardless writes its header in English only. */
export const LAYOUT: ReportLayout = {
  id: 'breakdown',
  title: 'GoCardless payout breakdown',
  columns: {
    payout: ['payouts.id', 'payout.id'],
    arrival: ['payouts.arrival_date', 'payout.arrival_date'],
    currency: ['currency'],
    type: ['resources.type', 'resource.type'],
    status: ['resources.status', 'resource.status'],
    gross: ['gross_amount'],
    fees: ['gocardless_fees'],
    appFees: ['app_fees'],
    surcharges: ['surcharge_fees'],
    tax: ['gocardless_fees_tax', 'fees_tax', 'tax', 'tax_amount', 'transaction_fee_tax'],
    net: ['net_amount'],
    created: ['resources.created_at'],
    charged: ['resources.charge_date'],
    reference: ['resources.reference'],
    description: ['resources.description'],
    payment: ['payments.id'],
    refund: ['refunds.id'],
    mandate: ['mandates.id'],
    company: ['customers.company_name'],
    given: ['customers.given_name'],
    family: ['customers.family_name'],
    email: ['customers.email'],
  },
  required: ['payout', 'arrival', 'currency', 'type', 'gross', 'fees', 'net'],
};

/** What a row is: a payment that is taken back was refused by the payer's bank, late or on his demand. */
export function gocardlessKind(type: string, status: string, gross: bigint): PayoutItemKind {
  const resource = type.trim().toLowerCase().replace(/s$/, '');
  if (/refund/.test(resource)) return 'refund';
  if (/^payment/.test(resource))
    return gross < 0n || /charged_back|failed|cancelled/.test(status.toLowerCase()) ? 'dispute' : 'charge';
  if (/fee|tax|surcharge|revenue_share/.test(resource)) return 'fee';
  return 'adjustment';
}
