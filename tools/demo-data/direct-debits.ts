import type { Day } from '@lettrage/domain';
import type { DemoLine } from './bank-line.js';
import { bankCase } from './bank-wording.js';
import type { DemoInvoice } from './invoices.js';

/** Collections that come back, by their place in the month's batches, with the bank's reason. */
const RETURNED: ReadonlyMap<string, { readonly position: number; readonly reason: string }> = new Map([
  ['2026-09-07', { position: 1, reason: 'AM04' }],
  ['2026-10-05', { position: 0, reason: 'MD06' }],
]);

/** One booking per collection day, its details one direct debit each; the invoice number is the end-to-end id. */
export function collectDirectDebits(
  invoices: readonly DemoInvoice[],
  day: Day,
): { lines: DemoLine[]; unpaid: { line: DemoLine; invoice: DemoInvoice; reason: string }[] } {
  const batch = `PRLV${day.replaceAll('-', '')}`;
  const lines = invoices.map((invoice) => collection(invoice, day, batch));
  const returned = RETURNED.get(day);
  const line = returned && lines[returned.position];
  const invoice = returned && invoices[returned.position];
  return { lines, unpaid: line && invoice ? [{ line, invoice, reason: returned.reason }] : [] };
}

function collection(invoice: DemoInvoice, day: Day, batch: string): DemoLine {
  const { customer, number, open } = invoice;
  return {
    bank: 'camt',
    day,
    amount: open,
    text: `PRELEVEMENT FACTURE ${number}`,
    label: 'REMISE PRLV SEPA',
    counterparty: { name: bankCase(customer.name), ...customer.account },
    endToEndId: number,
    mandateId: `RUM-${customer.id}-01`,
    code: 'PMNT/RDDT/ESDD',
    batch,
    truth: {
      scenario: 'direct-debit',
      label: 'decidable',
      customer: customer.id,
      allocations: [{ invoice, amount: open }],
    },
  };
}
