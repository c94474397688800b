import { AmountError, formatMinor, isCurrency, parseMinor } from '@lettrage/adapter-sdk';
import { readAmount, show } from '@lettrage/formats';
import { CamtProblem, find, textAt, type CamtElement } from './camt.element.js';

/** An exact amount in a currency's minor units. */
export interface CamtAmount {
  readonly minor: bigint;
  readonly currency: string;
}

/**
 * Reads an `Amt` element: digits with a point, no sign (ISO 20022 puts it in `CdtDbtInd`). `fallback` is the account's
 * currency for files that leave out `Ccy`. Throws {@link CamtProblem}.
 */
export function amountOf(element: CamtElement, path: string, fallback?: string): CamtAmount {
  const currency = element.currency?.trim() || fallback;
  if (currency === undefined)
    throw new CamtProblem('no-currency', 'the amount has no currency (attribute Ccy)', element.line, path);
  if (!isCurrency(currency)) {
    const message = `"${show(currency)}" is not a currency (expected an ISO 4217 code such as EUR)`;
    throw new CamtProblem('bad-currency', message, element.line, path);
  }
  try {
    const text = readAmount(element.text);
    if (text.startsWith('-')) throw new AmountError(`"${show(text)}" has a sign, which belongs in CdtDbtInd`, text);
    return { minor: parseMinor(text, currency), currency };
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    throw new CamtProblem('bad-amount', error.message, element.line, path);
  }
}

/** +1 for a credit, -1 for a debit, from `CdtDbtInd` of `element`; undefined if it has none. Throws {@link CamtProblem}. */
export function directionOf(element: CamtElement, path: string): 1n | -1n | undefined {
  const text = textAt(element, 'CdtDbtInd');
  if (text === 'CRDT') return 1n;
  if (text === 'DBIT') return -1n;
  if (text === undefined) return undefined;
  const line = find(element, 'CdtDbtInd')!.line;
  throw new CamtProblem('bad-direction', `"${show(text)}" is neither CRDT nor DBIT`, line, `${path}CdtDbtInd`);
}

/** Decimal string with the currency's decimals. */
export function written(minor: bigint, currency: string): string {
  return formatMinor(minor, currency);
}
