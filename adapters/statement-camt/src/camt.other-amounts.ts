import type { TransactionLine } from '@lettrage/adapter-sdk';
import type { AdditionalText } from './camt.additional.js';
import { isBeyondMinorUnits } from './camt.amount.js';
import { all, child, find, textAt, textOf, type CamtElement } from './camt.element.js';

const AMOUNTS = ['InstdAmt', 'TxAmt', 'CntrValAmt'] as const;

/**
 * Adds what a payment says of money and neither the amount nor `original` of its line holds: the sum instructed where
 * the bank booked another (a returned debit with its fee), a rate without foreign amount, an amount in a currency whose
 * decimals are not known here. As written.
 */
export function addAmounts(additional: AdditionalText, element: CamtElement | undefined, line: TransactionLine): void {
  addAmount(additional, child(element, 'Amt'), line, 'Amt');
  const details = child(element, 'AmtDtls');
  if (details === undefined) return;
  for (const name of AMOUNTS) addAmount(additional, find(details, name, 'Amt'), line, name);
  if (line.original?.rate !== undefined) return;
  const exchange = AMOUNTS.map((name) => find(details, name, 'CcyXchg')).find((found) => found !== undefined);
  const currencies = [textAt(exchange, 'SrcCcy'), textAt(exchange, 'TrgtCcy')].filter((text) => text !== undefined);
  const rate = textAt(exchange, 'XchgRate');
  if (rate !== undefined) additional.add(`${rate} ${currencies.join('/')}`.trimEnd(), 'XchgRate');
}

function addAmount(
  additional: AdditionalText,
  amount: CamtElement | undefined,
  { amount: booked, currency, original }: TransactionLine,
  label: string,
): void {
  const text = textOf(amount);
  if (amount === undefined || text === undefined) return;
  const own = amount.currency?.trim() || currency;
  if (own === currency && isSameNumber(text, booked.startsWith('-') ? booked.slice(1) : booked)) return;
  if (own === original?.currency && isSameNumber(text, original.amount)) return;
  additional.add(`${text} ${own}`, label);
}

function isSameNumber(a: string, b: string): boolean {
  return a === b || significant(a) === significant(b);
}

/** `"0100.50"` → `"100.5"`: two texts of one number are alike. */
function significant(text: string): string {
  const whole = text.replace(/^0+(?=\d)/, '');
  return whole.includes('.') ? whole.replace(/\.?0+$/, '') : whole;
}

const CHARGE_HELD = new Set(['Amt', 'TtlChrgsAndTaxAmt', 'CdtDbtInd', 'ChrgInclInd', 'Agt', 'Pty', 'Rcrd']);

/** Adds what is told of charges besides amount, direction and inclusion: kind, bearer, tax; and amounts not held. */
export function addCharges(additional: AdditionalText, element: CamtElement | undefined): void {
  if (child(element, 'Chrgs') === undefined) return;
  for (const block of all(element, 'Chrgs')) {
    const records = all(block, 'Rcrd');
    for (const record of records.length > 0 ? [block, ...records] : [block]) {
      const amount = find(record, 'Amt') ?? (records.length > 0 ? undefined : find(record, 'TtlChrgsAndTaxAmt'));
      if (amount !== undefined && isBeyondMinorUnits(amount)) {
        additional.add(`${textOf(amount)} ${amount.currency ?? ''}`.trimEnd(), 'Chrgs');
      }
      for (let each = record.first; each !== undefined; each = each.next)
        if (!CHARGE_HELD.has(each.name)) additional.addLeaves(each, `Chrgs/${each.name}`);
    }
  }
}
