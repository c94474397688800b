import { BillingRefusal, StaleBooks } from '@lettrage/billing';
import { formatMinor, InputError, parseDay } from '@lettrage/domain';
import {
  isUuid,
  PayoutReportStore,
  TaskStore,
  type CompanyTransaction,
  type PayoutReport,
  type PayoutReportItem,
} from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { projectJournal } from '../journal/project-journal.js';
import { requestProjections } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';
import { payoutKeys } from './payout-settings.js';
import { planPayout, type PlannedItem } from './plan-payout.js';

/** What booking a payout did. Amounts are decimal strings. */
export interface PayoutBooked {
  readonly outcome: 'booked' | 'known';
  readonly payout: string;
  readonly provider: string;
  readonly currency: string;
  readonly net: string;
  /** Receipts made, and payments recorded elsewhere that it confirmed. */
  readonly receipts: number;
  readonly confirmed: number;
  /** Movements that wait in suspense until a person says what they pay. */
  readonly open: readonly OpenMovement[];
}

/** A movement of a payout that names nothing known. */
export interface OpenMovement {
  readonly id: string;
  readonly kind: string;
  readonly amount: string;
  readonly payer?: string;
  readonly description?: string;
  readonly reason: string;
}

/** Books a stored payout on a bank line named by its id or reference, as a person says. */
export async function bookPayoutOnLine(
  context: OperationsContext,
  companyId: string,
  names: { readonly payout: string; readonly line: string },
  by: string,
): Promise<PayoutBooked> {
  const outcome = await context.database.withCompany(companyId, async (tx) => {
    const report = await reportNamed(tx, names.payout);
    return bookReport(context, tx, report.id, await lineNamed(tx, names.line), by);
  });
  await projectJournal(context, companyId);
  return outcome;
}

/** Books a stored payout on a bank line: everything or nothing, inside the caller's transaction. */
export async function bookReport(
  context: OperationsContext,
  tx: CompanyTransaction,
  reportId: string,
  transactionId: string,
  by: string,
): Promise<PayoutBooked> {
  const store = new PayoutReportStore(tx);
  const report = (await store.lock(reportId))!;
  if (report.payoutId !== undefined) return told(report, 'known', []);
  const company = await readCompany(tx);
  if (company.currency !== report.currency)
    throw new BillingRefusal(
      'currency-mismatch',
      `the payout ${report.reference} is in ${report.currency} and the books in ${company.currency}: book it by hand`,
    );
  const items = await store.items(report.id);
  const planned = await planPayout(tx, report, items, payoutKeys(company));
  const { provider, reference, fee, feeVat } = report;
  const movements = planned.map(({ movement }) => movement);
  const booked = await billingOf(context, tx).bookPayout({
    transactionId,
    provider,
    reference,
    movements,
    fee,
    feeVat,
    by,
  });
  if (booked.outcome === 'known') return told(report, 'known', []);
  await store.markBooked(
    report.id,
    booked.payoutId,
    planned.map(({ item, movement, reason }, index) => ({
      ordinal: item.ordinal,
      paymentId: booked.paymentIds[index]!,
      made: movement.paymentId === undefined,
      ...(reason === undefined ? {} : { reason }),
    })),
  );
  await closeTasks(tx, report.id, by);
  await askAbout(tx, report, planned);
  await requestProjections(tx);
  return told(report, 'booked', planned);
}

async function askAbout(
  tx: CompanyTransaction,
  report: PayoutReport,
  planned: readonly PlannedItem<PayoutReportItem>[],
): Promise<void> {
  const tasks = new TaskStore(tx);
  for (const { item, reason } of planned) {
    if (reason === undefined) continue;
    const amount = `${formatMinor(item.amount, report.currency)} ${report.currency}`;
    const who = item.payer === undefined ? '' : ` of ${item.payer}`;
    await tasks.add({
      kind: 'payout-item',
      onceKey: `${report.id} ${item.ordinal} ${item.externalId}`,
      message: `The payout ${report.reference} holds a ${item.kind} of ${amount}${who} (${item.externalId}): ${reason}. It waits in suspense; say what it pays.`,
      data: { payout: report.id, item: item.externalId },
    });
  }
}

function told(
  report: PayoutReport,
  outcome: 'booked' | 'known',
  planned: readonly PlannedItem<PayoutReportItem>[],
): PayoutBooked {
  const made = planned.filter(({ movement }) => movement.paymentId === undefined).length;
  return {
    outcome,
    payout: report.reference,
    provider: report.provider,
    currency: report.currency,
    net: formatMinor(report.net, report.currency),
    receipts: made,
    confirmed: planned.length - made,
    open: planned.flatMap(({ item, reason }) =>
      reason === undefined ? [] : [openMovement(item, report.currency, reason)],
    ),
  };
}

/** A movement as a person reads it. */
export function openMovement(
  item: Pick<PayoutReportItem, 'externalId' | 'kind' | 'amount' | 'payer' | 'description'>,
  currency: string,
  reason: string,
): OpenMovement {
  const { externalId: id, kind, amount, payer, description } = item;
  return {
    id,
    kind,
    amount: formatMinor(amount, currency),
    ...(payer === undefined ? {} : { payer }),
    ...(description === undefined ? {} : { description }),
    reason,
  };
}

/**
 * Takes a booked payout back: its line returns to review, its receipts are withdrawn, the report waits again. One that
 * was booked without a report, of payments recorded before, goes by its reference or its bank line.
 */
export async function takePayoutBack(
  context: OperationsContext,
  companyId: string,
  payout: string,
  who: { readonly by: string; readonly reason?: string },
): Promise<{ readonly payout: string; readonly transactionId: string; readonly allocationIds: readonly string[] }> {
  const outcome = await context.database.withCompany(companyId, async (tx) => {
    const day = parseDay(context.now().toISOString().slice(0, 10));
    const unreported = await bookedWithoutReport(tx, payout);
    if (unreported) {
      const { id, reference } = unreported;
      const done = await billingOf(context, tx).takeBackPayout({ payoutId: id, withdraw: [], day, ...who });
      await requestProjections(tx);
      return { payout: reference, ...done };
    }
    const store = new PayoutReportStore(tx);
    const report = (await store.lock((await reportNamed(tx, payout)).id))!;
    const { payoutId, reference } = report;
    if (payoutId === undefined)
      throw new BillingRefusal('already-undone', `the payout ${reference} is not booked: nothing is to be taken back`);
    const withdraw = (await store.items(report.id)).flatMap((item) => (item.made ? [item.paymentId!] : []));
    await store.markWaiting(report.id);
    const done = await billingOf(context, tx).takeBackPayout({ payoutId, withdraw, day, ...who });
    await closeTasks(tx, report.id, who.by);
    await requestProjections(tx);
    return { payout: reference, ...done };
  });
  await projectJournal(context, companyId);
  return outcome;
}

/** A standing payout that no report is of, by its id, its reference, or its bank line. */
async function bookedWithoutReport(
  tx: CompanyTransaction,
  name: string,
): Promise<{ readonly id: string; readonly reference: string } | undefined> {
  const rows = await tx.query<{ id: string; reference: string }>(
    `select o.id, o.reference from books.payout o join books.bank_transaction t on t.company_id = o.company_id and t.id = o.transaction_id
      where o.company_id = $1 and o.taken_back_at is null and (o.reference = $2 or t.ref = $2 or o.id = $3::uuid or t.id = $3::uuid)
        and not exists (select 1 from books.payout_report r where r.company_id = o.company_id and r.payout_id = o.id) limit 2`,
    [tx.companyId, name, isUuid(name) ? name : null],
  );
  return rows.length === 1 ? rows[0] : undefined;
}

/** Says what a movement that waits in suspense pays: an invoice or credit note by number, or a customer's account. */
export async function assignMovement(
  context: OperationsContext,
  companyId: string,
  names: { readonly payout: string; readonly item: string; readonly invoice?: string; readonly customer?: string },
  by: string,
): Promise<{ readonly allocationIds: readonly string[] }> {
  const outcome = await context.database.withCompany(companyId, async (tx) => {
    const store = new PayoutReportStore(tx);
    const report = await reportNamed(tx, names.payout);
    const item = (await store.items(report.id)).find(({ externalId }) => externalId === names.item);
    if (!item) throw new InputError('not-found', `The payout ${report.reference} has no item "${names.item}".`);
    if (item.paymentId === undefined)
      throw new BillingRefusal('wrong-kind', `the payout ${report.reference} is not booked yet: book it first`);
    const target = await targetOf(tx, names);
    const day = parseDay(context.now().toISOString().slice(0, 10));
    const done = await billingOf(context, tx).assignReceipt({ paymentId: item.paymentId, ...target, day, by });
    await store.settleItem(report.id, item.ordinal);
    await closeTasks(tx, report.id, by, item.externalId);
    await requestProjections(tx);
    return done;
  });
  await projectJournal(context, companyId);
  return outcome;
}

async function targetOf(
  tx: CompanyTransaction,
  names: { readonly invoice?: string; readonly customer?: string },
): Promise<{ customerId: string; itemIds: string[] }> {
  const { invoice, customer } = names;
  if (invoice === undefined && customer === undefined)
    throw new InputError('target', 'Say which invoice, or which customer, the movement is of.');
  const rows = await tx.query<{ customerId: string; itemIds: string[] }>(
    invoice === undefined
      ? `select id as "customerId", array[]::text[] as "itemIds" from books.customer where company_id = $1 and code = $2 and $3::text is null`
      : `select i.customer_id as "customerId", array_agg(i.id::text order by i.due_date, i.instalment) as "itemIds" from books.item i
           join books.customer c on c.company_id = i.company_id and c.id = i.customer_id
          where i.company_id = $1 and i.number = $2 and ($3::text is null or c.code = $3) group by i.customer_id limit 2`,
    [tx.companyId, invoice ?? customer, invoice === undefined ? null : (customer ?? null)],
  );
  if (rows.length === 1) return rows[0]!;
  const what = invoice === undefined ? `customer "${customer}"` : `invoice "${invoice}"`;
  if (rows.length === 0) throw new InputError('not-found', `There is no ${what} in these books.`);
  throw new InputError('ambiguous', `More than one customer has an ${what}: name the customer too.`);
}

async function closeTasks(tx: CompanyTransaction, reportId: string, by: string, item?: string): Promise<void> {
  const rows = await tx.query<{ id: string }>(
    `select id from books.task where company_id = $1 and kind in ('payout-item', 'payout-line') and state = 'open' and data ->> 'payout' = $2
        and ($3::text is null or data ->> 'item' = $3)`,
    [tx.companyId, reportId, item ?? null],
  );
  const tasks = new TaskStore(tx);
  for (const { id } of rows) await tasks.close(id, 'done', by);
}

/** The stored payout of that id, here or at its provider. */
export async function reportNamed(tx: CompanyTransaction, name: string): Promise<PayoutReport> {
  const rows = await new PayoutReportStore(tx).named(name);
  if (rows.length === 1) return rows[0]!;
  if (rows.length === 0)
    throw new InputError('not-found', `There is no payout "${name}" in these books: import its report.`);
  throw new InputError('ambiguous', `More than one payout is called "${name}": name it by its id.`);
}

async function lineNamed(tx: CompanyTransaction, name: string): Promise<string> {
  const rows = await tx.query<{ id: string }>(
    'select id from books.bank_transaction where company_id = $1 and (ref = $2 or id = $3::uuid) limit 2',
    [tx.companyId, name, isUuid(name) ? name : null],
  );
  if (rows.length === 1) return rows[0]!.id;
  if (rows.length === 0) throw new InputError('not-found', `There is no bank line "${name}" in these books.`);
  throw new InputError('ambiguous', `More than one bank line is called "${name}": name it by its id.`);
}

/** What a run of the matching leaves for the next one, or for a person. */
export function isLeftAlone(error: unknown): error is BillingRefusal | StaleBooks {
  return error instanceof BillingRefusal || error instanceof StaleBooks;
}
