import { xmlDay } from '@lettrage/formats';
import type { Day } from '@lettrage/adapter-sdk';
import { amountOf, directionOf, isBeyondMinorUnits, type CamtAmount } from './camt.amount.js';
import { batchOf, CamtProblem, child, find, textAt, textOf, type CamtElement } from './camt.element.js';
import { chargesOf, isTrue, type CamtCharge } from './camt.fields.js';

/** What all transactions of one `Ntry` share. `minor` is signed. */
export interface EntryFacts extends CamtAmount {
  readonly status: 'booked' | 'pending';
  readonly bookingDate: Day;
  readonly valueDate?: Day;
  readonly reversal: boolean;
  /** The batch information, if the entry has one. */
  readonly batch?: CamtElement;
}

/**
 * Reads the amount with its sign, in its own currency, which need not be the account's; `accountCurrency` is that of an
 * amount that names none. Throws {@link CamtProblem}.
 */
export function entryAmount(entry: CamtElement, accountCurrency: string | undefined): CamtAmount {
  const element = find(entry, 'Amt');
  if (element === undefined) throw new CamtProblem('no-amount', 'the entry has no amount', entry.line, 'Amt');
  const amount = amountOf(element, 'Amt', accountCurrency);
  const direction = directionOf(entry, '');
  if (direction === undefined)
    throw new CamtProblem('no-direction', 'the entry does not say CRDT or DBIT', entry.line, 'CdtDbtInd');
  return direction === 1n ? amount : { minor: -amount.minor, currency: amount.currency };
}

/** `BOOK`, `PDNG`, `INFO`…: a text to version 07, a choice of code and own word from 08. */
export function entryStatus(entry: CamtElement): string | undefined {
  const status = child(entry, 'Sts');
  return textOf(status) ?? textAt(status, 'Cd') ?? textAt(status, 'Prtry');
}

/** What an entry is taken for that does not say it. */
export interface UsualEntry {
  /** Of the account. */
  readonly currency: string | undefined;
  /** BOOK in a statement, which holds booked entries; unknown elsewhere. */
  readonly status: string | undefined;
  /** The day the statement tells of, where it names one. */
  readonly day: Day | undefined;
}

/** True if the entry names neither of its days, both of which are optional. */
export function isUndated(entry: CamtElement): boolean {
  return dayAt(entry, 'BookgDt') === undefined && dayAt(entry, 'ValDt') === undefined;
}

/** Reads everything the transactions of an entry share; throws {@link CamtProblem}. */
export function entryFacts(entry: CamtElement, usual: UsualEntry): EntryFacts {
  const amount = entryAmount(entry, usual.currency);
  const status = entryStatus(entry) ?? usual.status;
  // FUTR: will be booked; it is announced money like a pending one.
  const pending = status === 'PDNG' || status === 'FUTR';
  if (!pending && status !== 'BOOK') {
    const message =
      status === undefined ? 'the entry has no status' : `"${status}" is no status known here (BOOK, PDNG, INFO)`;
    throw new CamtProblem('bad-status', message, entry.line, 'Sts');
  }
  const booked = dayAt(entry, 'BookgDt');
  const value = dayAt(entry, 'ValDt');
  const bookingDate = booked ?? value ?? usual.day;
  if (bookingDate === undefined) {
    throw new CamtProblem('no-date', 'the entry has neither booking nor value date', entry.line, 'BookgDt');
  }
  return {
    // No spread: this object is made for every entry, and spreading costs more than reading it.
    minor: amount.minor,
    currency: amount.currency,
    status: pending ? 'pending' : 'booked',
    bookingDate,
    valueDate: value,
    reversal: isTrue(textAt(entry, 'RvslInd')),
    batch: batchOf(entry),
  };
}

/**
 * Day of a `Dt`/`DtTm` choice, as written; some banks put it into the element itself. Undefined if the element is
 * missing or empty. Throws {@link CamtProblem}.
 */
export function dayAt(parent: CamtElement, name: string): Day | undefined {
  const choice = child(parent, name);
  const text = textAt(choice, 'Dt') ?? textAt(choice, 'DtTm') ?? textOf(choice);
  if (text === undefined) return undefined;
  const day = xmlDay(text);
  if (day === undefined) {
    throw new CamtProblem('bad-date', `"${text.slice(0, 40)}" is not a calendar day`, choice!.line, name);
  }
  return day;
}

const DETAIL_AMOUNTS = ['TxAmt', 'CntrValAmt', 'InstdAmt'] as const;

/** A detail's own amount in the account's currency, signed; undefined if it has none. Throws {@link CamtProblem}. */
export function detailAmount(detail: CamtElement, entry: EntryFacts, index = 1): bigint | undefined {
  try {
    const amount = amountInCurrency(detail, entry.currency);
    if (amount === undefined) return undefined;
    return (directionOf(detail, '') ?? (entry.minor < 0n ? -1n : 1n)) * amount;
  } catch (error) {
    if (!(error instanceof CamtProblem)) throw error;
    throw new CamtProblem(error.code, error.message, error.line, `NtryDtls/TxDtls[${index}]/${error.path}`);
  }
}

function amountInCurrency(detail: CamtElement, currency: string): bigint | undefined {
  const own = child(detail, 'Amt');
  if (own !== undefined) {
    const amount = sumIn(currency, own, 'Amt');
    if (amount !== undefined) return amount;
  }
  const details = child(detail, 'AmtDtls');
  if (details === undefined) return undefined;
  for (const name of DETAIL_AMOUNTS) {
    const element = find(details, name, 'Amt');
    if (element === undefined) continue;
    const amount = sumIn(currency, element, `AmtDtls/${name}/Amt`);
    if (amount !== undefined) return amount;
  }
  return undefined;
}

/** The minor units of an amount in the account's currency; one in another is only checked. */
function sumIn(currency: string, element: CamtElement, path: string): bigint | undefined {
  if (element.currency !== currency && isBeyondMinorUnits(element)) return undefined;
  const amount = amountOf(element, path, currency);
  return amount.currency === currency ? amount.minor : undefined;
}

/** How the amounts of an entry's details make up the entry. */
export type Split =
  | { readonly kind: 'details'; readonly amounts: readonly bigint[]; readonly charges?: bigint }
  | { readonly kind: 'whole'; readonly reason?: 'no-amounts' | 'differs'; readonly difference?: bigint };

/**
 * Decides how an entry is split: one amount per detail that add up to the entry exactly, or the entry whole. A
 * difference is looked for in the charges, first those of each detail, then those of the entry (they then make a
 * movement of their own, `charges`). The total is never repeated on each detail.
 */
export function splitEntry(
  entry: EntryFacts,
  details: readonly CamtElement[],
  entryCharges: () => readonly CamtCharge[],
): Split {
  if (details.length < 2) return { kind: 'whole' };
  const amounts: bigint[] = [];
  for (const [index, detail] of details.entries()) {
    const amount = detailAmount(detail, entry, index + 1);
    if (amount === undefined) return { kind: 'whole', reason: 'no-amounts' };
    amounts.push(amount);
  }
  const difference = entry.minor - total(amounts);
  if (difference === 0n) return { kind: 'details', amounts };
  const net = amounts.map((amount, index) => amount - chargeTotal(chargesOf(details[index]), entry.currency));
  if (total(net) === entry.minor) return { kind: 'details', amounts: net };
  const charged = chargeTotal(entryCharges(), entry.currency);
  if (charged !== 0n && difference === -charged) return { kind: 'details', amounts, charges: difference };
  return { kind: 'whole', reason: 'differs', difference };
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function chargeTotal(charges: readonly CamtCharge[], currency: string): bigint {
  return total(charges.map((charge) => (charge.currency === currency ? charge.minor : 0n)));
}
