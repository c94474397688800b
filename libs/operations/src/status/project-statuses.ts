import { formatMinor, type StatusEvent } from '@lettrage/domain';
import {
  DeliveryStore,
  InvoiceStatusStore,
  JournalStore,
  newId,
  PaymentReportStore,
  TaskStore,
  type CompanyTransaction,
  type InvoiceStatusRow,
  type PaymentReportRow,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany, type Company } from '../setup/companies.js';
import { listConnections } from '../setup/connections.js';
import { cashMovementsOf, type CashMovement } from './cash-movements.js';
import { cashStatusRow } from './cash-status-row.js';
import { statusSettingsOf, type StatusSettings } from './status-settings.js';

/** Cursor of the projector that makes statuses of billing events. */
export const STATUS_PROJECTOR = 'statuses';
/** Format ids by which an adapter says what it takes: life-cycle messages, payment reports, invoices for customers. */
const MESSAGES = 'cdar';
const REPORTS = 'frr';
export const INVOICES = 'invoice-document';
const PAGE = 500;

/**
 * The statuses projector: turns receipts of electronic invoices into statuses 212 and e-reported payments, in the same
 * transaction as its cursor, and hands the messages to the connections that take them. A company without the setting
 * `statuses` has none made; once it is set, what happened since the first day of the duty follows.
 *
 * @returns the number of events read
 */
export async function projectStatuses(context: OperationsContext, companyId: string): Promise<number> {
  let total = 0;
  for (;;) {
    const read = await context.database.withCompany(companyId, async (tx) => {
      const company = await readCompany(tx);
      const settings = statusSettingsOf(company);
      if (!settings) return 0;
      const journal = new JournalStore(tx);
      const position = await journal.lockCursor(STATUS_PROJECTOR);
      const events = await journal.eventsAfter(position, PAGE);
      for (const movement of events.flatMap(cashMovementsOf)) await storeMovement(tx, movement, settings);
      if (events.length > 0) await journal.moveCursor(STATUS_PROJECTOR, events.at(-1)!.position);
      return events.length;
    });
    total += read;
    if (read < PAGE) break;
  }
  await handOver(context, companyId);
  return total;
}

/** Adapters that take documents (messages, reports, invoices), and so no status events of other kinds. */
export async function messageAdapters(context: OperationsContext): Promise<string[]> {
  return adaptersThatTake(context, [MESSAGES, REPORTS, INVOICES]);
}

/** Ids of the adapters that take documents of one of some formats. */
export async function adaptersThatTake(context: OperationsContext, wanted: readonly string[]): Promise<string[]> {
  const manifests = await context.adapters.registry.manifests();
  return manifests
    .filter(
      ({ capabilities, formats }) =>
        capabilities.includes('statusSink') && formats?.some(({ id }) => wanted.includes(id)),
    )
    .map(({ id }) => id);
}

/** Stores what a movement makes of the invoice's statuses; the same event twice changes nothing. */
async function storeMovement(tx: CompanyTransaction, movement: CashMovement, settings: StatusSettings): Promise<void> {
  if (movement.day < settings.from) return;
  const store = new InvoiceStatusStore(tx);
  const history = await store.history(movement.number);
  if (history.some((row) => row.eventId === movement.eventId)) return;
  const undone = history.find((row) => isUndoneBy(row, movement));
  if (undone && !(await wasReported(tx, undone)) && (await store.cancelUntold(undone.id))) return;
  const einvoice = await store.einvoice(movement.number);
  const row = cashStatusRow(movement, newId(), { einvoice, history, ...settings });
  if (!row) return;
  await store.add(row);
  if (row.state === 'missing') await askFor(tx, row);
}

/** True for a status, not taken back yet, of the event that this movement takes back whole. */
function isUndoneBy(row: InvoiceStatusRow, movement: CashMovement): boolean {
  return (
    movement.reverses !== undefined &&
    row.eventId === movement.reverses &&
    row.state !== 'cancelled' &&
    row.amount === -movement.minor
  );
}

/** True for a payment of e-reporting whose period has its report: what goes back is a movement of its own then. */
async function wasReported(tx: CompanyTransaction, { channel, day }: InvoiceStatusRow): Promise<boolean> {
  if (channel === undefined || channel === '212') return false;
  return (await new PaymentReportStore(tx).list({ from: day, to: day })).length > 0;
}

async function askFor(tx: CompanyTransaction, row: InvoiceStatusRow): Promise<void> {
  await new TaskStore(tx).add({
    kind: 'invoice-status',
    onceKey: `${row.number} ${row.why ?? ''}`,
    message: `${row.why ?? row.number} A receipt of ${row.day} waits to be reported (status 212).`,
    data: { number: row.number },
  });
}

/** Works out again what an invoice lacked, after something of it became known; in the order the receipts came. */
export async function completeStatuses(tx: CompanyTransaction, number: string): Promise<number> {
  const settings = statusSettingsOf(await readCompany(tx));
  if (!settings) return 0;
  await new JournalStore(tx).lockCursor(STATUS_PROJECTOR);
  const store = new InvoiceStatusStore(tx);
  const einvoice = await store.einvoice(number);
  let completed = 0;
  for (const waiting of (await store.history(number)).filter(({ state }) => state === 'missing')) {
    const history = await store.history(number);
    const row = cashStatusRow(movementOf(waiting), waiting.id, { einvoice, history, ...settings });
    if (row?.state === 'missing') continue;
    // No duty after all: the receipt is none to report.
    await store.change(row ?? { ...waiting, state: 'cancelled', why: 'The invoice has no status 212.' });
    completed++;
  }
  return completed;
}

function movementOf(row: InvoiceStatusRow): CashMovement {
  const { amount: minor = 0n, currency = 'EUR' } = row;
  return {
    number: row.number,
    day: row.day,
    minor,
    amount: formatMinor(minor, currency),
    currency,
    ...(row.reason === undefined ? {} : { reason: row.reason }),
    eventId: row.eventId!,
    eventPosition: row.eventPosition!,
  };
}

/** Gives every message and report that waits to the connections that take them. */
async function handOver(context: OperationsContext, companyId: string): Promise<void> {
  const [messages, reports] = [await adaptersThatTake(context, [MESSAGES]), await adaptersThatTake(context, [REPORTS])];
  if (messages.length + reports.length === 0) return;
  const connections = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  for (const { id, adapter } of connections) {
    if (reports.includes(adapter))
      await handPage(context, companyId, id, async (tx, company) =>
        (await new PaymentReportStore(tx).undelivered(id)).map((row) => reportEvent(row, company)),
      );
    if (!messages.includes(adapter)) continue;
    const page = (tx: CompanyTransaction, company: Company): Promise<StatusEvent[]> =>
      new InvoiceStatusStore(tx).undelivered(id, PAGE).then((rows) => rows.map((row) => cashedEvent(row, company)));
    while ((await handPage(context, companyId, id, page)) === PAGE);
  }
}

/** Gives a connection what waits for it: held, or due from the day of its release. Returns how much it was given. */
async function handPage(
  context: OperationsContext,
  companyId: string,
  connectionId: string,
  waiting: (tx: CompanyTransaction, company: Company) => Promise<StatusEvent[]>,
): Promise<number> {
  return context.database.withCompany(companyId, async (tx) => {
    await new JournalStore(tx).lockCursor(`${STATUS_PROJECTOR}:${connectionId}`);
    const connection = (await listConnections(tx)).find(({ id }) => id === connectionId);
    if (!connection || connection.state === 'disabled') return 0;
    const events = (await waiting(tx, await readCompany(tx))).filter(
      ({ day }) => connection.releaseFrom === undefined || day >= connection.releaseFrom,
    );
    const held = connection.state === 'hold';
    await new DeliveryStore(tx).add(events.map((event) => ({ connectionId, held, event })));
    return events.length;
  });
}

/** A payment report as a connected platform gets it; the file comes with it when it is sent. */
function reportEvent(row: PaymentReportRow, company: Company): StatusEvent {
  return {
    id: row.id,
    type: 'payments.reported',
    version: 1,
    company: { id: company.id, name: company.name, ...(company.siren ? { siren: company.siren } : {}) },
    // Reports of a period keep their order.
    position: row.ordinal,
    time: row.madeAt.toISOString(),
    day: row.to,
    subject: `flux10 ${row.from} ${row.to}`,
    data: { report: row.id, name: `${row.reference}.xml`, kind: row.kind, sha256: row.sha256 },
  };
}

/** A status as a connected platform gets it: the message in `data`, its identifier the once-key. */
function cashedEvent(row: InvoiceStatusRow, company: Company): StatusEvent {
  return {
    id: row.id,
    type: 'invoice.cashed',
    version: 1,
    company: { id: company.id, name: company.name, ...(company.siren ? { siren: company.siren } : {}) },
    position: row.eventPosition ?? 0,
    time: row.setAt,
    day: row.day,
    subject: row.number,
    data: { number: row.number, code: row.code, message: row.message, messageId: row.messageId },
  };
}
