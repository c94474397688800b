import { formatMinor, type PayoutItem, type PayoutReference } from '@lettrage/adapter-sdk';
import type { StripeKind } from './stripe.categories.js';

/** A movement of the balance, from a report or from the API. Minor units of the currency. */
export interface Movement {
  readonly kind: Exclude<StripeKind, 'payout' | 'returned'>;
  /** Balance transaction, `txn_…`. */
  readonly transaction: string;
  /** What it comes of: `ch_…`, `py_…`, `re_…`, `dp_…`; empty where nothing is named. */
  readonly source: string;
  readonly charge: string;
  readonly currency: string;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly feeVat: bigint;
  readonly day?: string;
  readonly payer?: string;
  readonly description?: string;
  readonly references: readonly PayoutReference[];
}

/**
 * The item of a movement. A charge goes by its own id, which a refund months later names; anything else by its balance
 * transaction, since a dispute and its reversal share one source.
 */
export function itemOf(movement: Movement): PayoutItem {
  const { kind, gross, currency } = movement;
  const write = (minor: bigint): string => formatMinor(minor, currency);
  const isFee = kind === 'fee' || kind === 'tax';
  // What Stripe charges by itself comes as a movement of the balance: it is a fee, and no money of a customer.
  const fee = kind === 'fee' ? movement.fee - gross : movement.fee;
  const feeVat = kind === 'tax' ? movement.feeVat - gross : movement.feeVat;
  const charge = kind === 'refund' || kind === 'dispute' ? movement.charge : '';
  return {
    kind: kind === 'tax' ? 'fee' : kind,
    id: kind === 'charge' && movement.source !== '' ? movement.source : movement.transaction,
    amount: write(isFee ? 0n : gross),
    fee: write(fee),
    ...(feeVat === 0n ? {} : { feeVat: write(feeVat) }),
    ...(movement.day === undefined ? {} : { day: movement.day }),
    ...(charge === '' ? {} : { charge }),
    ...(movement.payer ? { payer: movement.payer } : {}),
    ...(movement.description ? { description: movement.description } : {}),
    references: movement.references.filter(({ value }) => value !== ''),
  };
}
