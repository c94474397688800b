import type { BillingEvent, Day, Decision } from '@lettrage/domain';
import { formatMinor } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { DECISIONS, EVENTS, PAYMENTS } from './billing-lists.js';
import { known } from './billing-rows.js';
import { billingEventOf, type EventColumns } from './event-table.js';
import { keysetPage, type ListRequest, type Page } from './keyset-page.js';

/** A customer as a list names it. */
export interface CustomerName {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** A payment in a list. Amounts are decimal strings. */
export interface ListedPayment {
  readonly id: string;
  readonly kind: 'bank' | 'opening' | 'recorded' | 'netting';
  readonly customer?: CustomerName;
  readonly day: Day;
  readonly amount: string;
  readonly currency: string;
  /** The rest that lies on the customer's account. */
  readonly onAccount: string;
  readonly means: string;
  readonly transactionId?: string;
  /** The payment this one gives back. */
  readonly returns?: string;
  readonly history: boolean;
  readonly withdrawn: boolean;
  readonly externalId?: string;
  readonly number?: string;
}

/** A decision in a list, with the bank line it is about. */
export interface ListedDecision {
  readonly id: string;
  readonly transactionId: string;
  readonly decidedAt: string;
  readonly decidedBy: string;
  readonly engine: string;
  readonly state: 'proposed' | 'applied' | 'superseded' | 'rejected' | 'undone';
  readonly customer?: CustomerName;
  /** The decision in its public shape, with evidence, alternatives and reason. */
  readonly decision: Decision;
  readonly transaction: {
    readonly ref: string;
    readonly bookingDate: Day;
    readonly amount: string;
    readonly currency: string;
    readonly counterpartyName?: string;
    readonly remittance?: string;
  };
}

/** Lists of payments, decisions and events for the API, inside one company transaction. */
export class BillingQueries {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Latest day first. Filters: customer (code), customerId, kind, transaction, onAccount, confirmed, from, to. */
  payments(request: ListRequest = {}): Promise<Page<ListedPayment>> {
    return keysetPage(this.tx, PAYMENTS, request, payment);
  }

  /** Latest first. Filters: state, decision, rule, transaction, customer (code), decidedBy, from, to. */
  decisions(request: ListRequest = {}): Promise<Page<ListedDecision>> {
    return keysetPage(this.tx, DECISIONS, request, decision);
  }

  /** In their order. Filters: type, from, to, after (position). */
  events(request: ListRequest = {}): Promise<Page<BillingEvent>> {
    return keysetPage(this.tx, EVENTS, request, event);
  }
}

interface CustomerColumns {
  customer_id: string | null;
  customer_code: string | null;
  customer_name: string | null;
}

interface PaymentColumns extends CustomerColumns {
  id: string;
  kind: ListedPayment['kind'];
  day: Day;
  amount: bigint;
  currency: string;
  allocated: bigint;
  means: string;
  transaction_id: string | null;
  returns_payment_id: string | null;
  history: boolean;
  withdrawn: boolean;
  external_id: string | null;
  number: string | null;
}

interface DecisionColumns extends CustomerColumns {
  id: string;
  transaction_id: string;
  decided_at: Date;
  engine: string;
  state: ListedDecision['state'];
  detail: Record<string, unknown>;
  decided_by: string;
  ref: string;
  booking_date: Day;
  amount: bigint;
  currency: string;
  counterparty_name: string | null;
  remittance: string | null;
}

function payment(row: PaymentColumns): ListedPayment {
  return known<ListedPayment>({
    id: row.id,
    kind: row.kind,
    customer: customer(row),
    day: row.day,
    amount: formatMinor(row.amount, row.currency),
    currency: row.currency,
    onAccount: formatMinor(row.customer_id === null ? 0n : row.amount - row.allocated, row.currency),
    means: row.means,
    transactionId: row.transaction_id!,
    returns: row.returns_payment_id!,
    history: row.history,
    withdrawn: row.withdrawn,
    externalId: row.external_id!,
    number: row.number!,
  });
}

function decision(row: DecisionColumns): ListedDecision {
  // What billing resolved the decision to is for billing; people are shown the decision itself.
  const { resolved: _ids, ...shown } = row.detail;
  return known<ListedDecision>({
    id: row.id,
    transactionId: row.transaction_id,
    decidedAt: row.decided_at.toISOString(),
    decidedBy: row.decided_by,
    engine: row.engine,
    state: row.state,
    customer: customer(row),
    decision: shown as unknown as Decision,
    transaction: known<ListedDecision['transaction']>({
      ref: row.ref,
      bookingDate: row.booking_date,
      amount: formatMinor(row.amount, row.currency),
      currency: row.currency,
      counterpartyName: row.counterparty_name!,
      remittance: row.remittance!,
    }),
  });
}

function event(row: EventColumns): BillingEvent {
  return billingEventOf(row);
}

function customer(row: CustomerColumns): CustomerName | null {
  return row.customer_id === null ? null : { id: row.customer_id, code: row.customer_code!, name: row.customer_name! };
}
