import { absolute, formatMinor } from '@lettrage/domain';
import { recordPayment } from './apply-decisions.js';
import type { BillingStore, PaymentUseRow } from './billing-store.js';
import type {
  ChargeCreditCommand,
  MarkDoubtfulCommand,
  RevalueItemsCommand,
  TakeBackUsesCommand,
  WriteOffCommand,
} from './commands.js';
import { netting } from './documents.js';
import type { BillingEnvironment } from './event-log.js';
import { itemFact, paymentFact, present } from './facts.js';
import { openOf, restOf } from './item-state.js';
import { refuse, WorkingBooks } from './working-books.js';

/** A claim, or part of it, is lost: settled without money. */
export async function writeOff(
  store: BillingStore,
  environment: BillingEnvironment,
  command: WriteOffCommand,
): Promise<{ paymentId: string; allocationIds: string[] }> {
  const books = await WorkingBooks.lock(store, environment, { items: [command.itemId] });
  books.actor = command.by;
  const item = books.item(command.itemId);
  const open = openOf(item);
  const amount = command.amount ?? open;
  if (item.kind === 'credit-note') refuse('wrong-kind', 'a credit note is not written off: set it off, or pay it back');
  if (open === 0n) refuse('nothing-to-do', `${item.number} has nothing open`);
  if (amount <= 0n || amount > open)
    refuse('over-settled', `${item.number} has ${formatMinor(open, item.currency)} open: write off that or less`);
  const payment = netting(books, item, command.day);
  books.addPayment(payment);
  const adjustment = { kind: 'write-off' as const, amount };
  const settled = books.settle(payment.id, [{ itemId: item.id, amount: 0n, adjustment }], { day: command.day });
  recordPayment(books, books.payment(payment.id), settled);
  await books.flush();
  return { paymentId: payment.id, allocationIds: settled.rows.map((row) => row.id) };
}

/** What is open of an item becomes doubtful, or is expected again; the same again changes nothing. */
export async function markDoubtful(
  store: BillingStore,
  environment: BillingEnvironment,
  command: MarkDoubtfulCommand,
): Promise<void> {
  const books = await WorkingBooks.lock(store, environment, { items: [command.itemId] });
  books.actor = command.by;
  const item = books.item(command.itemId);
  const open = openOf(item);
  if (item.kind === 'credit-note') refuse('wrong-kind', 'a credit note is owed to the customer: it cannot be doubtful');
  if ((item.doubtful ?? false) === command.doubtful) return;
  if (open === 0n && command.doubtful) refuse('nothing-to-do', `${item.number} has nothing open`);
  const { allowance } = command;
  if (allowance !== undefined && (allowance < 0n || allowance > open))
    refuse('amount-mismatch', `the allowance is part of the ${formatMinor(open, item.currency)} that are open`);
  books.put({ item: { ...item, doubtful: command.doubtful } });
  books.addEvent({
    type: 'item.doubtful',
    day: command.day,
    data: present({
      item: itemFact(item),
      doubtful: command.doubtful,
      open: formatMinor(open, item.currency),
      allowance: allowance === undefined || !command.doubtful ? undefined : formatMinor(allowance, item.currency),
      reason: command.reason,
    }),
  });
  await books.flush();
}

/** What was open of items in another currency on a closing is worth something else at the rate of that day; or no more. */
export async function revalueItems(
  store: BillingStore,
  environment: BillingEnvironment,
  command: RevalueItemsCommand,
): Promise<void> {
  const books = await WorkingBooks.lock(store, environment, { items: command.items.map(({ itemId }) => itemId) });
  books.actor = command.by;
  for (const { itemId, open, rate, worth } of command.items) {
    const item = books.item(itemId);
    if (open === 0n || open > 0n !== item.total > 0n || absolute(open) > absolute(item.total))
      refuse('amount-mismatch', `${item.number} cannot have had ${formatMinor(open, item.currency)} open`);
    books.addEvent({
      type: 'item.revalued',
      day: command.closing,
      data: present({
        item: itemFact(item),
        closing: command.closing,
        rate,
        open: formatMinor(open, item.currency),
        worth,
        takenBack: command.takeBack || undefined,
      }),
    });
  }
  await books.flush();
}

/** Credit on account turns out to pay late interest or the indemnity for recovery costs. */
export async function chargeCredit(
  store: BillingStore,
  environment: BillingEnvironment,
  command: ChargeCreditCommand,
): Promise<{ useIds: string[] }> {
  const wanted = (['late-interest', 'indemnity'] as const).flatMap((kind) => {
    const amount = kind === 'indemnity' ? command.indemnity : command.lateInterest;
    return amount === undefined || amount === 0n ? [] : [{ kind, amount }];
  });
  if (wanted.length === 0) refuse('nothing-to-do', 'say how much is late interest and how much indemnity');
  if (wanted.some(({ amount }) => amount < 0n)) refuse('amount-mismatch', 'amounts are positive');
  const books = await WorkingBooks.lock(store, environment, { payments: [command.paymentId] });
  books.actor = command.by;
  const payment = books.payment(command.paymentId);
  if (payment.customer === undefined || payment.withdrawn || payment.history)
    refuse('customer-missing', `payment ${payment.id} lies on no customer's account`);
  const total = wanted.reduce((sum, { amount }) => sum + amount, 0n);
  if (total > restOf(payment))
    refuse('over-allocated', `only ${formatMinor(restOf(payment), payment.currency)} of the payment is not used yet`);
  const uses = wanted.map(({ kind, amount }) => ({
    id: environment.newId(),
    paymentId: payment.id,
    kind,
    amount,
    day: command.day,
  }));
  use(books, uses);
  await books.flush();
  return { useIds: uses.map((row) => row.id) };
}

/** The credit was no late interest after all: it lies on account again. */
export async function takeBackUses(
  store: BillingStore,
  environment: BillingEnvironment,
  command: TakeBackUsesCommand,
): Promise<{ useIds: string[] }> {
  const wanted = await store.paymentUses({ ids: command.useIds });
  const books = await WorkingBooks.lock(store, environment, { payments: wanted.map((row) => row.paymentId) });
  books.actor = command.by;
  // Read again under the locks: another may have been quicker.
  const standing = await store.paymentUses({ ids: command.useIds });
  if (standing.length !== new Set(command.useIds).size) refuse('already-undone', 'one of these uses does not stand');
  if (standing.some((row) => row.kind === 'refund')) refuse('not-undoable', 'money given back came with a bank line');
  const negative = standing.map(({ eventPosition: _position, ...row }) => ({
    ...row,
    id: environment.newId(),
    amount: -row.amount,
    day: command.day,
    undoes: row.id,
  }));
  for (const paymentId of new Set(negative.map((row) => row.paymentId)))
    use(
      books,
      negative.filter((row) => row.paymentId === paymentId),
    );
  await books.flush();
  return { useIds: negative.map((row) => row.id) };
}

type Use = Omit<PaymentUseRow, 'eventPosition' | 'kind'> & { readonly kind: 'late-interest' | 'indemnity' | 'refund' };

/** Uses of one payment: its rest goes down by them. */
function use(books: WorkingBooks, rows: readonly Use[]): void {
  const before = books.payment(rows[0]!.paymentId);
  const total = rows.reduce((sum, row) => sum + row.amount, 0n);
  const after = { ...before, allocated: before.allocated + total };
  if (absolute(after.allocated) > absolute(after.amount))
    refuse('over-allocated', 'the payment has less than that left');
  books.put({ payment: after });
  books.addEvent(
    {
      type: 'payment.used',
      day: rows[0]!.day,
      data: {
        payment: paymentFact(after),
        uses: rows.map(({ id, kind, amount, undoes }) =>
          present({
            id,
            kind: kind as 'late-interest' | 'indemnity',
            amount: formatMinor(amount, before.currency),
            undoes,
          }),
        ),
        onAccountBefore: formatMinor(restOf(before), before.currency),
        onAccountAfter: formatMinor(restOf(after), after.currency),
      },
    },
    [],
    { uses: rows },
  );
}
