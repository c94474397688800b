import { formatMinor } from '@lettrage/domain';
import { InvoiceStatusStore, type InvoiceStatusRow } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';

/** A status of an invoice for people. Amounts are decimal strings. */
export type InvoiceStatusView = Pick<
  InvoiceStatusRow,
  'code' | 'channel' | 'state' | 'why' | 'setAt' | 'day' | 'currency' | 'reason' | 'parts' | 'messageId'
> & { readonly amount?: string };

/** The statuses of an invoice, told and received, in the order they came. */
export async function invoiceStatuses(
  context: OperationsContext,
  companyId: string,
  number: string,
): Promise<InvoiceStatusView[]> {
  const rows = await context.database.withCompany(companyId, (tx) => new InvoiceStatusStore(tx).history(number));
  return rows.map(({ amount, ...row }) => {
    const { code, channel, state, why, setAt, day, currency, reason, parts, messageId } = row;
    const view = { code, channel, state, why, setAt, day, currency, reason, parts, messageId };
    const told = amount === undefined ? view : { ...view, amount: formatMinor(amount, currency ?? 'EUR') };
    return Object.fromEntries(
      Object.entries(told).filter(([, value]) => value !== undefined),
    ) as unknown as InvoiceStatusView;
  });
}
