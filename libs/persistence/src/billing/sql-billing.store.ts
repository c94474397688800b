import type {
  AllocationFilter,
  AllocationRow,
  BillingStore,
  ClassSwitch,
  CompanyRow,
  CustomerNumber,
  CustomerRow,
  DecisionRow,
  EventHead,
  EventRow,
  PaymentUseRow,
  PayoutRow,
  RateKey,
  ItemRow,
  OpenItemReference,
  PaymentRow,
  RuleClassRow,
  TaskRow,
  TotalChange,
  TransactionChange,
  TransactionRow,
  Verdict,
} from '@lettrage/billing';
import type { BillingEvent, Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { rateKeyOf } from '@lettrage/billing';
import {
  decisionOf,
  transactionOf,
  TRANSACTION_COLUMNS,
  type DecisionColumns,
  type TransactionColumns,
} from './billing-rows.js';
import { CustomerTable } from './customer-table.js';
import { EventTable } from './event-table.js';
import { inChunks, insertRows, updateRows } from './insert-rows.js';
import { ItemTable } from './item-table.js';
import { JudgementTable } from './judgement-table.js';
import { KeyTables } from './key-tables.js';
import { PaymentTable, UseTable } from './payment-table.js';

/** So many rows at once change what the planner should think of a table. */
const MANY = 100;

/** Billing's store in PostgreSQL, inside one company transaction. */
export class SqlBillingStore implements BillingStore {
  private readonly customerTable: CustomerTable;
  private readonly itemTable: ItemTable;
  private readonly paymentTable: PaymentTable;
  private readonly eventTable: EventTable;
  private readonly keyTables: KeyTables;

  constructor(private readonly tx: CompanyTransaction) {
    this.customerTable = new CustomerTable(tx);
    this.itemTable = new ItemTable(tx);
    this.paymentTable = new PaymentTable(tx);
    this.eventTable = new EventTable(tx);
    this.keyTables = new KeyTables(tx);
  }

  async company(): Promise<CompanyRow> {
    const [row] = await this.tx.query<{ currency: string; cut_over_day: Day; posting: 'propose' | 'auto' }>(
      'select currency, cut_over_day, posting from books.company where company_id = $1',
      [this.tx.companyId],
    );
    if (!row) throw new Error(`Company ${this.tx.companyId} does not exist.`);
    return { id: this.tx.companyId, currency: row.currency, cutOverDay: row.cut_over_day, posting: row.posting };
  }

  async lockTransactions(ids: readonly string[]): Promise<TransactionRow[]> {
    if (ids.length === 0) return [];
    const rows = await this.tx.query<TransactionColumns>(
      `select ${TRANSACTION_COLUMNS} from books.bank_transaction t
         join books.bank_account a on a.company_id = t.company_id and a.id = t.account_id
        where t.company_id = $1 and t.id = any($2::uuid[]) order by t.id for no key update of t`,
      [this.tx.companyId, ids],
    );
    return rows.map(transactionOf);
  }

  async lockPayments(ids: readonly string[]): Promise<PaymentRow[]> {
    return ids.length === 0 ? [] : this.paymentTable.lock(ids);
  }

  async lockItems(ids: readonly string[]): Promise<ItemRow[]> {
    return ids.length === 0 ? [] : this.itemTable.lock(ids);
  }

  async lockImports(): Promise<void> {
    await this.increaseCounter('import:open-items', 1n);
  }

  customers(by: { readonly codes: readonly string[] } | { readonly ids: readonly string[] }): Promise<CustomerRow[]> {
    return this.customerTable.find(by);
  }

  keepGroups(codes: readonly string[]): Promise<void> {
    return this.customerTable.keepGroups(codes);
  }

  async insertCustomers(rows: readonly CustomerRow[]): Promise<void> {
    await this.customerTable.insert(rows);
    if (rows.length >= MANY) await this.tx.refreshStatistics();
  }

  updateCustomers(rows: readonly CustomerRow[]): Promise<void> {
    return this.customerTable.update(rows);
  }

  findItems(numbers: readonly CustomerNumber[]): Promise<ItemRow[]> {
    return this.itemTable.find(numbers);
  }

  findItemsOfCustomer(
    customerId: string,
    by: { readonly numbers?: readonly string[]; readonly externalIds?: readonly string[] },
  ): Promise<ItemRow[]> {
    return this.itemTable.findOfCustomer(customerId, by);
  }

  openItemsOfSource(source: {
    readonly origin: 'import' | 'source';
    readonly connectionId?: string;
  }): Promise<OpenItemReference[]> {
    return this.itemTable.openOfSource(source);
  }

  async insertItems(rows: readonly ItemRow[]): Promise<void> {
    await this.itemTable.insert(rows);
    if (rows.length >= MANY) await this.tx.refreshStatistics();
  }

  updateItemFacts(rows: readonly ItemRow[]): Promise<void> {
    return this.itemTable.updateFacts(rows);
  }

  seenInSnapshot(ids: readonly string[], asOf: Day): Promise<void> {
    return this.itemTable.seen(ids, asOf);
  }

  markGone(ids: readonly string[]): Promise<void> {
    return this.itemTable.markGone(ids);
  }

  updateItemTotals(changes: readonly TotalChange[]): Promise<void> {
    return this.itemTable.updateTotals(changes);
  }

  updatePaymentTotals(changes: readonly TotalChange[]): Promise<void> {
    return this.paymentTable.updateTotals(changes);
  }

  async paymentsOfTransactions(
    transactionIds: readonly string[],
  ): Promise<{ transactionId: string; paymentId: string }[]> {
    return transactionIds.length === 0 ? [] : this.paymentTable.ofTransactions(transactionIds);
  }

  transactionsOfPayments(paymentIds: readonly string[]): Promise<{ transactionId: string; paymentId: string }[]> {
    return this.paymentTable.transactionsOf(paymentIds);
  }

  findTwinPayments(by: {
    readonly customerId: string;
    readonly amount: bigint;
    readonly currency: string;
  }): Promise<PaymentRow[]> {
    return this.paymentTable.findTwins(by);
  }

  findPayments(
    by:
      | { readonly connectionId?: string; readonly externalIds: readonly string[] }
      | { readonly numbers: readonly CustomerNumber[] },
  ): Promise<PaymentRow[]> {
    return this.paymentTable.find(by);
  }

  insertPayments(rows: readonly PaymentRow[]): Promise<void> {
    return this.paymentTable.insert(rows);
  }

  updatePayments(rows: readonly PaymentRow[]): Promise<void> {
    return this.paymentTable.updateFacts(rows);
  }

  allocations(by: AllocationFilter): Promise<AllocationRow[]> {
    return this.paymentTable.allocations(by);
  }

  insertAllocations(rows: readonly AllocationRow[]): Promise<void> {
    return this.paymentTable.insertAllocations(rows);
  }

  async updateTransactions(changes: readonly TransactionChange[]): Promise<void> {
    await updateRows(
      this.tx,
      'books.bank_transaction',
      [
        ['state', 'text', (row: TransactionChange) => row.state],
        ['person_only', 'boolean', (row) => row.personOnly],
        ['suspended', 'boolean', (row) => row.suspended],
      ],
      changes,
    );
  }

  async liveDecisions(transactionIds: readonly string[]): Promise<DecisionRow[]> {
    if (transactionIds.length === 0) return [];
    return this.findDecisions(`transaction_id = any($2::uuid[]) and state in ('proposed', 'applied')`, transactionIds);
  }

  async decision(id: string): Promise<DecisionRow | undefined> {
    return (await this.findDecisions('id = $2::uuid', id))[0];
  }

  async insertDecisions(rows: readonly DecisionRow[]): Promise<void> {
    await insertRows(
      this.tx,
      'books.decision',
      [
        ['id', 'uuid', (row: DecisionRow) => row.id],
        ['transaction_id', 'uuid', (row) => row.transactionId],
        ['engine', 'text', (row) => row.engine],
        ['decision', 'text', (row) => row.decision],
        ['state', 'text', (row) => row.state],
        ['rule', 'text', (row) => row.rule],
        ['rule_class', 'text', (row) => row.ruleClass],
        ['category', 'text', (row) => row.category],
        ['proven', 'boolean', (row) => row.proven ?? false],
        ['confidence', 'numeric', (row) => row.confidence],
        ['customer_id', 'uuid', (row) => row.customerId],
        ['detail', 'jsonb', (row) => row.detail],
        ['based_on', 'jsonb', (row) => row.basedOn],
        ['decided_by', 'text', (row) => row.decidedBy],
      ],
      rows,
    );
  }

  async updateDecisionState(ids: readonly string[], state: DecisionRow['state']): Promise<void> {
    await this.tx.execute('update books.decision set state = $3 where company_id = $1 and id = any($2::uuid[])', [
      this.tx.companyId,
      ids,
      state,
    ]);
  }

  insertVerdicts(rows: readonly Verdict[]): Promise<void> {
    return new JudgementTable(this.tx).insertVerdicts(rows);
  }

  ruleClasses(): Promise<ClassSwitch[]> {
    return new JudgementTable(this.tx).ruleClasses();
  }

  saveRuleClasses(rows: readonly RuleClassRow[]): Promise<void> {
    return new JudgementTable(this.tx).saveRuleClasses(rows);
  }

  async insertTasks(rows: readonly TaskRow[]): Promise<string[]> {
    const inserted: string[] = [];
    for (const chunk of inChunks(rows, 1_000)) {
      const found = await this.tx.query<{ id: string }>(
        `insert into books.task (company_id, id, kind, once_key, message, data)
         select $1::uuid, r.id, r.kind, r.once_key, r.message, r.data::jsonb
           from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]) as r(id, kind, once_key, message, data)
         on conflict (company_id, kind, once_key) do nothing returning id`,
        [
          this.tx.companyId,
          chunk.map((row) => row.id),
          chunk.map((row) => row.kind),
          chunk.map((row) => row.onceKey),
          chunk.map((row) => row.message),
          chunk.map((row) => JSON.stringify(row.data)),
        ],
      );
      inserted.push(...found.map((row) => row.id));
    }
    return inserted;
  }

  keepKeys(changed: {
    readonly items?: readonly ItemRow[];
    readonly payments?: readonly PaymentRow[];
    readonly customers?: readonly CustomerRow[];
    readonly fresh?: boolean;
  }): Promise<void> {
    return this.keyTables.keep(changed);
  }

  async increaseCounter(name: string, by: bigint): Promise<bigint> {
    const [row] = await this.tx.query<{ value: bigint }>(
      `insert into books.counter (company_id, name, value) values ($1, $2, $3)
       on conflict (company_id, name) do update set value = books.counter.value + excluded.value returning value`,
      [this.tx.companyId, name, by.toString()],
    );
    return row!.value;
  }

  insertPaymentUses(rows: readonly PaymentUseRow[]): Promise<void> {
    return new UseTable(this.tx).insertUses(rows);
  }

  paymentUses(by: { readonly ids: readonly string[] }): Promise<PaymentUseRow[]> {
    return new UseTable(this.tx).uses(by.ids);
  }

  insertPayouts(rows: readonly PayoutRow[]): Promise<void> {
    return new UseTable(this.tx).insertPayouts(rows);
  }

  payoutKnown(provider: string, reference: string): Promise<boolean> {
    return new UseTable(this.tx).payoutKnown(provider, reference);
  }

  standingPayout(id: string): Promise<{ payout: PayoutRow; paymentIds: string[] } | undefined> {
    return new UseTable(this.tx).standingPayout(id);
  }

  takePayoutBack(id: string, at: string): Promise<void> {
    return new UseTable(this.tx).takePayoutBack(id, at);
  }

  lockHead(): Promise<EventHead> {
    return this.eventTable.lockHead();
  }

  async exchangeRates(keys: readonly RateKey[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.tx.query<{ currency: string; day: Day; value: string }>(
      `select k.currency, k.day, r.value::text as value from unnest($2::text[], $3::date[]) as k (currency, day)
        cross join lateral (
          select value from system.rate where kind = 'exchange:' || (select currency from books.company where company_id = $1)
             and currency = k.currency and valid_from <= k.day order by valid_from desc limit 1) r`,
      [this.tx.companyId, keys.map((key) => key.currency), keys.map((key) => key.day)],
    );
    return new Map(rows.map((row) => [rateKeyOf(row), row.value]));
  }

  insertEvents(rows: readonly EventRow[]): Promise<void> {
    return this.eventTable.insert(rows);
  }

  moveHead(head: EventHead): Promise<void> {
    return this.eventTable.moveHead(head);
  }

  eventsOfAllocations(allocationIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.eventTable.ofAllocations(allocationIds);
  }

  lastEventOf(
    type: BillingEvent['type'],
    by: { readonly transactionId: string } | { readonly paymentId: string },
  ): Promise<string | undefined> {
    return this.eventTable.lastOf(type, by);
  }

  private async findDecisions(condition: string, value: unknown): Promise<DecisionRow[]> {
    const rows = await this.tx.query<DecisionColumns>(
      `select id, transaction_id, engine, decision, state, rule, rule_class, category, proven, confidence, customer_id, detail, based_on, decided_by
         from books.decision where company_id = $1 and ${condition}`,
      [this.tx.companyId, value],
    );
    return rows.map(decisionOf);
  }
}
