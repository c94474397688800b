import { formatMinor, InputError, parseMinor, type Advice, type TransactionLine } from '@lettrage/domain';
import {
  isUuid,
  PaymentOrderStore,
  type CompanyTransaction,
  type PaymentOrderLineRow,
  type PaymentOrderRow,
} from '@lettrage/persistence';

/** A file for the bank as it is shown. Amounts are decimal strings. */
export interface PaymentOrderView extends Omit<PaymentOrderRow, 'total' | 'createdAt' | 'cancelledAt'> {
  readonly total: string;
  readonly createdAt: string;
  readonly cancelledAt?: string;
}

/** The same with its payments and the file itself. */
export interface PaymentOrderDetail extends PaymentOrderView {
  readonly lines: readonly PaymentOrderLineView[];
  readonly xml: string;
}

/** A payment of a file: at the bank, settled, returned or cancelled. */
export interface PaymentOrderLineView {
  readonly customer: string;
  readonly customerName: string;
  readonly mandate?: string;
  readonly endToEndId: string;
  readonly day: string;
  readonly sequence?: string;
  readonly amount: string;
  readonly state: PaymentOrderLineRow['state'];
  readonly why?: string;
  readonly invoices: readonly { readonly number: string; readonly amount: string }[];
}

/** The files of a company, the newest first, brought up to what the bank and the books say by now. */
export async function paymentOrders(
  tx: CompanyTransaction,
  options: { readonly limit: number; readonly after?: string },
): Promise<PaymentOrderView[]> {
  const store = new PaymentOrderStore(tx);
  await store.refresh();
  return (await store.list(options.limit, options.after)).map(viewOf);
}

/** One file by its id or message id. @throws InputError `not-found` */
export async function paymentOrder(tx: CompanyTransaction, named: string): Promise<PaymentOrderDetail> {
  const store = new PaymentOrderStore(tx);
  await store.refresh();
  const found = await find(store, named);
  const { content, ...row } = found;
  return { ...viewOf(row), lines: (await store.lines(found.id)).map(lineOf), xml: content };
}

/**
 * Takes a file back that was not handed over, or one payment the bank refused: its invoices may be collected again.
 * Payments that came or came back stay as they are.
 *
 * @throws InputError `not-found`; `nothing-open` where no such payment is on its way
 */
export async function cancelPaymentOrder(
  tx: CompanyTransaction,
  named: string,
  options: { readonly by: string; readonly why?: string; readonly endToEndId?: string },
): Promise<{ readonly id: string; readonly cancelled: number }> {
  const store = new PaymentOrderStore(tx);
  await store.refresh();
  const { id, messageId } = await find(store, named);
  const cancelled = await store.cancel(id, options);
  if (cancelled > 0) return { id, cancelled };
  throw new InputError(
    'nothing-open',
    `No such payment of ${messageId} is on its way: it came, came back or was cancelled.`,
  );
}

/**
 * What collections explain lines of a statement: each payment by its end-to-end id, and the blocks a bank books as one sum.
 * Advice explains only what agrees to the cent.
 */
export async function collectionAdvice(tx: CompanyTransaction, lines: readonly TransactionLine[]): Promise<Advice[]> {
  const store = new PaymentOrderStore(tx);
  const received = lines.filter(({ amount, currency }) => currency === 'EUR' && !amount.startsWith('-'));
  if (received.length === 0) return [];
  const endToEndIds = [...new Set(received.flatMap(({ endToEndId }) => endToEndId ?? []))];
  const amounts = [...new Set(received.map(({ amount }) => parseMinor(amount, 'EUR')))];
  const expected = await store.expected({ endToEndIds, amounts });
  const blocks = new Map<string, typeof expected>();
  for (const one of expected) if (one.block !== null) blocks.set(one.block, [...(blocks.get(one.block) ?? []), one]);
  const named = new Set(endToEndIds);
  return [
    ...[...blocks.values()].map((payments) => adviceOf(payments)),
    ...expected
      .filter(({ endToEndId }) => named.has(endToEndId))
      .map((one) => ({ ...adviceOf([one]), payer: one.customerName })),
  ];
}

type Expected = Awaited<ReturnType<PaymentOrderStore['expected']>>[number];

function adviceOf(payments: readonly Expected[]): Advice {
  const total = payments.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    kind: 'direct-debits',
    date: payments[0]!.day,
    total: formatMinor(total, 'EUR'),
    items: payments.flatMap(({ invoices, customerName, endToEndId }) =>
      invoices.map(({ number, amount }) => ({
        invoice: number,
        payer: customerName,
        amount: formatMinor(BigInt(amount), 'EUR'),
        ref: endToEndId,
      })),
    ),
  };
}

async function find(store: PaymentOrderStore, named: string) {
  const found = await store.find(named, isUuid(named) ? named : null);
  if (found) return found;
  throw new InputError('not-found', `There is no payment file ${named}; lettrage payment list shows them.`);
}

function viewOf({ total, createdAt, cancelledAt, ...row }: PaymentOrderRow): PaymentOrderView {
  return {
    ...row,
    total: formatMinor(total, 'EUR'),
    createdAt: createdAt.toISOString(),
    ...(cancelledAt === null ? {} : { cancelledAt: cancelledAt.toISOString() }),
  };
}

function lineOf(row: PaymentOrderLineRow): PaymentOrderLineView {
  const { ordinal: _ordinal, blockId: _block, mandate, sequence, why, amount, invoices, ...rest } = row;
  return {
    ...rest,
    ...(mandate === null ? {} : { mandate }),
    ...(sequence === null ? {} : { sequence }),
    ...(why === null ? {} : { why }),
    amount: formatMinor(amount, 'EUR'),
    invoices: invoices.map((one) => ({ number: one.number, amount: formatMinor(BigInt(one.amount), 'EUR') })),
  };
}
