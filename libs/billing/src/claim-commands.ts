import type { Day } from '@lettrage/domain';
import type { Actor } from './commands.js';

/** Commands about claims that are late, doubtful or lost, and about money that comes in other ways than a transfer. */

/** A claim, or part of it, is lost. */
export interface WriteOffCommand extends Actor {
  readonly itemId: string;
  /** Minor units of the item's currency; all that is open where absent. */
  readonly amount?: bigint;
  readonly day: Day;
}

/** What is open of an item is doubtful, or no longer. */
export interface MarkDoubtfulCommand extends Actor {
  readonly itemId: string;
  readonly doubtful: boolean;
  /** Of the open amount without VAT, what is taken for lost; minor units of the item's currency. */
  readonly allowance?: bigint;
  readonly reason?: string;
  readonly day: Day;
}

/** What is open of items in another currency is valued at the rate of a closing, or that is taken back. */
export interface RevalueItemsCommand extends Actor {
  readonly closing: Day;
  readonly takeBack: boolean;
  readonly items: readonly {
    readonly itemId: string;
    /** Open on the closing, minor units of the item's currency. */
    readonly open: bigint;
    /** Units of its currency for one of the books'. */
    readonly rate: string;
    /** Decimal string in the currency of the books. */
    readonly worth: string;
  }[];
}

/** Credit of a payment pays what the customer owes for being late; minor units of its currency. */
export interface ChargeCreditCommand extends Actor {
  readonly paymentId: string;
  readonly lateInterest?: bigint;
  readonly indemnity?: bigint;
  readonly day: Day;
}

export interface TakeBackUsesCommand extends Actor {
  readonly useIds: readonly string[];
  readonly day: Day;
}

/** A bank line gives the credit of a payment back. */
export interface RefundCommand extends Actor {
  readonly transactionId: string;
  readonly paymentId: string;
}

/** A bank line is a payout of payments recorded before. Fee and its VAT are positive minor units of the line's currency. */
export interface ConfirmPayoutCommand extends Actor {
  readonly transactionId: string;
  readonly provider: string;
  readonly reference: string;
  readonly paymentIds: readonly string[];
  readonly fee: bigint;
  readonly feeVat: bigint;
}
