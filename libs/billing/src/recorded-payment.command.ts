import type { Day, PaymentFact } from '@lettrage/domain';

/** A payment another system recorded (typed in the ERP, its own card page). */
export interface RecordPaymentCommand {
  /** Connection and id there: the same pair twice is one payment. */
  readonly connectionId?: string;
  readonly externalId: string;
  readonly customerCode: string;
  readonly day: Day;
  /** Minor units; negative for a refund. */
  readonly amount: bigint;
  readonly currency: string;
  readonly means: PaymentFact['means'];
  /** What it settles there: by the item's id there, or its number. */
  readonly allocations: readonly { readonly externalId?: string; readonly number?: string; readonly amount: bigint }[];
}

/** `known`: seen before, or written there by ourselves; no event. `conflict`: contradicts an allocation made here; a task was written. */
export type RecordPaymentOutcome =
  | { readonly outcome: 'recorded' | 'known'; readonly paymentId: string }
  | { readonly outcome: 'conflict'; readonly taskId?: string; readonly reason: string };
