import { furtherCashStatus, vatOnReceipt, type CashStatus, type Invoice } from '@lettrage/einvoicing';
import type { EinvoiceRow, InvoiceStatusRow } from '@lettrage/persistence';
import type { CashMovement } from './cash-movements.js';
import type { StatusSettings } from './status-settings.js';

/** What is known besides the movement when its status is worked out. */
export interface StatusBasis {
  readonly einvoice: EinvoiceRow | undefined;
  /** All statuses of the invoice. */
  readonly history: readonly InvoiceStatusRow[];
  readonly reporter: string;
  /** What tells payments of buyers abroad. */
  readonly international: StatusSettings['international'];
}

/** The row before it is numbered and stored. */
type Outcome = Pick<InvoiceStatusRow, 'state' | 'channel'> &
  Partial<Pick<InvoiceStatusRow, 'why' | 'parts' | 'message' | 'messageId'>>;

/**
 * The status a movement of cash makes, as a row; undefined where the invoice has no duty (goods, option for debits,
 * exempt). What is missing is said in the row, which is worked out again when it comes.
 */
export function cashStatusRow(movement: CashMovement, id: string, basis: StatusBasis): InvoiceStatusRow | undefined {
  const known = basis.history.find((row) => row.eventId === movement.eventId);
  const ordinal = known?.ordinal ?? 1 + Math.max(0, ...basis.history.map((row) => row.ordinal ?? 0));
  const outcome = outcomeOf(movement, ordinal, basis);
  if (!outcome) return undefined;
  return {
    id,
    number: movement.number,
    ordinal,
    code: '212',
    eventId: movement.eventId,
    eventPosition: movement.eventPosition,
    setAt: `${movement.day}T00:00:00Z`,
    day: movement.day,
    amount: movement.minor,
    currency: movement.currency,
    ...(movement.reason === undefined ? {} : { reason: movement.reason }),
    ...outcome,
  };
}

function outcomeOf(movement: CashMovement, ordinal: number, basis: StatusBasis): Outcome | undefined {
  const { einvoice, history, reporter } = basis;
  const missing = (what: string): Outcome => ({
    state: 'missing',
    channel: '212',
    why: `${movement.number} is not reportable, missing ${what}.`,
  });
  if (!einvoice) return missing('the electronic invoice: record it, or import it from the platform');
  const invoice = einvoice.invoice as Invoice;
  const report = reportOf(invoice, basis);
  // What e-reporting tells has the same split.
  const asked = report === undefined ? invoice : withoutTreatment(invoice);
  if (vatOnReceipt(asked).kind === 'excluded') return undefined;
  if (report !== undefined && movement.currency !== 'EUR')
    return { ...missing('an amount in euros: payment reports (flux 10) take no other currency'), channel: report };
  const deposited = einvoice.depositedAt?.toISOString().replace(/\.\d+Z$/, 'Z');
  if (deposited === undefined && report === undefined) return missing('the instant it was deposited (status 200)');
  const { statuses, problems } = furtherCashStatus({
    invoice: report === undefined ? asked : reportable(asked, invoice),
    line: {
      date: movement.day,
      amount: movement.amount,
      currency: movement.currency,
      ...(movement.reason === undefined ? {} : { reason: movement.reason }),
    },
    before: history.filter(stands).map((row) => row.parts ?? []),
    ordinal,
    deposited: deposited ?? `${invoice.invoiceIssueDate ?? movement.day}T00:00:00Z`,
  });
  const [status] = statuses;
  if (!status)
    return {
      state: 'missing',
      channel: report ?? '212',
      why: problems[0]?.message ?? 'The invoice does not say enough.',
    };
  if (report !== undefined) return { state: 'ready', channel: report, parts: status.parts };
  const told = { channel: '212' as const, parts: status.parts };
  if (reporter !== 'lettrage')
    return { ...told, state: 'elsewhere', why: `The company's receipts are reported by: ${reporter}.` };
  return { ...told, state: 'ready', ...messageOf(status) };
}

/** The flow of e-reporting that tells the payments of an invoice: 10.4 of private buyers, 10.2 of buyers abroad; none of others. */
function reportOf(invoice: Invoice, { international }: StatusBasis): '10.2' | '10.4' | undefined {
  const treatment = (invoice.notes ?? []).find(({ subjectCode }) => subjectCode === 'BAR')?.note?.trim();
  if (treatment === 'B2C') return '10.4';
  return treatment === 'B2BINT' && international === 'flux10' ? '10.2' : undefined;
}

/** True for a status that counts among what was told of the invoice. */
function stands(row: InvoiceStatusRow): boolean {
  return row.code === '212' && row.eventId !== undefined && (row.state === 'ready' || row.state === 'elsewhere');
}

function messageOf({ message }: CashStatus): Pick<InvoiceStatusRow, 'message'> & { messageId?: string } {
  return { message: { ...message }, ...(message.id === undefined ? {} : { messageId: message.id }) };
}

function withoutTreatment(invoice: Invoice): Invoice {
  return { ...invoice, notes: (invoice.notes ?? []).filter(({ subjectCode }) => subjectCode !== 'BAR') };
}

/** A private buyer, or one from abroad, has no SIREN and no electronic address, which only a message needs. */
function reportable(invoice: Invoice, { buyer }: Invoice): Invoice {
  return {
    ...invoice,
    buyer: {
      ...buyer,
      legalRegistrationIdentifier: buyer?.legalRegistrationIdentifier ?? { value: '000000000', scheme: '0002' },
      electronicAddress: buyer?.electronicAddress ?? { value: 'none' },
    },
  };
}
