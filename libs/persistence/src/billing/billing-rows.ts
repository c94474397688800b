import type { AllocationRow, CustomerRow, DecisionRow, ItemRow, PaymentRow, TransactionRow } from '@lettrage/billing';
import { formatMinor, parseMinor, type Day, type VatShare } from '@lettrage/domain';

/** Rows of the database ↔ rows of billing. Absent is null there and a missing key here. */

/** Leaves out the keys that are null or undefined. */
export function known<T extends object>(value: { [K in keyof T]: T[K] | null }): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined)) as T;
}

/** Columns of a customer, prefixed, for whoever joins it. */
export const CUSTOMER_COLUMNS = `c.id as c_id, c.code as c_code, c.name as c_name, c.siren as c_siren, c.group_code as c_group, c.group_kept as c_group_kept,
  c.ledger_account as c_account, c.connection_id as c_connection, c.external_id as c_external`;

export interface CustomerColumns {
  c_id: string | null;
  c_code: string;
  c_name: string;
  c_siren: string | null;
  c_group: string | null;
  c_group_kept: boolean | null;
  c_account: string | null;
  c_connection: string | null;
  c_external: string | null;
}

/** A customer that came with an item or payment; its IBANs are not read then. */
export function customerOf(row: CustomerColumns, ibans: readonly string[] = []): CustomerRow {
  return known<CustomerRow>({
    id: row.c_id!,
    code: row.c_code,
    name: row.c_name,
    siren: row.c_siren!,
    groupCode: row.c_group!,
    groupKept: row.c_group_kept || null!,
    ledgerAccount: row.c_account!,
    connectionId: row.c_connection!,
    externalId: row.c_external!,
    ibans,
  });
}

export const ITEM_COLUMNS = `i.id, i.kind, i.number, i.instalment, i.issue_date, i.due_date, i.currency, i.total, i.settled,
  i.payment_reference, i.order_reference, i.deducts, i.discount_percent, i.discount_until, i.vat, i.vat_due, i.type_code, i.disputed,
  i.dispute_reason, i.doubtful, i.cancelled, i.history, i.origin, i.connection_id, i.external_id, i.source_open, i.source_as_of, i.source_gone`;

export interface ItemColumns extends CustomerColumns {
  id: string;
  kind: ItemRow['kind'];
  number: string;
  instalment: number;
  issue_date: Day;
  due_date: Day;
  currency: string;
  total: bigint;
  settled: bigint;
  payment_reference: string | null;
  order_reference: string | null;
  deducts: string[] | null;
  discount_percent: string | null;
  discount_until: Day | null;
  vat: { rate: string; base: string; tax: string }[] | null;
  vat_due: 'debit' | 'receipt' | null;
  type_code: string | null;
  disputed: boolean;
  dispute_reason: string | null;
  doubtful: boolean;
  cancelled: boolean;
  history: boolean;
  origin: ItemRow['origin'];
  connection_id: string | null;
  external_id: string | null;
  source_open: bigint | null;
  source_as_of: Day | null;
  source_gone: boolean;
}

/** An item from its columns. */
export function itemOf(row: ItemColumns): ItemRow {
  return known<ItemRow>({
    id: row.id,
    customer: customerOf(row),
    kind: row.kind,
    number: row.number,
    instalment: row.instalment,
    issueDate: row.issue_date,
    dueDate: row.due_date,
    currency: row.currency,
    total: row.total,
    settled: row.settled,
    paymentReference: row.payment_reference!,
    orderReference: row.order_reference!,
    deducts: row.deducts!,
    discount:
      row.discount_percent === null || row.discount_until === null
        ? null
        : { percent: row.discount_percent, until: row.discount_until },
    vat: row.vat?.map((share) => vatShare(share, row.currency)) ?? null,
    vatDue: row.vat_due!,
    typeCode: row.type_code!,
    disputed: row.disputed,
    disputeReason: row.dispute_reason!,
    doubtful: row.doubtful || undefined!,
    cancelled: row.cancelled,
    history: row.history,
    origin: row.origin,
    connectionId: row.connection_id!,
    externalId: row.external_id!,
    sourceOpen: row.source_open!,
    sourceAsOf: row.source_as_of!,
    sourceGone: row.source_gone,
  });
}

function vatShare(share: { rate: string; base: string; tax: string }, currency: string): VatShare {
  return { rate: share.rate, base: parseMinor(share.base, currency), tax: parseMinor(share.tax, currency) };
}

/** VAT as it is stored: decimal strings, readable by whoever looks at the row. */
export function storedVat(item: ItemRow): unknown {
  return item.vat?.map((share) => ({
    rate: share.rate,
    base: formatMinor(share.base, item.currency),
    tax: formatMinor(share.tax, item.currency),
  }));
}

export const TRANSACTION_COLUMNS = `t.id as t_id, t.ref, t.booking_date, t.amount as t_amount, t.currency as t_currency, t.status, t.bank_reference, t.end_to_end_id, t.line->>'mandateId' as mandate_id, t.line->>'paymentInformationId' as payment_information_id,
  t.counterparty_name, t.counterparty_iban, t.remittance, t.line->'code'->>'family' as family, t.state, t.person_only, t.suspended,
  a.id as a_id, a.iban as a_iban, a.journal, a.ledger_account as a_account, a.label as a_label`;

export interface TransactionColumns {
  t_id: string | null;
  ref: string;
  booking_date: Day;
  t_amount: bigint;
  t_currency: string;
  status: 'booked' | 'pending';
  bank_reference: string | null;
  end_to_end_id: string | null;
  mandate_id: string | null;
  payment_information_id: string | null;
  counterparty_name: string | null;
  counterparty_iban: string | null;
  remittance: string | null;
  family: string | null;
  state: TransactionRow['state'];
  person_only: boolean;
  suspended: boolean;
  a_id: string;
  a_iban: string | null;
  journal: string;
  a_account: string;
  a_label: string;
}

/** A bank line, with its account, from its columns. */
export function transactionOf(row: TransactionColumns): TransactionRow {
  return known<TransactionRow>({
    id: row.t_id!,
    ref: row.ref,
    account: known({
      id: row.a_id,
      iban: row.a_iban!,
      journal: row.journal,
      ledgerAccount: row.a_account,
      label: row.a_label,
    }),
    bookingDate: row.booking_date,
    amount: row.t_amount,
    currency: row.t_currency,
    status: row.status,
    bankReference: row.bank_reference!,
    endToEndId: row.end_to_end_id!,
    mandateId: row.mandate_id!,
    paymentInformationId: row.payment_information_id!,
    counterpartyName: row.counterparty_name!,
    counterpartyIban: row.counterparty_iban!,
    remittance: row.remittance!,
    family: row.family!,
    state: row.state,
    personOnly: row.person_only,
    suspended: row.suspended,
  });
}

export const PAYMENT_COLUMNS = `p.id, p.kind, p.day, p.amount, p.currency, p.allocated, p.means, p.returns_payment_id, p.refunds_payment_id, p.payout_id, p.history, p.withdrawn,
  p.connection_id, p.external_id, p.number, p.instalment, p.source_open, p.source_as_of`;

export interface PaymentColumns extends CustomerColumns, TransactionColumns {
  id: string;
  kind: PaymentRow['kind'];
  day: Day;
  amount: bigint;
  currency: string;
  allocated: bigint;
  means: PaymentRow['means'];
  returns_payment_id: string | null;
  refunds_payment_id: string | null;
  payout_id: string | null;
  history: boolean;
  withdrawn: boolean;
  connection_id: string | null;
  external_id: string | null;
  number: string | null;
  instalment: number;
  source_open: bigint | null;
  source_as_of: Day | null;
}

/** A payment, with its customer and bank line, from its columns. */
export function paymentOf(row: PaymentColumns): PaymentRow {
  return known<PaymentRow>({
    id: row.id,
    kind: row.kind,
    customer: row.c_id === null ? null : customerOf(row),
    transaction: row.t_id === null ? null : transactionOf(row),
    day: row.day,
    amount: row.amount,
    currency: row.currency,
    allocated: row.allocated,
    means: row.means,
    returnsPaymentId: row.returns_payment_id!,
    refundsPaymentId: row.refunds_payment_id!,
    payoutId: row.payout_id!,
    history: row.history,
    withdrawn: row.withdrawn,
    connectionId: row.connection_id!,
    externalId: row.external_id!,
    number: row.number!,
    instalment: row.instalment,
    sourceOpen: row.source_open!,
    sourceAsOf: row.source_as_of!,
  });
}

export interface AllocationColumns {
  id: string;
  payment_id: string;
  item_id: string;
  amount: bigint;
  settled: bigint | null;
  adjustment_kind: AllocationRow['adjustmentKind'] | null;
  adjustment: bigint;
  day: Day;
  undoes: string | null;
  decision_id: string | null;
  event_position: bigint;
  undone_by: string | null;
  stands_by: string | null;
}

/** An allocation from its columns. */
export function allocationOf(row: AllocationColumns): AllocationRow {
  return known<AllocationRow>({
    id: row.id,
    paymentId: row.payment_id,
    itemId: row.item_id,
    amount: row.amount,
    settled: row.settled!,
    adjustmentKind: row.adjustment_kind!,
    adjustment: row.adjustment,
    day: row.day,
    undoes: row.undoes!,
    decisionId: row.decision_id!,
    eventPosition: row.event_position,
    undoneBy: row.undone_by!,
    standsBy: row.stands_by!,
  });
}

export interface DecisionColumns {
  id: string;
  transaction_id: string;
  engine: string;
  decision: DecisionRow['decision'];
  state: DecisionRow['state'];
  rule: string | null;
  rule_class: string | null;
  category: DecisionRow['category'] | null;
  proven: boolean;
  confidence: string;
  customer_id: string | null;
  detail: Record<string, unknown>;
  based_on: Record<string, string>;
  decided_by: string;
}

/** A decision from its columns. */
export function decisionOf(row: DecisionColumns): DecisionRow {
  return known<DecisionRow>({
    id: row.id,
    transactionId: row.transaction_id,
    engine: row.engine,
    decision: row.decision,
    state: row.state,
    rule: row.rule!,
    ruleClass: row.rule_class!,
    category: row.category!,
    proven: row.proven,
    // A probability, not an amount.
    confidence: Number(row.confidence),
    customerId: row.customer_id!,
    detail: row.detail,
    basedOn: row.based_on,
    decidedBy: row.decided_by,
  });
}
