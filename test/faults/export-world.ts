import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { addDays, parseDay, parseMinor, type OpenItem } from '@lettrage/domain';
import { billingOf, type OperationsContext } from '@lettrage/operations';
import type { Database } from '@lettrage/persistence';
import { pino } from 'pino';
import { lineTransfer } from '../../libs/operations/src/testing/line-transfer.js';

export const YEAR_END = parseDay('2026-12-31');

/** What exporting needs: one transfer format, and nothing else. */
export function exportContext(database: Database): OperationsContext {
  const builtIn = { 'ledger-lines': () => Promise.resolve({ default: lineTransfer }) };
  return {
    database,
    adapters: new AdapterHost({ registry: new AdapterRegistry({ builtIn }) }),
    eventKey: Buffer.alloc(32, 7),
    now: () => new Date('2026-11-22T09:00:00Z'),
    log: pino({ level: 'silent' }),
    folder: '/nowhere',
  };
}

/** Records `count` invoices from `first` on: that many entries more to export. */
export async function addInvoices(
  context: OperationsContext,
  companyId: string,
  first: number,
  count: number,
): Promise<void> {
  const items = Array.from({ length: count }, (_, n): OpenItem => {
    const amount = parseMinor('100.00', 'EUR');
    const issueDate = addDays(parseDay('2026-01-05'), (first + n) % 300);
    return {
      number: `FA2026-${String(first + n).padStart(6, '0')}`,
      kind: 'invoice',
      customer: { id: `C${n % 7}`, name: `CLIENT ${n % 7} SARL`, ibans: [] },
      issueDate,
      dueDate: addDays(issueDate, 30),
      currency: 'EUR',
      total: amount,
      open: amount,
    };
  });
  const options = { asOf: parseDay('2026-11-01'), partial: true, origin: 'import' } as const;
  await context.database.withCompany(companyId, (tx) => billingOf(context, tx).importOpenItems(items, options));
}
