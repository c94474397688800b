import type { Day } from './day.js';
import type { AdjustmentKind } from './decision.js';

/**
 * What a connected system is told: one business event in plain data, CloudEvents-shaped (id, type, time, subject).
 * Every event names its objects by our id and by theirs, gives the state before and after, and what was settled.
 * The catalogue with a JSON Schema per type is generated from `libs/billing` into `docs/events/`.
 */
export interface StatusEvent {
  /** UUIDv7; the receiver drops an id it has seen. */
  readonly id: string;
  /** Dotted name, such as `invoice.paid`; see the event catalogue. */
  readonly type: string;
  /** Version of the event's data. */
  readonly version: number;
  readonly company: { readonly id: string; readonly name: string; readonly siren?: string };
  /** Gapless position in the company's event log. */
  readonly position: number;
  /** Instant of the event, ISO 8601 UTC. */
  readonly time: string;
  /** The day it counts for (bank booking day of the receipt). */
  readonly day: Day;
  /** The document or payment it is about; deliveries of one subject keep their order. */
  readonly subject: string;
  readonly invoice?: StatusEventInvoice;
  readonly payment?: StatusEventPayment;
  /** The event this one undoes. */
  readonly reverses?: string;
  /** Everything else of the event, by the catalogue. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The document whose state changed. Amounts are decimal strings in the document's currency. */
export interface StatusEventInvoice {
  readonly id: string;
  readonly number: string;
  /** Id of the document in the connected system, where it came from there. */
  readonly externalId?: string;
  readonly customer: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly externalId?: string;
  };
  readonly currency: string;
  readonly total: string;
  readonly openBefore: string;
  readonly openAfter: string;
  readonly stateBefore: string;
  readonly stateAfter: string;
  readonly allocations: readonly {
    readonly id: string;
    readonly payment: string;
    readonly day: Day;
    readonly amount: string;
    readonly adjustment?: { readonly kind: AdjustmentKind; readonly amount: string };
  }[];
}

/** The money behind it. */
export interface StatusEventPayment {
  readonly id: string;
  readonly externalId?: string;
  readonly day: Day;
  readonly amount: string;
  readonly currency: string;
  /** `transfer`, `direct-debit`, `card`, `cheque`, `cash`, `credit` or `other`. */
  readonly means: string;
  /** The bank's reference of the movement. */
  readonly bankReference?: string;
  readonly iban?: string;
}
