import type { DatedAmount, Day } from '@lettrage/adapter-sdk';
import { show } from '@lettrage/formats';
import { amountOf, directionOf, written, type CamtAmount } from './camt.amount.js';
import { CamtProblem, find, textAt, type CamtElement } from './camt.element.js';
import { dayAt } from './camt.entry.js';

/** A `Bal` of a statement; `minor` is signed. */
export interface CamtBalance {
  readonly code: string;
  readonly minor: bigint;
  readonly currency: string;
  readonly date?: Day;
}

/** Reads a `Bal`; throws {@link CamtProblem}. */
export function balanceOf(element: CamtElement): CamtBalance {
  const type = find(element, 'Tp', 'CdOrPrtry') ?? find(element, 'Tp');
  const code = textAt(type, 'Cd') ?? textAt(type, 'Prtry') ?? '';
  const amount = find(element, 'Amt');
  if (amount === undefined)
    throw new CamtProblem('no-amount', `the balance ${code} has no amount`, element.line, 'Bal/Amt');
  const { minor, currency } = amountOf(amount, 'Bal/Amt');
  const direction = directionOf(element, 'Bal/');
  if (direction === undefined) {
    throw new CamtProblem(
      'no-direction',
      `the balance ${code} does not say CRDT or DBIT`,
      element.line,
      'Bal/CdtDbtInd',
    );
  }
  const date = dayAt(element, 'Dt');
  return { code, minor: direction * minor, currency, ...(date === undefined ? {} : { date }) };
}

/**
 * The opening balance: OPBD, else PRCD, else the first ITBD (a later page). A statement over several days repeats the
 * codes; the earliest counts. A single ITBD in a statement with entries says where the account stands after them, so
 * it opens nothing.
 */
export function openingOf(balances: readonly CamtBalance[], hasEntries: boolean): CamtBalance | undefined {
  const dated = earliest(balances, 'OPBD') ?? earliest(balances, 'PRCD');
  if (dated) return dated;
  const interim = balances.filter(({ code }) => code === 'ITBD');
  const closed = interim.length > 1 || balances.some(({ code }) => code === 'CLBD');
  return closed || !hasEntries ? interim[0] : undefined;
}

/** The closing balance: the latest CLBD, else the last ITBD (an earlier page). */
export function closingOf(balances: readonly CamtBalance[]): CamtBalance | undefined {
  const closing = balances.filter(({ code }) => code === 'CLBD');
  const latest = closing.reduce<CamtBalance | undefined>(
    (a, b) => (a && (a.date ?? '') > (b.date ?? '') ? a : b),
    undefined,
  );
  return latest ?? balances.filter(({ code }) => code === 'ITBD').at(-1);
}

function earliest(balances: readonly CamtBalance[], wanted: string): CamtBalance | undefined {
  const found = balances.filter(({ code }) => code === wanted);
  return found.reduce<CamtBalance | undefined>((a, b) => (a && (a.date ?? '') <= (b.date ?? '') ? a : b), undefined);
}

/** A balance in its public shape. */
export function writtenBalance(balance: CamtBalance | undefined): DatedAmount | undefined {
  if (balance === undefined) return undefined;
  return {
    amount: written(balance.minor, balance.currency),
    ...(balance.date === undefined ? {} : { date: balance.date }),
  };
}

/** What was counted while reading, to hold against the file's own totals. Sums are of unsigned amounts. */
export class EntryTotals {
  private readonly credit = { count: 0, sum: 0n };
  private readonly debit = { count: 0, sum: 0n };

  /** False once an entry was in another currency than the account: nobody says what a sum holds then. */
  private summable = true;

  /** Counts an entry of an account in `own` currency. */
  add({ minor, currency }: CamtAmount, own: string | undefined): void {
    const side = minor < 0n ? this.debit : this.credit;
    side.count++;
    side.sum += minor < 0n ? -minor : minor;
    if (currency !== own) this.summable = false;
  }

  /** Sentences on what differs from a `TxsSummry`; an unreadable total is said, not thrown. */
  differences(summary: CamtElement, currency: string): string[] {
    const all = { count: this.credit.count + this.debit.count, sum: this.credit.sum + this.debit.sum };
    const found: string[] = [];
    for (const [name, counted] of [
      ['TtlNtries', all],
      ['TtlCdtNtries', this.credit],
      ['TtlDbtNtries', this.debit],
    ] as const) {
      const element = find(summary, name);
      const number = textAt(element, 'NbOfNtries');
      if (number !== undefined && !sameCount(number, counted.count)) {
        found.push(`${name} says ${show(number)} entries, the file has ${counted.count}`);
      }
      const sum = find(element, 'Sum');
      if (sum && this.summable && amountText(sum, currency) !== written(counted.sum, currency)) {
        found.push(
          `${name} says ${show(sum.text.trim())} in all, the entries add up to ${written(counted.sum, currency)}`,
        );
      }
    }
    return this.summable ? [...found, ...this.netDifference(find(summary, 'TtlNtries'), currency)] : found;
  }

  private netDifference(element: CamtElement | undefined, currency: string): string[] {
    // Version 02 and 03 hold the net amount beside its direction, later ones in an element of its own.
    const holder = find(element, 'TtlNetNtry') ?? element;
    const net = find(holder, 'Amt') ?? find(element, 'TtlNetNtryAmt');
    const direction = textAt(holder, 'CdtDbtInd');
    if (!net || direction === undefined) return [];
    const counted = this.credit.sum - this.debit.sum;
    const stated = amountText(net, currency);
    const expected = written(counted < 0n ? -counted : counted, currency);
    const rightSide = counted === 0n || counted > 0n === (direction === 'CRDT');
    if (stated === expected && rightSide) return [];
    return [
      `TtlNtries says ${show(net.text.trim())} ${show(direction)} net, the entries make ${written(counted, currency)}`,
    ];
  }
}

function sameCount(text: string, count: number): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) === count;
}

function amountText(element: CamtElement, currency: string): string | undefined {
  try {
    const amount = amountOf(element, '', currency);
    return written(amount.minor, amount.currency);
  } catch (error) {
    if (error instanceof CamtProblem) return undefined;
    throw error;
  }
}
