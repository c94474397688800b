import { isCurrency, parseDay, parseMinor, type Problem } from '@lettrage/domain';
import {
  checkTransition,
  LIFECYCLE_STATUSES,
  type LifecycleMessage,
  type ReferencedInvoice,
} from '@lettrage/einvoicing';
import {
  DispatchStore,
  InvoiceStatusStore,
  newId,
  TaskStore,
  type CompanyTransaction,
  type InvoiceStatusRow,
} from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { completeStatuses } from './project-statuses.js';

/** What became of one invoice of a received message. */
export interface ReceivedStatus {
  readonly number: string;
  readonly status: string;
  /** False where the message was known. */
  readonly stored: boolean;
  readonly disputed?: boolean;
  readonly problems: readonly Problem[];
}

/** Statuses of the buyer or a platform that stop reminders, and those that let them run again. */
const DISPUTES = new Set(['207', '208', '210', '213']);
const SETTLES = new Set(['204', '205', '209', '211']);

/** Statuses that say that a sent invoice arrived, or never will. */
const ARRIVALS: Readonly<Record<string, 'delivered' | 'refused'>> = {
  '202': 'delivered',
  '203': 'delivered',
  '210': 'refused',
  '213': 'refused',
  '221': 'refused',
};

/**
 * Takes a life-cycle message in: the history of each invoice it names gets it, once per message. 200 sets the deposit
 * instant and reports the receipts that waited for it; 207, 208, 210 and 213 dispute the items, which blocks reminders
 * until a later 204, 205, 209 or 211; 211 is a promise and closes nothing.
 */
export async function receiveStatus(
  context: OperationsContext,
  companyId: string,
  message: LifecycleMessage,
): Promise<ReceivedStatus[]> {
  return context.database.withCompany(companyId, async (tx) => {
    const results: ReceivedStatus[] = [];
    for (const acknowledgement of message.acknowledgements ?? []) {
      const setAt = instantOf(acknowledgement.setAt ?? message.issuedAt) ?? context.now().toISOString();
      for (const invoice of acknowledgement.invoices ?? [])
        results.push(await receiveOne(context, tx, message, invoice, setAt));
    }
    return results;
  });
}

async function receiveOne(
  context: OperationsContext,
  tx: CompanyTransaction,
  message: LifecycleMessage,
  invoice: ReferencedInvoice,
  setAt: string,
): Promise<ReceivedStatus> {
  const store = new InvoiceStatusStore(tx);
  const { invoiceNumber: number = '', status = '' } = invoice;
  const history = (await store.history(number)).filter(({ state }) => state !== 'cancelled' && state !== 'missing');
  // A deposit that was recorded without its message counts as one.
  const einvoice = await store.einvoice(number);
  const deposited = einvoice?.depositedAt === undefined ? [] : ['200'];
  const codes = [...deposited, ...history.map(({ code }) => code)];
  // Of an invoice that nothing is known of nothing can be said either.
  const isKnown = einvoice !== undefined || history.length > 0;
  const problem = isKnown
    ? checkTransition(status === '200' ? codes.slice(deposited.length) : codes, status)
    : undefined;
  const reason = invoice.details
    ?.flatMap((detail) => [detail.reasonCode, ...(detail.reason ?? [])])
    .filter(Boolean)
    .join(' ');
  const stored = await store.add({
    id: newId(),
    number,
    code: status,
    state: 'received',
    setAt,
    day: parseDay(setAt.slice(0, 10)),
    ...(reason ? { reason } : {}),
    ...cashedOf(invoice),
    message: { ...message },
    ...(message.id === undefined ? {} : { messageId: message.id }),
  });
  const problems = problem === undefined ? [] : [problem];
  if (!stored) return { number, status, stored, problems: [] };
  if (status === '200') {
    await store.setDeposited(number, setAt);
    await completeStatuses(tx, number);
  }
  await noteArrival(tx, number, status, reason);
  if (status === '211') await requestReconcile(tx);
  const disputed = await settleDispute(context, tx, { number, status, ...(reason ? { reason } : {}) });
  if (problem?.severity === 'fatal')
    await new TaskStore(tx).add({
      kind: 'invoice-status',
      onceKey: `received ${number} ${status} ${message.id ?? setAt}`,
      message: `Status ${status} was received for ${number}: ${problem.message}`,
      data: { number },
    });
  return { number, status, stored, ...(disputed === undefined ? {} : { disputed }), problems };
}

/** Notes on the sendings of an invoice by platform that it arrived, or was refused. */
async function noteArrival(
  tx: CompanyTransaction,
  number: string,
  status: string,
  reason: string | undefined,
): Promise<void> {
  const kind = Object.hasOwn(ARRIVALS, status) ? ARRIVALS[status] : undefined;
  if (kind === undefined) return;
  const store = new DispatchStore(tx);
  const detail = reason ? `${status} ${reason}`.slice(0, 500) : status;
  for (const dispatchId of await store.byPlatform(number))
    await store.learn({ id: newId(), dispatchId, kind, detail, onceKey: `status ${status}` });
}

/** Opens or closes the dispute on the items of an invoice; one a person opened stays his. */
async function settleDispute(
  context: OperationsContext,
  tx: CompanyTransaction,
  { number, status, reason }: { number: string; status: string; reason?: string },
): Promise<boolean | undefined> {
  if (!DISPUTES.has(status) && !SETTLES.has(status)) return undefined;
  const opens = DISPUTES.has(status);
  const day = parseDay(context.now().toISOString().slice(0, 10));
  let changed: boolean | undefined;
  for (const item of await new InvoiceStatusStore(tx).items(number)) {
    const ours = item.disputeReason?.startsWith('Statut ') ?? false;
    if (opens === item.disputed || (!opens && !ours)) continue;
    const label = LIFECYCLE_STATUSES.get(status)?.label.fr ?? status;
    const why = `Statut ${status} ${label}${reason ? ` : ${reason}` : ''}`;
    await billingOf(context, tx).dispute({
      itemId: item.id,
      disputed: opens,
      day,
      by: 'platform',
      ...(opens ? { reason: why } : {}),
    });
    changed = opens;
  }
  return changed;
}

/** What a status 212 that another sent says was cashed. */
function cashedOf(invoice: ReferencedInvoice): Partial<Pick<InvoiceStatusRow, 'parts' | 'amount' | 'currency'>> {
  const cashed = (invoice.details ?? [])
    .flatMap(({ characteristics = [] }) => characteristics)
    .filter(({ type, amount, percent }) => type === 'MEN' && amount !== undefined && percent !== undefined);
  const currency = cashed[0]?.amount?.currency ?? 'EUR';
  if (invoice.status !== '212' || cashed.length === 0 || !isCurrency(currency)) return {};
  try {
    const parts = cashed.map(({ amount, percent }) => ({ rate: percent!, amount: amount!.amount }));
    return { parts, currency, amount: parts.reduce((sum, part) => sum + parseMinor(part.amount, currency), 0n) };
  } catch {
    // An amount that is none explains nothing; the message itself is kept.
    return {};
  }
}

function instantOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) ? text : undefined;
}
