import { absolute, formatMinor } from '@lettrage/domain';
import type { AllocationRow, CustomerRow, DecisionRow, PaymentRow, TransactionRow } from './billing-store.js';
import {
  BillingRefusal,
  StaleBooks,
  type AllocationInput,
  type CreditInput,
  type DecidedOn,
  type DecisionCommand,
  type DecisionOutcome,
  type PayDecision,
  type ReturnDecision,
  type SetAsideDecision,
} from './commands.js';
import { decisionRow } from './decision-detail.js';
import { meansOf, paymentFact, customerFact, present, transactionFact } from './facts.js';
import { restOf } from './item-state.js';
import { verdictsOfPerson, verdictsOfShadow, type Verdict } from './policies/judge.js';
import { splitCredits } from './split-credits.js';
import { refuse, type Piece, type RowsOfEvent, type WorkingBooks } from './working-books.js';

/** What the commands of a batch refer to, read once for all of them. */
export interface DecisionContext {
  readonly customers: ReadonlyMap<string, CustomerRow>;
  /** Allocations that returns give back, read under the locks. */
  readonly allocations: ReadonlyMap<string, AllocationRow>;
  /** Events that carried those allocations, by allocation id. */
  readonly events: ReadonlyMap<string, string>;
  /** Event that recorded the payment of a bank line, by payment id, where a line may be withdrawn. */
  readonly recordings: ReadonlyMap<string, string>;
  readonly live: ReadonlyMap<string, DecisionRow>;
}

/** Applies one decision to the working copy, or says why not; a decision that is not applied leaves no trace. */
export function applyDecision(
  books: WorkingBooks,
  command: DecisionCommand,
  context: DecisionContext,
): DecisionOutcome {
  const { transactionId } = command;
  books.actor = command.by ?? 'engine';
  try {
    return books.attempt(() => {
      const transaction = decidable(books, command);
      checkStill(books, command.basedOn);
      const decisionId = books.environment.newId();
      const payment = enter(books, transaction, decisionId, command, context);
      const live = context.live.get(transactionId);
      if (live) books.closeDecision(live.id, 'superseded');
      const customerId = command.kind === 'pay' ? payment?.customer?.id : undefined;
      books.addDecision(decisionRow(command, { id: decisionId, state: 'applied', customerId }));
      books.addVerdicts(verdictsOf(command, live, { decisionId, customerId }));
      return { transactionId, outcome: 'applied' as const, decisionId, ...(payment ? { paymentId: payment.id } : {}) };
    });
  } catch (error) {
    if (error instanceof BillingRefusal)
      return { transactionId, outcome: 'refused', code: error.code, reason: error.message };
    if (error instanceof StaleBooks) return { transactionId, outcome: 'stale', reason: error.message };
    throw error;
  }
}

/** A person's word on the engine's proposal; or what the engine's own proof says of rules and payers still in shadow. */
function verdictsOf(
  command: DecisionCommand,
  proposal: DecisionRow | undefined,
  decided: { readonly decisionId: string; readonly customerId: string | undefined },
): Verdict[] {
  if ((command.by ?? 'engine') === 'engine') return verdictsOfShadow(command, decided);
  const answered = proposal?.state === 'proposed' && proposal.decidedBy === 'engine' ? proposal : undefined;
  return answered ? verdictsOfPerson(answered, command, decided) : [];
}

function enter(
  books: WorkingBooks,
  transaction: TransactionRow,
  decisionId: string,
  command: DecisionCommand,
  context: DecisionContext,
): PaymentRow | undefined {
  switch (command.kind) {
    case 'pay':
      return pay(books, transaction, decisionId, command, context);
    case 'return':
      return giveBack(books, transaction, decisionId, command, context);
    case 'set-aside':
      setAside(books, transaction, command, context);
      return undefined;
  }
}

/** The bank line, if it may still be decided by whoever asks. */
function decidable(books: WorkingBooks, command: DecisionCommand): TransactionRow {
  const transaction = books.transaction(command.transactionId);
  const byPerson = command.by !== undefined && command.by !== 'engine';
  if (transaction.state === 'matched' || transaction.state === 'set-aside') {
    refuse('already-decided', `the line of ${transaction.bookingDate} is already decided: undo that first`);
  }
  if (transaction.state === 'history') refuse('history', 'the line is older than the cut-over day');
  if (transaction.state === 'held') refuse('held', 'the line may be a double of another: release it first');
  if (transaction.status !== 'booked') refuse('wrong-kind', 'the line is still pending at the bank');
  if (transaction.personOnly && !byPerson)
    refuse('person-only', 'a person took a decision on this line back: only a person decides it');
  return transaction;
}

/** Stale if any open amount the decision names is no longer what it was. */
export function checkStill(books: WorkingBooks, basedOn: readonly DecidedOn[]): void {
  for (const { id, open } of basedOn) {
    const now = books.openBehind(id);
    if (now === undefined) refuse('not-found', `item or payment ${id} is not in this company's books`);
    // Credit may be stated as among open items, negative, or as the payment's rest, positive: it has one sign only.
    const still = books.isPayment(id) ? absolute(now) === absolute(open) : now === open;
    if (!still) throw new StaleBooks(`${id} had ${open} minor units open when this was decided, now it has ${now}`);
  }
}

function pay(
  books: WorkingBooks,
  transaction: TransactionRow,
  decisionId: string,
  command: PayDecision,
  context: DecisionContext,
): PaymentRow {
  const existing = books.paymentOf(transaction.id);
  const customer = ownerOf(books, command, context, existing);
  const payment = existing ?? newPayment(books, transaction, customer);
  if (!existing) books.addPayment(payment);
  else if (customer.id !== payment.customer?.id) books.put({ payment: { ...payment, customer } });

  const day = existing ? today(books, transaction) : transaction.bookingDate;
  const { own, fromCredit } = splitCredits(...creditsApart(books, command));
  const { facts, rows } = books.settle(payment.id, own, { day, decisionId });
  const after = books.payment(payment.id);
  checkRest(after);
  if (existing) {
    books.addEvent(
      {
        type: 'payment.allocated',
        day,
        data: {
          payment: paymentFact(after),
          allocations: facts,
          onAccountBefore: formatMinor(restOf(existing), existing.currency),
          onAccountAfter: formatMinor(restOf(after), after.currency),
          ...(existing.customer && existing.customer.id !== customer.id
            ? { customerBefore: customerFact(existing.customer) }
            : {}),
          decision: decisionId,
        },
      },
      rows,
    );
  } else {
    recordPayment(books, after, { facts, rows, decisionId, suspended: transaction.suspended });
  }
  for (const [paymentId, pieces] of fromCredit) useCredit(books, paymentId, pieces, { day, decisionId });
  books.put({ transaction: { ...transaction, state: 'matched', personOnly: false, suspended: false } });
  return books.payment(payment.id);
}

/** An engine names credit on account among the items, negative; here it becomes a credit to use. */
function creditsApart(books: WorkingBooks, command: PayDecision): [AllocationInput[], CreditInput[]] {
  const credits = [...(command.credits ?? [])];
  const items: AllocationInput[] = [];
  for (const allocation of command.allocations) {
    if (books.isPayment(allocation.itemId)) credits.push({ paymentId: allocation.itemId, amount: -allocation.amount });
    else items.push(allocation);
  }
  return [items, credits];
}

/** Credit that already lies on account settles items: the same for a decision and for a person who uses it. */
export function useCredit(
  books: WorkingBooks,
  paymentId: string,
  pieces: readonly Piece[],
  when: { day: TransactionRow['bookingDate']; decisionId?: string },
): string[] {
  const before = books.payment(paymentId);
  if (!before.customer || before.withdrawn)
    refuse('customer-missing', `payment ${paymentId} lies on no customer's account`);
  const { facts, rows } = books.settle(paymentId, pieces, when);
  const after = books.payment(paymentId);
  books.addEvent(
    {
      type: 'payment.allocated',
      day: when.day,
      data: {
        payment: paymentFact(after),
        allocations: facts,
        onAccountBefore: formatMinor(restOf(before), before.currency),
        onAccountAfter: formatMinor(restOf(after), after.currency),
        ...(when.decisionId ? { decision: when.decisionId } : {}),
      },
    },
    rows,
  );
  return rows.map((row) => row.id);
}

function giveBack(
  books: WorkingBooks,
  transaction: TransactionRow,
  decisionId: string,
  command: ReturnDecision,
  context: DecisionContext,
): PaymentRow {
  if (transaction.amount >= 0n) refuse('wrong-kind', 'a returned payment leaves the account: its amount is negative');
  if (command.reverses.length === 0) refuse('nothing-to-do', 'the decision names no allocation that is given back');
  if (books.paymentOf(transaction.id))
    refuse('already-decided', 'the line is entered as a payment: set it aside or allocate its rest');
  const rows = command.reverses.map(({ allocationId }) => returnable(context, allocationId));
  const originals = rows.map((row) => books.payment(row.paymentId));
  const returned = new Set(originals.map((payment) => payment.id));
  const payment: PaymentRow = {
    ...newPayment(books, transaction, originals[0]!.customer ?? books.item(rows[0]!.itemId).customer),
    means: originals[0]!.means,
    ...(returned.size === 1 ? { returnsPaymentId: originals[0]!.id } : {}),
  };
  books.addPayment(payment);
  const pieces = command.reverses.map(({ amount }, index) => negative(rows[index]!, amount));
  const settled = books.settle(payment.id, pieces, { day: transaction.bookingDate, decisionId });
  const reverses = context.events.get(rows[0]!.id);
  recordPayment(books, books.payment(payment.id), {
    ...settled,
    decisionId,
    suspended: transaction.suspended,
    reverses,
  });
  books.put({ transaction: { ...transaction, state: 'matched', personOnly: false, suspended: false } });
  return books.payment(payment.id);
}

function returnable(context: DecisionContext, allocationId: string): AllocationRow {
  const row =
    context.allocations.get(allocationId) ??
    refuse('not-found', `allocation ${allocationId} is not in this company's books`);
  if (row.undoneBy) refuse('already-undone', `allocation ${allocationId} was already taken back`);
  if (row.undoes) refuse('not-undoable', `allocation ${allocationId} itself takes another back`);
  return row;
}

/** The row that takes an allocation back, in whole with its adjustment, or the given part of its cash. */
export function negative(row: AllocationRow, cash?: bigint): Piece {
  const whole = cash === undefined || cash === row.amount;
  if (!whole && (row.settled !== undefined || cash <= 0n || cash > row.amount)) {
    refuse('amount-mismatch', `allocation ${row.id} cannot be given back by ${cash} minor units: it has ${row.amount}`);
  }
  return {
    itemId: row.itemId,
    amount: whole ? -row.amount : -cash,
    ...(row.settled === undefined ? {} : { settled: -row.settled }),
    ...(whole && row.adjustmentKind ? { adjustment: { kind: row.adjustmentKind, amount: -row.adjustment } } : {}),
    undoes: row.standsBy ?? row.id,
  };
}

function setAside(
  books: WorkingBooks,
  transaction: TransactionRow,
  command: SetAsideDecision,
  context: DecisionContext,
): void {
  const entered = books.paymentOf(transaction.id);
  if (entered) withdraw(books, entered, context.recordings.get(entered.id));
  books.addEvent({
    type: 'transaction.set-aside',
    day: transaction.bookingDate,
    data: {
      transaction: transactionFact(transaction),
      category: command.category,
      ...(command.account ? { account: command.account } : {}),
      ...(command.split ? { split: command.split } : {}),
      ...(transaction.suspended ? { suspended: true } : {}),
    },
  });
  books.put({ transaction: { ...transaction, state: 'set-aside', personOnly: false, suspended: false } });
}

function withdraw(books: WorkingBooks, payment: PaymentRow, recordedBy: string | undefined): void {
  if (payment.allocated !== 0n) refuse('already-decided', 'part of the line still settles items: undo that first');
  if (payment.kind !== 'bank') refuse('not-undoable', 'the line confirms a payment recorded elsewhere');
  const { customer: _nobody, ...rest } = payment;
  books.put({ payment: { ...rest, withdrawn: true } });
  books.addEvent({
    type: 'payment.withdrawn',
    day: books.environment.now().slice(0, 10) as PaymentRow['day'],
    ...(recordedBy ? { reverses: recordedBy } : {}),
    data: { payment: paymentFact(payment), onAccountBefore: formatMinor(restOf(payment), payment.currency) },
  });
}

/** Writes the event of a payment that enters the books, with what it settles at once. */
export function recordPayment(
  books: WorkingBooks,
  payment: PaymentRow,
  what: ReturnType<WorkingBooks['settle']> & {
    uses?: RowsOfEvent['uses'];
    decisionId?: string;
    suspended?: boolean;
    reverses?: string;
  },
): void {
  books.addEvent(
    {
      type: 'payment.recorded',
      day: payment.day,
      ...(what.reverses ? { reverses: what.reverses } : {}),
      data: {
        payment: paymentFact(payment),
        allocations: what.facts,
        onAccount: formatMinor(restOf(payment), payment.currency),
        ...(what.suspended ? { suspended: true } : {}),
        history: payment.history,
        ...(what.decisionId ? { decision: what.decisionId } : {}),
      },
    },
    what.rows,
    present({ uses: what.uses }),
  );
}

/** Who owns the items or the rest: the customer named, else the owner of the first item, else who had it before. */
function ownerOf(
  books: WorkingBooks,
  command: PayDecision,
  context: DecisionContext,
  existing: PaymentRow | undefined,
): CustomerRow {
  if (command.customerId) {
    return (
      context.customers.get(command.customerId) ??
      refuse('not-found', `customer ${command.customerId} is not in this company's books`)
    );
  }
  const first = command.allocations.find((allocation) => !books.isPayment(allocation.itemId));
  if (first) return books.item(first.itemId).customer;
  return (
    existing?.customer ?? refuse('customer-missing', 'money that pays no item needs a customer to lie on account of')
  );
}

/** Money received leaves a rest to credit, money paid out one to debit; the other way round was decided on wrong amounts. */
function checkRest(payment: PaymentRow): void {
  const rest = restOf(payment);
  if ((payment.amount >= 0n && rest < 0n) || (payment.amount < 0n && rest > 0n)) {
    refuse('amount-mismatch', 'the allocations do not add up to the line');
  }
}

/** The payment a bank line becomes. */
export function newPayment(books: WorkingBooks, transaction: TransactionRow, customer: CustomerRow): PaymentRow {
  return {
    id: books.environment.newId(),
    kind: 'bank',
    customer,
    transaction,
    day: transaction.bookingDate,
    amount: transaction.amount,
    currency: transaction.currency,
    allocated: 0n,
    means: meansOf(transaction),
    history: false,
    withdrawn: false,
    instalment: 1,
  };
}

/** A line decided again after an undo counts from today: the undo lies between. */
function today(books: WorkingBooks, transaction: TransactionRow): TransactionRow['bookingDate'] {
  const now = books.environment.now().slice(0, 10) as TransactionRow['bookingDate'];
  return now > transaction.bookingDate ? now : transaction.bookingDate;
}
