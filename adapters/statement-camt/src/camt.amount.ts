import { AmountError, decimalsOf, formatMinor, isCurrency, parseMinor } from '@lettrage/adapter-sdk';
import { plainMinor, readAmount, show } from '@lettrage/formats';
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
  if (currency !== lastCurrency && !isCurrency(currency)) {
    const message = `"${show(currency)}" is not a currency (expected an ISO 4217 code such as EUR)`;
    throw new CamtProblem('bad-currency', message, element.line, path);
  }
  try {
    const minor = element.text.startsWith('-') ? undefined : plainMinor(element.text, POINT, decimalsIn(currency));
    if (minor !== undefined) return { minor, currency };
    const text = readAmount(whole(element.text.trim()));
    if (text.startsWith('-')) throw new AmountError(`"${show(text)}" has a sign, which belongs in CdtDbtInd`, text);
    return { minor: parseMinor(text, currency), currency };
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    throw new CamtProblem('bad-amount', error.message, element.line, path);
  }
}

/**
 * Reads an amount told beside the booked one; undefined if it is written well but no minor units here can hold it: a
 * currency that is not in the list (`CNH`), more decimals than its currency has. Throws {@link CamtProblem}.
 */
export function heldAmount(element: CamtElement, path: string): CamtAmount | undefined {
  try {
    return amountOf(element, path);
  } catch (error) {
    if (error instanceof CamtProblem && isBeyondMinorUnits(element)) return undefined;
    throw error;
  }
}

const WRITTEN = /^\d{1,18}(?:\.(\d{1,10}))?$/;

/** True for an amount that is written well, but in a currency or with decimals that have no minor units here. */
export function isBeyondMinorUnits({ text, currency }: CamtElement): boolean {
  const own = currency?.trim() ?? '';
  const written = WRITTEN.exec(text.trim());
  if (written === null || !/^[A-Z]{3}$/.test(own)) return false;
  return !isCurrency(own) || /[1-9]/.test((written[1] ?? '').slice(decimalsOf(own)));
}

const POINT = '.'.charCodeAt(0);

/** A statement has one currency, as a rule: it is looked up once. */
let [lastCurrency, lastDecimals] = ['EUR', 2];

function decimalsIn(currency: string): number {
  if (currency !== lastCurrency) [lastCurrency, lastDecimals] = [currency, decimalsOf(currency)];
  return lastDecimals;
}

/** `xs:decimal` also allows `.5` and `5.`, which are plain amounts. */
function whole(text: string): string {
  if (/^\.\d+$/.test(text)) return `0${text}`;
  return /^\d+\.$/.test(text) ? text.slice(0, -1) : text;
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
