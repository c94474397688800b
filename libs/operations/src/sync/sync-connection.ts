import type { InvoicePage, InvoiceSource, SourceInvoice, SourcePayment } from '@lettrage/adapter-sdk';
import { BillingRefusal, type ImportReport, type RecordPaymentOutcome } from '@lettrage/billing';
import {
  AmountError,
  DayError,
  InputError,
  parseDay,
  parseMinor,
  type CustomerIdentity,
  type OpenItem,
  type Problem,
} from '@lettrage/domain';
import { SourceStore, type CompanyTransaction } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext, Progress } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { listConnections, openConnection, type Connection } from '../setup/connections.js';
import { pullStatuses } from '../status/pull-statuses.js';
import { pullPayouts, type PulledPayouts } from './pull-payouts.js';
import { pullStatements, type PulledFile } from './pull-statements.js';
import { pullable } from './pullable.js';

/** What a pull from a connected system brought. */
export interface SyncReport {
  readonly connection: string;
  readonly adapter: string;
  readonly pages: number;
  readonly customers: number;
  readonly items: {
    readonly new: number;
    readonly known: number;
    readonly changed: number;
    readonly conflicts: number;
  };
  readonly payments: Readonly<Record<RecordPaymentOutcome['outcome'], number>>;
  /** Statement files, of a source that has them. */
  readonly files: readonly PulledFile[];
  /** Payouts, of a provider that has them. */
  readonly payouts?: PulledPayouts['counts'];
  readonly problems: readonly Problem[];
}

/**
 * Pulls what changed since the last time from every connection that has invoices or statements, or from one. Each page
 * of invoices and its cursor are stored in one transaction: a killed process reads the page again and stores nothing twice.
 */
export async function sync(
  context: OperationsContext,
  companyId: string,
  only?: string,
  onProgress?: Progress,
): Promise<SyncReport[]> {
  const connections = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  const sources = await pullable(context);
  const chosen = connections.filter(
    (connection) =>
      connection.state !== 'disabled' &&
      sources.has(connection.adapter) &&
      (only === undefined || connection.id === only || connection.name === only),
  );
  if (only !== undefined && chosen.length === 0) {
    const names = connections.map((connection) => connection.name).join(', ') || 'none';
    throw new InputError('unknown-connection', `There is no connection "${only}" to pull from. Connections: ${names}.`);
  }
  const reports: SyncReport[] = [];
  for (const connection of chosen) reports.push(await pull(context, companyId, connection, onProgress));
  return reports;
}

async function pull(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  onProgress: Progress | undefined,
): Promise<SyncReport> {
  const adapter = await openConnection(context, companyId, connection);
  try {
    const { invoiceSource, statementSource, payoutSource, statusSource } = adapter.members;
    if (invoiceSource) return await pullInvoices(context, companyId, connection, invoiceSource, onProgress);
    if (payoutSource) {
      const pulled = await pullPayouts(context, companyId, connection, payoutSource, onProgress);
      return new Sum(connection).reportOf(pulled);
    }
    const files = statementSource
      ? await pullStatements(context, companyId, connection, statementSource, onProgress)
      : await pullStatuses(context, companyId, connection, statusSource!, onProgress);
    return new Sum(connection, files).report();
  } finally {
    adapter.close();
  }
}

async function pullInvoices(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  source: InvoiceSource,
  onProgress: Progress | undefined,
): Promise<SyncReport> {
  const sum = new Sum(connection);
  let cursor = connection.sourceCursor;
  for (;;) {
    const page = await source.changes(cursor);
    const from = cursor;
    const found = await context.database.withCompany(companyId, (tx) =>
      storePage(context, tx, connection, { from, page }),
    );
    // Another run reads this connection at the moment: it has the rest.
    if (found === undefined) return sum.report();
    sum.take(found);
    sum.pages++;
    onProgress?.({ what: `reading ${connection.name}`, done: sum.pages, total: 0, unit: 'pages' });
    cursor = page.cursor;
    if (!page.more) return sum.report();
  }
}

/** Stores a page with its cursor; `undefined` if another run has stored it meanwhile. */
async function storePage(
  context: OperationsContext,
  tx: CompanyTransaction,
  connection: Connection,
  { from, page }: { readonly from: InvoicePage['cursor'] | undefined; readonly page: InvoicePage },
): Promise<Sum | undefined> {
  const store = new SourceStore(tx);
  if (!(await store.lockCursor(connection.id, from))) return undefined;
  // Of this attempt alone: a transaction that is repeated counts once.
  const sum = new Sum(connection);
  const billing = billingOf(context, tx);
  const customers = new Map(page.customers.map((customer) => [customer.externalId, customer]));
  const known = await store.customersByExternalId(connection.id, [
    ...page.invoices.map((invoice) => invoice.customerExternalId),
    ...page.payments.flatMap((payment) => payment.customerExternalId ?? []),
  ]);
  const identity = (externalId: string): CustomerIdentity | undefined => {
    const there = customers.get(externalId);
    if (!there) return known.get(externalId);
    return {
      id: there.code,
      name: there.name,
      ibans: there.ibans ?? [],
      ...(there.siren ? { siren: there.siren } : {}),
      ...(there.account ? { account: there.account } : {}),
    };
  };
  const items = page.invoices.flatMap((invoice) => itemOf(invoice, identity(invoice.customerExternalId), sum));
  if (items.length > 0) {
    const today = context.now().toISOString().slice(0, 10);
    sum.add(
      await billing.importOpenItems(items, {
        asOf: parseDay(today),
        partial: true,
        origin: 'source',
        connection: connection.id,
      }),
    );
  }
  await store.rememberCustomers(connection.id, page.customers);
  for (const payment of page.payments) {
    // What we wrote there ourselves comes back; it is ours and no news.
    if (await store.isOurs(connection.id, payment.externalId, payment.reference)) sum.payments.known++;
    else await recordPayment(billing, connection, payment, identity, sum);
  }
  await store.saveCursor(connection.id, page.cursor);
  sum.customers += page.customers.length;
  sum.problems.push(...(page.problems ?? []));
  await requestReconcile(tx);
  return sum;
}

async function recordPayment(
  billing: ReturnType<typeof billingOf>,
  connection: Connection,
  payment: SourcePayment,
  identity: (externalId: string) => CustomerIdentity | undefined,
  sum: Sum,
): Promise<void> {
  const customer = payment.customerExternalId === undefined ? undefined : identity(payment.customerExternalId);
  if (!customer) {
    sum.warn(`payment ${payment.externalId}`, 'The payment names no customer that is known here; it was left out.');
    return;
  }
  try {
    const outcome = await billing.recordPayment({
      connectionId: connection.id,
      externalId: payment.externalId,
      customerCode: customer.id,
      day: parseDay(payment.day),
      amount: parseMinor(payment.amount, payment.currency),
      currency: payment.currency,
      means: meansOf(payment.means),
      allocations: payment.allocations.map((allocation) => ({
        externalId: allocation.invoiceExternalId,
        amount: parseMinor(allocation.amount, payment.currency),
      })),
    });
    sum.payments[outcome.outcome]++;
  } catch (error) {
    // One record that cannot be taken holds up no other.
    if (!(error instanceof BillingRefusal) && !isUnreadable(error)) throw error;
    sum.warn(`payment ${payment.externalId}`, `The payment was left out: ${(error as Error).message}.`);
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof AmountError || error instanceof DayError;
}

const MEANS = ['transfer', 'direct-debit', 'card', 'cheque', 'cash', 'credit'] as const;

function meansOf(means: string | undefined): (typeof MEANS)[number] | 'other' {
  return MEANS.find((known) => known === means) ?? 'other';
}

function itemOf(invoice: SourceInvoice, customer: CustomerIdentity | undefined, sum: Sum): OpenItem[] {
  if (!customer) {
    sum.warn(
      `invoice ${invoice.number}`,
      'The invoice names a customer that is not known here; it was left out until the customer arrives.',
    );
    return [];
  }
  try {
    return [openItemOf(invoice, customer)];
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    sum.warn(`invoice ${invoice.number}`, `The invoice was left out: ${(error as Error).message}.`);
    return [];
  }
}

function openItemOf(invoice: SourceInvoice, customer: CustomerIdentity): OpenItem {
  const minor = (amount: string): bigint => parseMinor(amount, invoice.currency);
  return {
    number: invoice.number,
    kind: invoice.kind,
    customer,
    issueDate: parseDay(invoice.issueDate),
    dueDate: parseDay(invoice.dueDate),
    currency: invoice.currency,
    total: minor(invoice.total),
    open: minor(invoice.open),
    externalId: invoice.externalId,
    ...(invoice.paymentReference ? { paymentReference: invoice.paymentReference } : {}),
    ...(invoice.orderReference ? { orderReference: invoice.orderReference } : {}),
    ...(invoice.vat
      ? { vat: invoice.vat.map((share) => ({ rate: share.rate, base: minor(share.base), tax: minor(share.tax) })) }
      : {}),
    ...(invoice.vatDue ? { vatDue: invoice.vatDue } : {}),
    ...(invoice.typeCode ? { typeCode: invoice.typeCode } : {}),
  };
}

/** Counts of a pull over its pages. */
class Sum {
  pages = 0;
  customers = 0;
  readonly payments = { recorded: 0, known: 0, conflict: 0 };
  private readonly items = { new: 0, known: 0, changed: 0, conflicts: 0 };
  readonly problems: Problem[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly files: readonly PulledFile[] = [],
  ) {}

  add(report: ImportReport): void {
    this.items.new += report.new;
    this.items.known += report.known;
    this.items.changed += report.changed;
    this.items.conflicts += report.conflictCount;
  }

  /** Adds the counts of a page that was stored. */
  take(page: Sum): void {
    this.customers += page.customers;
    for (const key of ['recorded', 'known', 'conflict'] as const) this.payments[key] += page.payments[key];
    for (const key of ['new', 'known', 'changed', 'conflicts'] as const) this.items[key] += page.items[key];
    this.problems.push(...page.problems);
  }

  warn(location: string, message: string): void {
    this.problems.push({ severity: 'warning', rule: 'source-record', message, location });
  }

  reportOf({ pages, counts, problems }: PulledPayouts): SyncReport {
    return { ...this.report(), pages, payouts: counts, problems };
  }

  report(): SyncReport {
    const { connection, pages, customers, items, payments, files } = this;
    const problems = [...this.problems, ...files.flatMap((file) => file.problems)];
    return {
      connection: connection.name,
      adapter: connection.adapter,
      pages,
      customers,
      items,
      payments,
      files,
      problems,
    };
  }
}
