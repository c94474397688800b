import { formatMinor, type StatusEvent } from '@lettrage/domain';
import {
  DeliveryStore,
  InvoiceStatusStore,
  JournalStore,
  newId,
  TaskStore,
  type CompanyTransaction,
  type InvoiceStatusRow,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany, type Company } from '../setup/companies.js';
import { listConnections } from '../setup/connections.js';
import { cashMovementsOf, type CashMovement } from './cash-movements.js';
import { cashStatusRow } from './cash-status-row.js';
import { statusSettingsOf, type StatusSettings } from './status-settings.js';

/** Cursor of the projector that makes statuses of billing events. */
export const STATUS_PROJECTOR = 'statuses';
/** Format id by which an adapter says that it takes life-cycle messages. */
const MESSAGES = 'cdar';
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

/** Adapters that take life-cycle messages, and so no status events of other kinds. */
export async function messageAdapters(context: OperationsContext): Promise<string[]> {
  const manifests = await context.adapters.registry.manifests();
  return manifests
    .filter(
      ({ capabilities, formats }) => capabilities.includes('statusSink') && formats?.some(({ id }) => id === MESSAGES),
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
  if (undone && (await store.cancelUntold(undone.id))) return;
  const einvoice = await store.einvoice(movement.number);
  const row = cashStatusRow(movement, newId(), { einvoice, history, reporter: settings.reporter });
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
    const row = cashStatusRow(movementOf(waiting), waiting.id, { einvoice, history, reporter: settings.reporter });
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

/** Gives every message that waits to the connections that take messages: held, or due from the day of their release. */
async function handOver(context: OperationsContext, companyId: string): Promise<void> {
  const adapters = await messageAdapters(context);
  if (adapters.length === 0) return;
  const connections = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  for (const { id, adapter } of connections) {
    if (!adapters.includes(adapter)) continue;
    for (;;) {
      const count = await context.database.withCompany(companyId, async (tx) => {
        await new JournalStore(tx).lockCursor(`${STATUS_PROJECTOR}:${id}`);
        const connection = (await listConnections(tx)).find((one) => one.id === id);
        if (!connection || connection.state === 'disabled') return 0;
        const company = await readCompany(tx);
        const rows = (await new InvoiceStatusStore(tx).undelivered(id, PAGE)).filter(
          (row) => connection.releaseFrom === undefined || row.day >= connection.releaseFrom,
        );
        const held = connection.state === 'hold';
        await new DeliveryStore(tx).add(
          rows.map((row) => ({ connectionId: id, held, event: cashedEvent(row, company) })),
        );
        return rows.length;
      });
      if (count < PAGE) break;
    }
  }
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
