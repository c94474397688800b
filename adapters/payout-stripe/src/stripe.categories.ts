import type { PayoutItemKind } from '@lettrage/adapter-sdk';

/** What a movement of the balance is to the books; `payout`: the payout itself, `returned`: one that came back. */
export type StripeKind = PayoutItemKind | 'payout' | 'returned' | 'tax';

/** By reporting category, and by balance transaction type for exports that have no category. */
const KINDS: Readonly<Record<string, StripeKind>> = {
  charge: 'charge',
  payment: 'charge',
  refund: 'refund',
  payment_refund: 'refund',
  partial_capture_reversal: 'refund',
  refund_failure: 'refund',
  // The money of a charge is taken back because it never came: the invoice is open again, as after a dispute.
  charge_failure: 'dispute',
  payment_failure_refund: 'dispute',
  payment_reversal: 'dispute',
  dispute: 'dispute',
  dispute_reversal: 'dispute',
  fee: 'fee',
  stripe_fee: 'fee',
  stripe_fx_fee: 'fee',
  network_cost: 'fee',
  tax: 'tax',
  tax_fee: 'tax',
  risk_reserved_funds: 'reserve',
  connect_reserved_funds: 'reserve',
  reserve_transaction: 'reserve',
  reserved_funds: 'reserve',
  reserve_hold: 'reserve',
  reserve_release: 'reserve',
  payout_minimum_balance_hold: 'reserve',
  payout_minimum_balance_release: 'reserve',
  payment_network_reserve_hold: 'reserve',
  payment_network_reserve_release: 'reserve',
  payout: 'payout',
  payout_reversal: 'returned',
  payout_failure: 'returned',
  payout_cancel: 'returned',
};

/** The kind of a movement. A dispute without category is known by its source, `dp_…` or `du_…`. */
export function stripeKind(category: string, source: string): StripeKind {
  if (category === 'adjustment' && /^d[pu]_/.test(source)) return 'dispute';
  return KINDS[category] ?? 'adjustment';
}
