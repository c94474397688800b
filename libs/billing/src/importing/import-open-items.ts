import type { OpenItem } from '@lettrage/domain';
import type { BillingStore, CompanyRow, CustomerRow, ItemRow, PaymentRow } from '../billing-store.js';
import type { ImportOptions, ImportReport } from '../commands.js';
import type { BillingEnvironment } from '../event-log.js';
import { present } from '../facts.js';
import { bringChanges, compareGroup, tallyReceipt, type Change } from './bring-changes.js';
import { keepCustomers } from './keep-customers.js';
import { groupRows, inChunks, type RowGroup } from './group-rows.js';
import { ImportFindings } from './import-report.js';
import { newItem } from './compare-item.js';
import { openingSettlement, recordNewItems } from './record-new-items.js';
import { compareReceipt, newReceipt } from './receipts.js';

/** Rows compared and inserted at once. */
const CHUNK = 5_000;

/** One import under way. */
export interface Importing {
  readonly store: BillingStore;
  readonly environment: BillingEnvironment;
  readonly company: CompanyRow;
  readonly options: ImportOptions;
  readonly findings: ImportFindings;
  /** Items of the books that stand in the snapshot. */
  readonly seen: Set<string>;
  readonly newItems: { item: ItemRow; opening?: PaymentRow }[];
  readonly newReceipts: PaymentRow[];
  readonly changes: Change[];
}

/**
 * Takes over a snapshot of open items: what is new is recorded, what is known is compared, nothing is overwritten and
 * nothing settled twice. New rows go in chunk by chunk; known items are locked and changed at the end, all by id; the
 * events come last. Set-based throughout: the number of statements depends on the number of chunks.
 */
export async function importOpenItems(
  store: BillingStore,
  environment: BillingEnvironment,
  items: readonly OpenItem[],
  options: ImportOptions,
): Promise<ImportReport> {
  await store.lockImports();
  const importing: Importing = {
    store,
    environment,
    company: await store.company(),
    options,
    findings: new ImportFindings(),
    seen: new Set(),
    newItems: [],
    newReceipts: [],
    changes: [],
  };
  const { groups, refused } = groupRows(items);
  for (const entry of refused) importing.findings.add('refused', entry);
  let done = refused.length;
  for (const chunk of inChunks(groups, CHUNK)) {
    await importChunk(importing, chunk);
    done += chunk.reduce((sum, group) => sum + group.rows.length, 0);
    options.onProgress?.(done, items.length);
  }
  const gone = options.partial ? [] : await findGone(importing);
  if (!options.dryRun) {
    if (importing.seen.size > 0) await store.seenInSnapshot([...importing.seen], options.asOf);
    if (gone.length > 0) await store.markGone(gone);
    await recordNewItems(importing);
    await bringChanges(importing);
  }
  return importing.findings.report(items.length);
}

async function importChunk(importing: Importing, chunk: readonly RowGroup[]): Promise<void> {
  const { store, options } = importing;
  const customers = await keepCustomers(importing, chunk);
  const numbers = chunk.map((group) => ({ customerId: customers.get(group.customerCode)!.id, number: group.number }));
  const known = byNumber(await store.findItems(numbers.filter((_, index) => !chunk[index]!.receipt)));
  const receiptNumbers = numbers.filter((_, index) => chunk[index]!.receipt);
  const payments = receiptNumbers.length > 0 ? await store.findPayments({ numbers: receiptNumbers }) : [];
  const knownReceipts = new Map(
    payments.map((payment) => [keyOf(payment.customer?.id ?? '', payment.number ?? ''), payment]),
  );
  const before = { items: importing.newItems.length, receipts: importing.newReceipts.length };
  for (const [index, group] of chunk.entries()) {
    const customer = customers.get(group.customerCode)!;
    const key = keyOf(numbers[index]!.customerId, group.number);
    if (group.receipt) compareReceiptOf(importing, customer, group, knownReceipts.get(key));
    else
      compareGroup(importing, group, known.get(key) ?? [], (row, instalment) =>
        addItem(importing, customer, row, instalment),
      );
  }
  if (options.dryRun) return;
  const added = importing.newItems.slice(before.items);
  const receipts = [...added.flatMap((entry) => entry.opening ?? []), ...importing.newReceipts.slice(before.receipts)];
  if (added.length > 0) {
    await store.insertItems(added.map((entry) => entry.item));
    await store.keepKeys({ items: added.map((entry) => entry.item), fresh: true });
  }
  if (receipts.length > 0) {
    await store.insertPayments(receipts);
    await store.keepKeys({ payments: receipts, fresh: true });
  }
}

function addItem(importing: Importing, customer: CustomerRow, row: OpenItem, instalment: number): void {
  const { environment, options, company, findings } = importing;
  const item = newItem(row, {
    id: environment.newId(),
    customer,
    instalment,
    origin: options.origin,
    ...(options.connection ? { connectionId: options.connection } : {}),
    asOf: options.asOf,
    cutOverDay: company.cutOverDay,
  });
  findings.count('new');
  findings.lacks(item);
  importing.seen.add(item.id);
  if (item.history) findings.count('history');
  if (item.settled === 0n) {
    importing.newItems.push({ item });
    return;
  }
  findings.count('openingSettlements');
  importing.newItems.push({ item, opening: openingSettlement(item, environment.newId(), options.asOf) });
}

function compareReceiptOf(
  importing: Importing,
  customer: CustomerRow,
  group: RowGroup,
  known: PaymentRow | undefined,
): void {
  const { findings, environment, options, company } = importing;
  const row = group.rows[0]!;
  if (known) {
    const { next, conflict } = compareReceipt(known, row, options.asOf);
    if ((next || conflict) && !options.dryRun) importing.changes.push({ payment: known, row });
    else tallyReceipt(importing, row, conflict);
    return;
  }
  findings.count('new');
  findings.count('onAccountPayments');
  importing.newReceipts.push(
    newReceipt(row, {
      id: environment.newId(),
      customer,
      asOf: options.asOf,
      cutOverDay: company.cutOverDay,
      connectionId: options.connection,
    }),
  );
}

/** Open here, of this source, and no longer in its snapshot. Nothing is settled for it: only the source knows why. */
async function findGone(importing: Importing): Promise<string[]> {
  const { store, options, seen, findings } = importing;
  const source = present({ origin: options.origin, connectionId: options.connection });
  const newlyGone: string[] = [];
  for (const item of await store.openItemsOfSource(source)) {
    const younger = item.issueDate > options.asOf || (item.sourceAsOf !== undefined && item.sourceAsOf > options.asOf);
    if (seen.has(item.id) || younger) continue;
    findings.add('gone', {
      customer: item.customerCode,
      number: item.number,
      instalment: item.instalment,
      message: 'open here, no longer in the snapshot: paid or cancelled there; match its payment, or cancel it here',
    });
    if (!item.sourceGone) newlyGone.push(item.id);
  }
  return newlyGone;
}

function byNumber(items: readonly ItemRow[]): Map<string, ItemRow[]> {
  const groups = new Map<string, ItemRow[]>();
  for (const item of items) {
    const key = keyOf(item.customer.id, item.number);
    const rows = groups.get(key);
    if (rows) rows.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function keyOf(customerId: string, number: string): string {
  return `${customerId} ${number}`;
}
