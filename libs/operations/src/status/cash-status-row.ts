import { furtherCashStatus, vatOnReceipt, type CashStatus, type Invoice } from '@lettrage/einvoicing';
import type { EinvoiceRow, InvoiceStatusRow } from '@lettrage/persistence';
import type { CashMovement } from './cash-movements.js';

/** What is known besides the movement when its status is worked out. */
export interface StatusBasis {
  readonly einvoice: EinvoiceRow | undefined;
  /** All statuses of the invoice. */
  readonly history: readonly InvoiceStatusRow[];
  readonly reporter: string;
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
  const toConsumer = (invoice.notes ?? []).some((note) => note.subjectCode === 'BAR' && note.note?.trim() === 'B2C');
  // What a private person pays is reported by e-reporting, with the same split.
  const asked = toConsumer ? withoutTreatment(invoice) : invoice;
  if (vatOnReceipt(asked).kind === 'excluded') return undefined;
  const deposited = einvoice.depositedAt?.toISOString().replace(/\.\d+Z$/, 'Z');
  if (deposited === undefined && !toConsumer) return missing('the instant it was deposited (status 200)');
  const { statuses, problems } = furtherCashStatus({
    invoice: toConsumer ? reportable(asked, invoice) : asked,
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
    return { state: 'missing', channel: '212', why: problems[0]?.message ?? 'The invoice does not say enough.' };
  if (toConsumer) return { state: 'ready', channel: '10.4', parts: status.parts };
  const told = { channel: '212' as const, parts: status.parts };
  if (reporter !== 'lettrage')
    return { ...told, state: 'elsewhere', why: `The company's receipts are reported by: ${reporter}.` };
  return { ...told, state: 'ready', ...messageOf(status) };
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

/** A private buyer has no SIREN and no electronic address, which only a message needs. */
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
