import { InputError, type Problem } from '@lettrage/domain';
import {
  blocksOf,
  checkOrder,
  orderAdvice,
  PAYMENT_FORMATS,
  readOrder,
  writeOrder,
  type OrderAdvice,
  type PaymentFormat,
  type PaymentOrder,
} from '@lettrage/payment-orders';
import { sourceOf } from './read-statement-files.js';

/** What `lettrage payment write` is asked for. */
export interface PaymentRequest {
  readonly format: string;
  /** Path of the order (JSON); `-` is standard input. */
  readonly order: string;
  /** Now, ISO 8601. */
  readonly now: string;
}

/** A file for the bank, with what a person wants to know of it. */
export interface PaymentFile {
  readonly xml: string;
  readonly payments: number;
  readonly blocks: readonly {
    readonly id: string;
    readonly date: string;
    readonly payments: number;
    readonly total: string;
  }[];
  /** What the sums on the statement are made of; of direct debits. */
  readonly advice: readonly OrderAdvice[];
  readonly warnings: readonly Problem[];
}

/**
 * Writes a payment order as the file a bank takes, after the checks the bank makes.
 *
 * @throws InputError if the order cannot be read or a check fails, with every problem named; nothing is written then
 */
export async function writePayments(request: PaymentRequest): Promise<PaymentFile> {
  const format = PAYMENT_FORMATS.find((known) => known === request.format);
  if (format === undefined) {
    const known = PAYMENT_FORMATS.join(', ');
    throw new InputError('unknown-format', `There is no payment format "${request.format}". Supported: ${known}.`);
  }
  const order = await orderOf(request.order);
  const problems = checkOrder(order, format, request.now.slice(0, 10));
  const errors = problems.filter(({ severity }) => severity !== 'warning');
  if (errors.length > 0) throw refused(request.order, errors, problems);
  return fileOf(order, format, request.now.slice(0, 19), problems);
}

function fileOf(order: PaymentOrder, format: PaymentFormat, createdAt: string, warnings: Problem[]): PaymentFile {
  const blocks = blocksOf(order, format).map(({ id, date, payments, total }) => {
    return { id, date, payments: payments.length, total };
  });
  return {
    xml: writeOrder(order, format, createdAt),
    payments: order.payments.length,
    blocks,
    advice: format.startsWith('pain.008') ? orderAdvice(order, format) : [],
    warnings,
  };
}

async function orderOf(path: string): Promise<PaymentOrder> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sourceOf(path).chunks) chunks.push(chunk);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new InputError('bad-json', `${path} is not JSON: ${(error as Error).message}`);
  }
  const { order, problems } = readOrder(value);
  if (order === undefined) throw refused(path, problems, problems);
  return order;
}

function refused(path: string, errors: readonly Problem[], all: readonly Problem[]): InputError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (${errors.length} errors)` : '';
  return new InputError(
    'bad-order',
    `${path}: ${first!.location}: ${first!.message}${more}. Nothing was written.`,
    all,
  );
}
