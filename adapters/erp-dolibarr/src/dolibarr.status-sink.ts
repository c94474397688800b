import { formatMinor, isAdapterError, parseMinor } from '@lettrage/adapter-sdk';
import type { AdapterContext, StatusEvent, StatusEventInvoice, StatusOutcome, StatusSink } from '@lettrage/adapter-sdk';
import { DolibarrClient } from './dolibarr.client.js';
import type { DolibarrRecord } from './dolibarr.client.js';
import { currencyOf, timeZoneOf } from './dolibarr.config.js';
import type { DolibarrConfig } from './dolibarr.config.js';
import { isMoney, isNotIssued, minorOf, OUR_PAYMENT, UnreadableRecord } from './dolibarr.records.js';
import { noonOf } from './server-time.js';

/** Event types that are money received; anything else (an undo above all) is a person's task in Dolibarr. */
const ACCEPTS = ['invoice.paid', 'invoice.partly-paid'] as const;

type Allocation = StatusEventInvoice['allocations'][number];
type Outcome = Omit<StatusOutcome, 'event'>;

/**
 * Writes each allocation of an event as a payment. Dolibarr takes the same payment twice without a word, so every
 * payment carries our reference in `num_payment` and is looked up before it is written, also after a lost answer.
 */
export function dolibarrStatusSink(config: DolibarrConfig, context: AdapterContext): StatusSink {
  const writer = new PaymentWriter(config, new DolibarrClient(config, context));
  return {
    accepts: ACCEPTS,
    async push(events) {
      const outcomes: StatusOutcome[] = [];
      let waiting = false;
      for (const event of events) {
        const outcome: Outcome = waiting
          ? { status: 'later', message: 'An earlier event of the invoice comes first.' }
          : await writer.push(event);
        waiting ||= outcome.status === 'later' || outcome.status === 'rejected';
        outcomes.push({ event: event.id, ...outcome });
      }
      return outcomes;
    },
  };
}

/** Our reference of an allocation: stable over retries, and found again in the change read. */
export function referenceOf(allocation: Pick<Allocation, 'id'>): string {
  return `${OUR_PAYMENT}${allocation.id}`;
}

class PaymentWriter {
  constructor(
    private readonly config: DolibarrConfig,
    private readonly client: DolibarrClient,
  ) {}

  async push(event: StatusEvent): Promise<Outcome> {
    const unsupported = this.unsupported(event);
    if (unsupported) return { status: 'unsupported', message: unsupported };
    try {
      return await this.pay(event, event.invoice!);
    } catch (error) {
      if (error instanceof UnreadableRecord)
        return {
          status: 'rejected',
          message: `Dolibarr's invoice ${event.invoice!.number} cannot be read: ${error.message}.`,
        };
      if (!isAdapterError(error) || !['transient', 'rate-limited', 'rejected'].includes(error.kind)) throw error;
      const status = error.kind === 'rejected' ? 'rejected' : 'later';
      return {
        status,
        message: error.message,
        ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
      };
    }
  }

  /** Why a person has to do this one, or undefined. */
  private unsupported(event: StatusEvent): string | undefined {
    const { type, invoice } = event;
    if (event.reverses !== undefined || type.endsWith('undone'))
      return 'Dolibarr cannot take a payment back by its API: delete the payment there.';
    if (!ACCEPTS.some((accepted) => accepted === type))
      return `Events of type ${type} have no counterpart in Dolibarr.`;
    if (!invoice) return 'The event names no invoice.';
    if (!invoice.externalId)
      return `Invoice ${invoice.number} did not come from Dolibarr, so there is nothing to pay there.`;
    if (invoice.currency !== currencyOf(this.config))
      return `Payments in ${invoice.currency} are not written: Dolibarr can turn a partial one into a full one. Enter it there.`;
    if (event.payment && event.payment.currency !== invoice.currency)
      return 'The payment is in another currency than the invoice. Enter it in Dolibarr.';
    if (invoice.allocations.some((allocation) => parseMinor(allocation.amount, invoice.currency) < 0n)) {
      return 'Dolibarr adds the use of a credit note instead of subtracting it: settle it there.';
    }
    return undefined;
  }

  private async pay(event: StatusEvent, invoice: StatusEventInvoice): Promise<Outcome> {
    const path = `invoices/${encodeURIComponent(invoice.externalId!)}`;
    const record = await this.client.get(path);
    if (!record)
      return {
        status: 'rejected',
        message: `Dolibarr has no invoice of id ${invoice.externalId} (${invoice.number}).`,
      };
    if (isNotIssued(record))
      return { status: 'rejected', message: `Invoice ${invoice.number} is a draft in Dolibarr: validate it there.` };
    const due = invoice.allocations.filter((allocation) => parseMinor(allocation.amount, invoice.currency) !== 0n);
    const known = await this.client.all(`${path}/payments`);
    const missing = due.filter((allocation) => !isWritten(known, allocation));
    const refusal = this.tooMuch(record, missing, invoice);
    if (refusal) return { status: 'rejected', message: refusal };
    let externalId: string | undefined;
    for (const allocation of missing) externalId = await this.write(event, invoice, allocation, path);
    return {
      status: missing.length > 0 ? 'done' : 'already',
      ...(externalId === undefined ? {} : { externalId }),
      ...messageOf(invoice),
    };
  }

  /** Somebody may have typed the payment in there already; paying over is never right. */
  private tooMuch(
    record: DolibarrRecord,
    missing: readonly Allocation[],
    invoice: StatusEventInvoice,
  ): string | undefined {
    const { currency } = invoice;
    const wanted = missing.reduce((sum, allocation) => sum + parseMinor(allocation.amount, currency), 0n);
    const remaining = minorOf(record, 'remaintopay', currency);
    if (wanted <= remaining) return undefined;
    const amounts = `${formatMinor(remaining, currency)} ${currency} are open there and ${formatMinor(wanted, currency)} were received`;
    return `Invoice ${invoice.number} in Dolibarr: ${amounts}. Was this payment entered by hand? Compare its payments.`;
  }

  /** Writes one payment; if the answer is lost, looks whether it arrived before anyone tries again. */
  private async write(
    event: StatusEvent,
    invoice: StatusEventInvoice,
    allocation: Allocation,
    path: string,
  ): Promise<string | undefined> {
    const means = event.payment?.means ?? 'other';
    try {
      const id = await this.client.post('invoices/paymentsdistributed', {
        arrayofamounts: { [invoice.externalId!]: { amount: allocation.amount, multicurrency_amount: '' } },
        datepaye: String(noonOf(allocation.day, timeZoneOf(this.config))),
        paymentid: this.config.paymentModes?.[means] ?? this.config.paymentMode,
        closepaidinvoices: 'yes',
        accountid: this.config.bankAccount,
        num_payment: referenceOf(allocation),
        comment: event.payment?.bankReference ?? '',
        // Dolibarr demands the issuer of a cheque.
        chqemetteur: means === 'cheque' ? invoice.customer.name : '',
      });
      return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
    } catch (error) {
      const isUnknown = isAdapterError(error) && (error.kind === 'transient' || error.kind === 'malformed');
      if (isUnknown && isWritten(await this.client.all(`${path}/payments`), allocation)) return undefined;
      throw error;
    }
  }
}

function isWritten(payments: readonly DolibarrRecord[], allocation: Allocation): boolean {
  return payments.some((payment) => isMoney(payment) && payment['num'] === referenceOf(allocation));
}

/** A discount or fee stays open in Dolibarr, since closing an invoice short is a decision on its VAT. */
function messageOf(invoice: StatusEventInvoice): { message?: string } {
  const adjusted = invoice.allocations.filter((allocation) => allocation.adjustment);
  if (adjusted.length === 0) return {};
  const parts = adjusted.map(({ adjustment }) => `${adjustment!.kind} ${adjustment!.amount} ${invoice.currency}`);
  return { message: `The cash was written. Close the rest in Dolibarr by hand: ${parts.join(', ')}.` };
}
