import { absolute, type VatShare } from '@lettrage/domain';
import { CashSpread } from '../lifecycle/cash-in/spread-cash.js';

/**
 * Splits the VAT of an invoice over the parts it is paid in, in the order given: what was paid before, then what is due,
 * or each instalment. Each part gets every rate in proportion of what the rate asks for with tax, to the cent, the largest
 * remainders taking what is left over; within a rate, its tax in proportion of the amount with tax. Together the parts
 * have exactly the bases and taxes of the invoice, and each part adds up to its amount.
 *
 * @param vat bases and taxes of the invoice by rate, minor units, all of one sign
 * @param parts amounts with tax, of the sign of the invoice, together the total with tax
 * @returns the split of each part, without rates that got nothing; undefined where the amounts do not add up to the
 *   total, or rates have different signs, so that nothing can be said without guessing
 */
export function splitVat(vat: readonly VatShare[], parts: readonly bigint[]): VatShare[][] | undefined {
  const totals = vat.map(({ base, tax }) => base + tax);
  const total = sum(totals);
  const isOneSign = totals.every((one) => one * total >= 0n) && parts.every((part) => part * total >= 0n);
  if (total === 0n || !isOneSign || sum(parts) !== total) return undefined;
  const spread = new CashSpread(vat.map(({ rate }, index) => ({ rate, total: totals[index]! })));
  const cumulated = vat.map(() => 0n);
  return parts.map((part) =>
    spread.next(part).flatMap((withTax, index) => {
      if (withTax === 0n) return [];
      const { rate, tax } = vat[index]!;
      const before = taxWithin(cumulated[index]!, tax, totals[index]!);
      cumulated[index]! += withTax;
      const own = taxWithin(cumulated[index]!, tax, totals[index]!) - before;
      return [{ rate, base: withTax - own, tax: own }];
    }),
  );
}

/** The tax in an amount with tax, in proportion, rounded half away from zero; cumulated, so that the last part is exact. */
function taxWithin(amount: bigint, tax: bigint, total: bigint): bigint {
  const [product, by] = [amount * tax, absolute(total)];
  const signed = total < 0n ? -product : product;
  const rounded = (2n * absolute(signed) + by) / (2n * by);
  return signed < 0n ? -rounded : rounded;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n);
