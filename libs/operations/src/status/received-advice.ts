import type { Advice, TransactionLine } from '@lettrage/domain';
import { adviceOfMessage, type LifecycleMessage } from '@lettrage/einvoicing';
import { InvoiceStatusStore, type CompanyTransaction } from '@lettrage/persistence';
import { adviceDays } from '../advice/advice-days.js';

/**
 * What buyers said they paid (status 211, REMADV) around the days of some lines, as advice for their matching. It may
 * explain a receipt and settles nothing by itself; an advice that cannot be used was told of when it was received.
 */
export async function receivedAdvice(tx: CompanyTransaction, lines: readonly TransactionLine[]): Promise<Advice[]> {
  const days = adviceDays(lines);
  if (!days) return [];
  const messages = await new InvoiceStatusStore(tx).payments(days.from, days.to);
  return messages.flatMap((message) => adviceOfMessage(message as LifecycleMessage).advice);
}
