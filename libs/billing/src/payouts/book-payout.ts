import { absolute, formatMinor, type Day } from '@lettrage/domain';
import { negative, recordPayment } from '../apply-decisions.js';
import type { AllocationRow, BillingStore, CustomerRow, PaymentRow, TransactionRow } from '../billing-store.js';
import { StaleBooks } from '../commands.js';
import type { BillingEnvironment } from '../event-log.js';
import { paymentFact, present, transactionFact } from '../facts.js';
import { openOf, restOf } from '../item-state.js';
import { supersede, undecided } from '../provider-money.js';
import { refuse, WorkingBooks, type Piece } from '../working-books.js';
import type { BookPayoutCommand, BookPayoutOutcome, PayoutMovement } from './payout-commands.js';

/**
 * A bank line is the payout of a provider's report: every movement becomes a receipt at gross (or confirms the one
 * another system recorded), the fees are booked, and the transit account is empty again. Seen before, by provider and
 * reference, nothing happens.
 */
export async function bookPayout(
  store: BillingStore,
  environment: BillingEnvironment,
  command: BookPayoutCommand,
): Promise<BookPayoutOutcome> {
  if (await store.payoutKnown(command.provider, command.reference)) return { outcome: 'known' };
  const { books, made, customers } = await lock(store, environment, command);
  const transaction = undecided(books, command.transactionId);
  checkSum(command, transaction);
  await supersede(store, books, transaction, 'payout', command.by);
  const paymentIds: string[] = [];
  for (const movement of command.movements) {
    const { takesBack = paymentIds[movement.takesBackMovement ?? -1] } = movement;
    paymentIds.push(
      movement.paymentId === undefined
        ? receipt(books, movement, transaction.currency, { customers, made, takesBack })
        : confirmed(books, movement, transaction.currency),
    );
  }
  const payoutId = addPayout(books, command, transaction, paymentIds);
  await books.flush();
  return { outcome: 'booked', payoutId, paymentIds };
}

interface Locked {
  readonly books: WorkingBooks;
  /** Allocations of the payments that are taken back, by payment, oldest first. */
  readonly made: Map<string, readonly AllocationRow[]>;
  readonly customers: ReadonlyMap<string, CustomerRow>;
}

/** Locks all the command touches. What was allocated of the payments taken back is read again under the locks. */
async function lock(store: BillingStore, environment: BillingEnvironment, command: BookPayoutCommand): Promise<Locked> {
  const takenBack = [...new Set(command.movements.flatMap((movement) => movement.takesBack ?? []))];
  const before = takenBack.length === 0 ? [] : await store.allocations({ paymentIds: takenBack });
  const customerIds = [...new Set(command.movements.flatMap((movement) => movement.customerId ?? []))];
  const customers = customerIds.length === 0 ? [] : await store.customers({ ids: customerIds });
  const books = await WorkingBooks.lock(store, environment, {
    transactions: [command.transactionId],
    payments: [...takenBack, ...command.movements.flatMap((movement) => movement.paymentId ?? [])],
    items: [...command.movements.flatMap((movement) => movement.itemIds ?? []), ...before.map((row) => row.itemId)],
  });
  books.actor = command.by;
  const now = takenBack.length === 0 ? [] : await store.allocations({ paymentIds: takenBack });
  if (now.length !== before.length)
    throw new StaleBooks('a payment that the payout takes back was allocated meanwhile');
  const made = new Map<string, AllocationRow[]>();
  for (const row of now) made.set(row.paymentId, [...(made.get(row.paymentId) ?? []), row]);
  return { books, made, customers: new Map(customers.map((customer) => [customer.id, customer])) };
}

function checkSum({ movements, fee, feeVat, reference }: BookPayoutCommand, transaction: TransactionRow): void {
  const gross = movements.reduce((sum, movement) => sum + movement.amount, 0n);
  const net = gross - fee - feeVat;
  if (net === transaction.amount) return;
  const money = (minor: bigint): string => formatMinor(minor, transaction.currency);
  refuse(
    'amount-mismatch',
    `the payout ${reference} is ${money(gross)} less a fee of ${money(fee + feeVat)}, ${money(net)}; the line has ${money(transaction.amount)}`,
  );
}

function confirmed(books: WorkingBooks, movement: PayoutMovement, currency: string): string {
  const payment = books.payment(movement.paymentId!);
  const isFree =
    payment.kind === 'recorded' && !payment.transaction && payment.payoutId === undefined && !payment.withdrawn;
  if (!isFree || payment.amount !== movement.amount || payment.currency !== currency)
    throw new StaleBooks(`the payment ${payment.externalId ?? payment.id} is at the bank already, or has changed`);
  return payment.id;
}

/** A receipt made of a movement, with what it settles at once. */
function receipt(
  books: WorkingBooks,
  movement: PayoutMovement,
  currency: string,
  known: Pick<Locked, 'customers' | 'made'> & { readonly takesBack: string | undefined },
): string {
  const original = known.takesBack === undefined ? undefined : books.payment(known.takesBack);
  const customer = original?.customer ?? customerOf(movement, known.customers);
  const payment: PaymentRow = present({
    id: books.environment.newId(),
    kind: 'recorded' as const,
    customer,
    day: movement.day,
    amount: movement.amount,
    currency,
    allocated: 0n,
    means: movement.means,
    returnsPaymentId: original?.id,
    history: false,
    withdrawn: false,
    externalId: movement.externalId,
    instalment: 1,
  });
  books.addPayment(payment);
  const pieces = original
    ? reopening(books, known.made.get(original.id) ?? [], movement.amount)
    : settling(books, movement.itemIds ?? [], movement.amount, currency);
  const settled = books.settle(payment.id, pieces, { day: movement.day });
  // A later movement of this payout may take it back.
  known.made.set(
    payment.id,
    settled.rows.map((row) => ({ ...row, eventPosition: 0n })),
  );
  recordPayment(books, books.payment(payment.id), settled);
  return payment.id;
}

function customerOf(
  { customerId }: PayoutMovement,
  customers: ReadonlyMap<string, CustomerRow>,
): CustomerRow | undefined {
  if (customerId === undefined) return undefined;
  return customers.get(customerId) ?? refuse('not-found', `customer ${customerId} is not in this company's books`);
}

/** As much of each item as is open and the money lasts. */
export function settling(books: WorkingBooks, itemIds: readonly string[], amount: bigint, currency: string): Piece[] {
  const pieces: Piece[] = [];
  let left = amount;
  for (const itemId of itemIds) {
    const item = books.item(itemId);
    const open = openOf(item);
    if (left === 0n || item.currency !== currency || open < 0n !== amount < 0n) continue;
    const part = absolute(open) < absolute(left) ? open : left;
    if (part !== 0n) pieces.push({ itemId, amount: part });
    left -= part;
  }
  return pieces;
}

/**
 * What a payment had settled is open again, the last allocation first, as far as the money taken back goes. An
 * allocation that was given back once already, and settled anew, is taken from the item itself.
 */
function reopening(books: WorkingBooks, made: readonly AllocationRow[], amount: bigint): Piece[] {
  const pieces: Piece[] = [];
  let left = -amount;
  for (const row of [...made].reverse()) {
    if (left <= 0n || row.amount <= 0n || row.undoes !== undefined || row.undoneBy !== undefined) continue;
    const whole = row.amount <= left;
    if (!whole && (row.settled !== undefined || row.adjustmentKind !== undefined)) continue;
    pieces.push(negative(row, whole ? undefined : left));
    left -= whole ? row.amount : left;
  }
  for (const itemId of new Set(made.map((row) => row.itemId))) {
    const item = books.item(itemId);
    const spent = pieces.filter((piece) => piece.itemId === itemId).reduce((sum, piece) => sum + piece.amount, 0n);
    const again = made.some((row) => row.itemId === itemId && row.undoneBy !== undefined) ? item.settled + spent : 0n;
    const part = again < left ? again : left;
    if (part <= 0n || made.some((row) => row.itemId === itemId && row.settled !== undefined)) continue;
    pieces.push({ itemId, amount: -part });
    left -= part;
  }
  return pieces;
}

function addPayout(
  books: WorkingBooks,
  command: BookPayoutCommand,
  transaction: TransactionRow,
  paymentIds: readonly string[],
): string {
  const { provider, reference, fee, feeVat, movements } = command;
  const money = (minor: bigint): string => formatMinor(minor, transaction.currency);
  const id = books.environment.newId();
  const day: Day = transaction.bookingDate;
  const gross = movements.reduce((sum, movement) => sum + movement.amount, 0n);
  books.linkPayout(id, paymentIds);
  books.addEvent(
    {
      type: 'payout.confirmed',
      day,
      data: {
        transaction: transactionFact(transaction),
        provider,
        reference,
        payments: paymentIds.map((paymentId) => paymentFact(books.payment(paymentId))),
        fee: money(fee),
        feeVat: money(feeVat),
        ...(transaction.suspended ? { suspended: true } : {}),
      },
    },
    [],
    { payouts: [{ id, transactionId: transaction.id, provider, reference, gross, fee, feeVat, day }] },
  );
  return id;
}

/** What is left of a receipt lies on its customer's account: it is told apart from money nobody owns. */
export function isUnowned(payment: PaymentRow): boolean {
  return payment.customer === undefined && !payment.withdrawn && restOf(payment) === payment.amount;
}
