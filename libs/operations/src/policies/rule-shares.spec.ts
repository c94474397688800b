import { describe, expect, it } from '@jest/globals';
import { parseMinor } from '@lettrage/domain';
import fc from 'fast-check';
import { checkShares, sharesOfLine, type RuleShare } from './rule-shares.js';

const line = (amount: bigint) => ({ amount, currency: 'EUR' });
const VAT = { rate: '20', account: '445660' };
const RENT: RuleShare[] = [
  { account: '627800', amount: '12.00', vat: VAT },
  { account: '613200', percent: '60', vat: VAT },
  { account: '614000', percent: '15' },
  { account: '616000', rest: true },
];

describe('the shares of a line', () => {
  it('are fixed amounts, percentages of the whole line and the rest, each with its VAT, signed like the line', () => {
    expect(sharesOfLine(RENT, line(-1000_01n))).toEqual([
      { account: '627800', amount: '-10.00' },
      { account: '445660', amount: '-2.00' },
      { account: '613200', amount: '-500.01' },
      { account: '445660', amount: '-100.00' },
      { account: '614000', amount: '-150.00' },
      { account: '616000', amount: '-238.00' },
    ]);
  });

  it('are nothing where the fixed amounts and percentages are more than the line, or no amount of its currency', () => {
    expect(sharesOfLine(RENT, line(-40_00n))).toBeUndefined();
    expect(
      sharesOfLine(
        [
          { account: '627800', amount: '1.50' },
          { account: '628000', rest: true },
        ],
        { amount: -100n, currency: 'JPY' },
      ),
    ).toBeUndefined();
  });

  it('leave out what comes to nothing', () => {
    expect(
      sharesOfLine(
        [
          { account: '613200', percent: '100' },
          { account: '616000', rest: true },
        ],
        line(500n),
      ),
    ).toEqual([{ account: '613200', amount: '5.00' }]);
  });

  it('add up to any line to the cent, and no share is off its percentage by more than a cent', () => {
    const vat = fc.option(fc.constantFrom('20', '10', '5.5', '2.10'), { nil: undefined });
    const share = fc.tuple(fc.constantFrom('percent', 'amount'), fc.integer({ min: 1, max: 2500 }), vat);
    let applied = 0;
    fc.assert(
      fc.property(
        fc.array(share, { maxLength: 4 }),
        fc.nat(4),
        fc.bigInt(-10_000_000n, 10_000_000n),
        (given, at, amount) => {
          const shares: RuleShare[] = given.map(([kind, number, rate], index) => ({
            account: `60${index}000`,
            ...(kind === 'percent'
              ? { percent: `${Math.floor(number / 100)}.${String(number % 100).padStart(2, '0')}` }
              : { amount: `${number}.25` }),
            ...(rate === undefined ? {} : { vat: { rate, account: `44566${index}` } }),
          }));
          shares.splice(Math.min(at, shares.length), 0, {
            account: '608000',
            rest: true,
            vat: { rate: '20', account: '445669' },
          });
          const parts = sharesOfLine(shares, line(amount));
          if (parts === undefined) return;
          applied += 1;
          const on = (accounts: readonly string[]) =>
            parts.reduce((sum, one) => sum + (accounts.includes(one.account) ? parseMinor(one.amount, 'EUR') : 0n), 0n);
          expect(parts.reduce((sum, one) => sum + parseMinor(one.amount, 'EUR'), 0n)).toBe(amount);
          for (const { account, percent, vat: own } of shares) {
            if (percent === undefined) continue;
            const [whole, fraction = ''] = percent.split('.');
            const exact = amount * BigInt(whole! + fraction.padEnd(2, '0'));
            const off = 10_000n * on([account, ...(own ? [own.account] : [])]) - exact;
            expect(off <= 10_000n && off >= -10_000n).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(applied).toBeGreaterThan(50);
  });
});

describe('a split of a rule', () => {
  const rest = { account: '616000', rest: true };
  it.each<[string, RuleShare[], string]>([
    ['one share', [rest], '2 to 20 shares'],
    [
      'no rest',
      [
        { account: '613200', percent: '50' },
        { account: '614000', percent: '50' },
      ],
      'takes the rest',
    ],
    ['two rests', [rest, rest], 'takes the rest'],
    [
      'more than the whole',
      [{ account: '613200', percent: '60' }, { account: '614000', percent: '40.01' }, rest],
      'more than 100',
    ],
    ['a share that says two things', [{ account: '613200', percent: '60', amount: '1.00' }, rest], 'say one of them'],
    ['a share of nothing', [{ account: '613200', percent: '0' }, rest], 'no percentage'],
    ['a negative amount', [{ account: '613200', amount: '-1.00' }, rest], 'no amount of a share'],
    ['an account of letters', [{ account: 'LOYER', amount: '1.00' }, rest], 'begins with three digits'],
    [
      'a rate of VAT in words',
      [{ account: '613200', amount: '1.00', vat: { rate: 'vingt', account: '445660' } }, rest],
      'no rate of VAT',
    ],
  ])('is refused with %s', (_name, shares, message) => {
    expect(() => checkShares(shares, 'EUR')).toThrow(message);
  });

  it('is taken with several VAT accounts', () => {
    expect(() => checkShares(RENT, 'EUR')).not.toThrow();
  });
});
