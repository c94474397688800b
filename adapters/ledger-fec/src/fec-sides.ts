import { balancedAmounts, formatMinor, type JournalEntry } from '@lettrage/adapter-sdk';

const CURRENCY = 'EUR';
const ZERO = '0.00';
const [DIGIT_0, DIGIT_9, POINT] = [0x30, 0x39, 0x2e];
/** Characters of an amount whose cents, a hundred of them added up, are still exact integers. */
const LONGEST = 15;

/** Debit and credit of a line as decimals with a point and two places; the side that is none is `0.00`. */
export interface LineSides {
  readonly debit: string;
  readonly credit: string;
}

/**
 * Sides of every line of an entry that balances, and their sum in cents, which is that of the debits and of the credits.
 * Throws `AdapterError('rejected')` as `balancedAmounts` does.
 */
export function sidesOfEntry(entry: JournalEntry): { readonly sides: readonly LineSides[]; readonly total: bigint } {
  return plainSides(entry) ?? exactSides(entry);
}

/**
 * The same for amounts that are written as the file has them already, which nearly all are: they are added up as whole
 * cents in safe integers, and their texts used as they stand. Undefined where anything is out of the ordinary.
 */
function plainSides(entry: JournalEntry): { sides: readonly LineSides[]; total: bigint } | undefined {
  const { lines } = entry;
  let debits = 0;
  let credits = 0;
  for (let i = 0; i < lines.length; i++) {
    const { debit, credit } = lines[i]!;
    const one = plainCents(debit);
    const other = plainCents(credit);
    if (one < 0 || other < 0 || (one > 0 && other > 0)) return undefined;
    debits += one;
    credits += other;
  }
  const isSound = lines.length > 0 && debits === credits && debits <= Number.MAX_SAFE_INTEGER;
  return isSound ? { sides: lines, total: BigInt(debits) } : undefined;
}

/** Cents of an amount written like `120.01`, without sign or needless zeros; -1 where it is not. */
function plainCents(text: string): number {
  if (text === ZERO) return 0;
  const { length } = text;
  const point = length - 3;
  if (point < 1 || length > LONGEST || text.charCodeAt(point) !== POINT) return -1;
  if (point > 1 && text.charCodeAt(0) === DIGIT_0) return -1;
  let cents = 0;
  for (let i = 0; i < length; i++) {
    if (i === point) continue;
    const code = text.charCodeAt(i);
    if (code < DIGIT_0 || code > DIGIT_9) return -1;
    cents = cents * 10 + (code - DIGIT_0);
  }
  return cents;
}

function exactSides(entry: JournalEntry): { sides: readonly LineSides[]; total: bigint } {
  const amounts = balancedAmounts(entry, CURRENCY);
  const text = (minor: bigint): string => (minor === 0n ? ZERO : formatMinor(minor, CURRENCY));
  return {
    sides: amounts.map(({ debit, credit }) => ({ debit: text(debit), credit: text(credit) })),
    total: amounts.reduce((sum, { debit }) => sum + debit, 0n),
  };
}

/** Debit and credit with a sign for the decimals. */
export function sidesWith({ debit, credit }: LineSides, decimal: ',' | '.'): readonly [string, string] {
  return [withDecimal(debit, decimal), withDecimal(credit, decimal)];
}

/** `Montant` and whether it is a debit. */
export function directedWith({ debit, credit }: LineSides, decimal: ',' | '.'): readonly [string, boolean] {
  const isDebit = debit !== ZERO || credit === ZERO;
  return [withDecimal(isDebit ? debit : credit, decimal), isDebit];
}

/** Whether a side is none. */
export function isNone(side: string): boolean {
  return side === ZERO;
}

function withDecimal(text: string, decimal: ',' | '.'): string {
  if (decimal === '.') return text;
  return text === ZERO ? '0,00' : `${text.slice(0, -3)},${text.slice(-2)}`;
}
