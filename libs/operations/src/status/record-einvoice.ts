import { InputError } from '@lettrage/domain';
import { normalInstant, type Invoice } from '@lettrage/einvoicing';
import { InvoiceStatusStore } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { completeStatuses } from './project-statuses.js';

/**
 * Keeps the electronic invoice behind the items of its number, whoever issued it (ERP, folder, platform), with the instant
 * of its deposit (status 200), and reports the receipts that waited for it.
 *
 * @returns how many receipts that waited could be worked out now
 * @throws InputError if the invoice has no number or the instant is none
 */
export async function recordEinvoice(
  context: OperationsContext,
  companyId: string,
  { invoice, deposited }: { readonly invoice: Invoice; readonly deposited?: string },
): Promise<{ number: string; completed: number }> {
  const number = invoice.invoiceNumber;
  if (number === undefined)
    throw new InputError('no-number', 'The invoice has no number (BT-1): it cannot be recorded.');
  const instant = deposited === undefined ? undefined : normalInstant(deposited);
  if (deposited !== undefined && instant === undefined)
    throw new InputError('instant', `${deposited} is no instant such as 2026-10-05T08:00:00Z.`);
  const completed = await context.database.withCompany(companyId, async (tx) => {
    const store = new InvoiceStatusStore(tx);
    await store.putEinvoice({
      number,
      invoice: { ...invoice },
      ...(instant === undefined ? {} : { depositedAt: new Date(instant) }),
    });
    return completeStatuses(tx, number);
  });
  return { number, completed };
}
