import type { Day, PaymentFact } from '@lettrage/domain';
import type { Actor } from '../commands.js';

/** Commands about payouts whose detail report is known. Amounts are minor units of the bank line's currency. */

/** One movement of a payout: money a customer paid through the provider, or that was taken back from there. */
export interface PayoutMovement {
  /** The provider's id of it: the receipt is known by it. */
  readonly externalId: string;
  readonly day: Day;
  /** Before the fee; negative where money was given back. */
  readonly amount: bigint;
  readonly means: PaymentFact['means'];
  /** Recorded before, in another system: it is confirmed and no second receipt is made. */
  readonly paymentId?: string;
  /** Owner of the items or of the rest; absent: nobody known, the money waits in suspense. */
  readonly customerId?: string;
  /** What it pays, oldest due first: as much as is open; the rest lies on account. A credit note for money given back. */
  readonly itemIds?: readonly string[];
  /** The payment that is taken back: what it had settled is open again. */
  readonly takesBack?: string;
  /** Or the movement before this one, in the same payout, that is taken back: its place in the list. */
  readonly takesBackMovement?: number;
}

/** A bank line is the payout of a report: receipts are made at gross, fees booked, all at once. */
export interface BookPayoutCommand extends Actor {
  readonly transactionId: string;
  readonly provider: string;
  readonly reference: string;
  readonly movements: readonly PayoutMovement[];
  /** Without VAT; negative where the provider gave more back than it kept. */
  readonly fee: bigint;
  readonly feeVat: bigint;
}

/** `known`: this payout was booked before, and nothing happened. */
export type BookPayoutOutcome =
  | { readonly outcome: 'known' }
  | { readonly outcome: 'booked'; readonly payoutId: string; readonly paymentIds: readonly string[] };

/** A booked payout was another line's, or none: its line goes back to review. */
export interface TakeBackPayoutCommand extends Actor {
  readonly payoutId: string;
  /** Receipts that were made with it: they are withdrawn, and what they settled is open again. */
  readonly withdraw: readonly string[];
  readonly day: Day;
  readonly reason?: string;
}

export interface TakeBackPayoutOutcome {
  readonly transactionId: string;
  /** The negative rows. */
  readonly allocationIds: readonly string[];
}

/** A receipt that waits in suspense is a customer's after all. */
export interface AssignReceiptCommand extends Actor {
  readonly paymentId: string;
  readonly customerId: string;
  /** Oldest due first: as much as is open. */
  readonly itemIds: readonly string[];
  readonly day: Day;
}
