import { absolute, AmountError, divideRounded, formatMinor, InputError, parseMinor } from '@lettrage/domain';

/**
 * Part of a line that a rule puts on an account: a fixed amount, a percentage of the line, or what the others leave.
 * `amount` is a decimal string without sign, in the currency of the line; `vat` is the tax inside the part.
 */
export interface RuleShare {
  readonly account: string;
  readonly amount?: string;
  readonly percent?: string;
  readonly rest?: boolean;
  readonly vat?: { readonly rate: string; readonly account: string };
}

/** Part of a line on an account, as the books take it: a decimal string, signed like the line. */
export interface LineShare {
  readonly account: string;
  readonly amount: string;
}

const RATE = /^\d{1,2}(\.\d{1,2})?$/;
const PERCENT = /^(?:100(?:\.0{1,4})?|\d{1,2}(?:\.\d{1,4})?)$/;
const ACCOUNT = /^\d{3}[0-9A-Za-z]{0,17}$/;
const MOST = 20;

/**
 * The shares of a line: fixed amounts first, percentages of the whole line cumulated so that no cent is lost between
 * them, the rest to the share that takes it; of each its VAT apart. They add up to the line to the cent; shares of
 * nothing are left out.
 *
 * @param amount minor units, signed
 * @returns undefined where the fixed amounts and percentages are more than the line, or its currency has not their decimals
 */
export function sharesOfLine(
  shares: readonly RuleShare[],
  { amount, currency }: { readonly amount: bigint; readonly currency: string },
): LineShare[] | undefined {
  const whole = absolute(amount);
  const parts = partsOf(shares, whole, currency);
  if (parts === undefined) return undefined;
  const sign = amount < 0n ? -1n : 1n;
  return shares.flatMap(({ account, vat }, index) => {
    const part = parts[index]!;
    const tax = vat === undefined ? 0n : taxInside(part, vat.rate);
    const on = [{ account, minor: part - tax }, ...(vat === undefined ? [] : [{ account: vat.account, minor: tax }])];
    return on
      .filter(({ minor }) => minor !== 0n)
      .map((one) => ({ account: one.account, amount: formatMinor(sign * one.minor, currency) }));
  });
}

/** Minor units of each share of a line, without sign. */
function partsOf(shares: readonly RuleShare[], whole: bigint, currency: string): bigint[] | undefined {
  const parts: bigint[] = [];
  let [percent, given, taken] = [0n, 0n, 0n];
  for (const share of shares) {
    let part = 0n;
    if (share.amount !== undefined) {
      const fixed = minorOf(share.amount, currency);
      if (fixed === undefined) return undefined;
      part = fixed;
    } else if (share.percent !== undefined) {
      percent += scaled(share.percent);
      part = divideRounded(whole * percent, 100n * SCALE) - given;
      given += part;
    }
    taken += part;
    parts.push(part);
  }
  const rest = whole - taken;
  if (rest < 0n) return undefined;
  return shares.map((share, index) => (share.rest ? rest : parts[index]!));
}

/** Percentages and rates with four decimals, as a whole number. */
const SCALE = 10_000n;

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(4, '0'));
}

function taxInside(withTax: bigint, rate: string): bigint {
  const by = scaled(rate);
  return divideRounded(withTax * by, 100n * SCALE + by);
}

function minorOf(amount: string, currency: string): bigint | undefined {
  try {
    return parseMinor(amount, currency);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    return undefined;
  }
}

/**
 * Checks what is said of a split: accounts, one thing for each share, one share that takes the rest, no more than the whole.
 *
 * @throws InputError `invalid-rule`
 */
export function checkShares(shares: readonly RuleShare[], currency: string): void {
  const refuse = (message: string): never => {
    throw new InputError('invalid-rule', message);
  };
  if (shares.length < 2 || shares.length > MOST) refuse(`A split has 2 to ${MOST} shares.`);
  for (const { account, amount, percent, rest, vat } of shares) {
    const accounts = [account, ...(vat === undefined ? [] : [vat.account])];
    const wrong = accounts.find((one) => !ACCOUNT.test(one));
    if (wrong !== undefined) refuse(`"${wrong}" is no account: it begins with three digits.`);
    if ([amount !== undefined, percent !== undefined, rest === true].filter(Boolean).length !== 1)
      refuse(`The share on ${account} is an amount, a percentage or the rest: say one of them.`);
    const minor = amount === undefined ? 1n : minorOf(amount, currency);
    if (minor === undefined || minor <= 0n) refuse(`"${amount}" is no amount of a share: write it like 12.50.`);
    if (percent !== undefined && (!PERCENT.test(percent) || scaled(percent) === 0n))
      refuse(`"${percent}" is no percentage of a line: write it like 60 or 12.5.`);
    if (vat !== undefined && !RATE.test(vat.rate)) refuse(`"${vat.rate}" is no rate of VAT: write it like 20 or 5.5.`);
  }
  if (shares.filter((share) => share.rest).length !== 1)
    refuse('One share of a split takes the rest, so that the line is booked to the cent.');
  const percents = shares.reduce((sum, { percent }) => sum + (percent === undefined ? 0n : scaled(percent)), 0n);
  if (percents > 100n * SCALE) refuse('The percentages of a split are more than 100.');
}
