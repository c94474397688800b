import type { Problem } from '@lettrage/domain';
import type { PaymentOrder } from './order.js';

type Shape = 'text' | 'object' | 'list';

const ORDER: readonly Field[] = [
  ['messageId', 'text', true],
  ['account', 'object', true],
  ['initiator', 'text', false],
  ['creditorId', 'text', false],
  ['payments', 'list', true],
];
const PARTY: readonly Field[] = [
  ['name', 'text', true],
  ['iban', 'text', true],
  ['bic', 'text', false],
];
const PAYMENT: readonly Field[] = [
  ['counterparty', 'object', true],
  ['amount', 'text', true],
  ['currency', 'text', false],
  ['date', 'text', true],
  ['endToEndId', 'text', false],
  ['invoices', 'list', false],
  ['remittance', 'text', false],
  ['mandate', 'object', false],
];
const INVOICE: readonly Field[] = [
  ['number', 'text', true],
  ['amount', 'text', true],
];
const MANDATE: readonly Field[] = [
  ['id', 'text', true],
  ['signedOn', 'text', true],
  ['sequence', 'text', true],
  ['scheme', 'text', true],
  ['lastCollectedOn', 'text', false],
  ['amendment', 'object', false],
];
const AMENDMENT: readonly Field[] = [
  ['originalId', 'text', false],
  ['originalIban', 'text', false],
];
type Field = readonly [name: string, shape: Shape, required: boolean];
type Plain = Readonly<Record<string, unknown>>;

/** The order of a parsed JSON document, or what is wrong with its shape. Amounts must be text: a number is refused. */
export function readOrder(value: unknown): { readonly order?: PaymentOrder; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const check = (part: unknown, fields: readonly Field[], at: string): Plain | undefined => {
    if (!isPlain(part)) {
      problems.push({ severity: 'error', rule: 'shape', message: 'an object is expected', location: at });
      return undefined;
    }
    for (const [name, shape, required] of fields) checkField(part[name], name, shape, required, at, problems);
    for (const name of Object.keys(part))
      if (!fields.some(([known]) => known === name))
        problems.push({ severity: 'error', rule: 'shape', message: `"${name}" is not known`, location: at });
    return part;
  };
  const order = check(value, ORDER, '$');
  if (order === undefined) return { problems };
  if (isPlain(order['account'])) check(order['account'], PARTY, 'account');
  for (const [index, each] of listOf(order['payments']).entries()) {
    const at = `payments[${index}]`;
    const payment = check(each, PAYMENT, at);
    if (isPlain(payment?.['counterparty'])) check(payment['counterparty'], PARTY, `${at}.counterparty`);
    const mandate = payment?.['mandate'];
    if (isPlain(mandate)) check(mandate, MANDATE, `${at}.mandate`);
    if (isPlain(mandate) && isPlain(mandate['amendment']))
      check(mandate['amendment'], AMENDMENT, `${at}.mandate.amendment`);
    for (const [n, invoice] of listOf(payment?.['invoices']).entries()) check(invoice, INVOICE, `${at}.invoices[${n}]`);
  }
  return problems.length > 0 ? { problems } : { order: value as PaymentOrder, problems };
}

function checkField(
  value: unknown,
  name: string,
  shape: Shape,
  required: boolean,
  at: string,
  problems: Problem[],
): void {
  if (value === undefined && !required) return;
  const right = shape === 'text' ? typeof value === 'string' : shape === 'list' ? Array.isArray(value) : isPlain(value);
  if (right) return;
  const expected = { text: 'text (amounts too, such as "12.00")', object: 'an object', list: 'a list' }[shape];
  const message = value === undefined ? `"${name}" is missing` : `"${name}" must be ${expected}`;
  problems.push({ severity: 'error', rule: 'shape', message, location: at });
}

function isPlain(value: unknown): value is Plain {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
