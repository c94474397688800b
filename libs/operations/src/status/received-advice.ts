import { addDays, type Advice, type TransactionLine } from '@lettrage/domain';
import { adviceOfMessage, type LifecycleMessage } from '@lettrage/einvoicing';
import { InvoiceStatusStore, type CompanyTransaction } from '@lettrage/persistence';

/** What a buyer announces and what he pays lie at most so many days apart. */
const DAYS = 45;

/**
 * What buyers said they paid (status 211, REMADV) around the days of some lines, as advice for their matching. It may
 * explain a receipt and settles nothing by itself; an advice that cannot be used was told of when it was received.
 */
export async function receivedAdvice(tx: CompanyTransaction, lines: readonly TransactionLine[]): Promise<Advice[]> {
  const days = lines.map(({ bookingDate }) => bookingDate).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const messages = await new InvoiceStatusStore(tx).payments(addDays(first, -DAYS), addDays(last, DAYS));
  return messages.flatMap((message) => adviceOfMessage(message as LifecycleMessage).advice);
}
