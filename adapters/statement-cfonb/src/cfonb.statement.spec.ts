import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { balance, cents, codes, movement, read, statement, type RecordValues } from './testing/cfonb-builder.js';

describe('amounts', () => {
  it.each([
    ['0000000012340{', '1234.00'],
    ['0000000012340A', '1234.01'],
    ['0000000012340i', '1234.09'],
    ['0000000012340é', '1234.00'],
    ['0000000012340}', '-1234.00'],
    ['0000000012340J', '-1234.01'],
    ['0000000012340r', '-1234.09'],
    ['0000000012340è', '-1234.00'],
    ['0000000000000}', '0.00'],
  ])('%s is %s', async (amount, expected) => {
    const { transactions } = await read(statement([movement(0, { amount })], 0));
    expect(transactions.map((line) => line.amount)).toEqual([expected]);
  });

  it.each(['00000000123405', '00000000 2340A', '000000001.340A', '0000000012340S', '              '])(
    '"%s" is refused with its record and positions, never guessed',
    async (amount) => {
      const result = await read(statement([movement(0, { amount }), movement(100)], 100));
      expect(result.transactions.map((line) => line.amount)).toEqual(['1.00']);
      expect(result.problems).toEqual([
        expect.objectContaining({
          severity: 'error',
          code: 'bad-amount',
          origin: { line: 2, path: 'positions 91-104' },
        }),
      ]);
      expect(result.ends[0]!.balanced).toBe(false);
    },
  );

  it('have the decimals of the record and of the currency', async () => {
    const one = async (currency: string, decimals: string): Promise<unknown> => {
      const values: RecordValues = { currency, decimals };
      const records = [balance('01', 0, values), movement(12_340, values), balance('07', 12_340, values)];
      const { transactions, problems } = await read(records);
      return transactions[0]?.amount ?? problems[0]?.code;
    };
    expect(await one('EUR', '2')).toBe('123.40');
    expect(await one('', '')).toBe('123.40');
    expect(await one('XPF', '')).toBe('12340');
    expect(await one('XPF', '0')).toBe('12340');
    expect(await one('TND', '3')).toBe('12.340');
    expect(await one('EUR', '3')).toBe('12.34');
    expect(await one('JPY', '2')).toBe('bad-amount');
    expect(await one('XXQ', '2')).toBe('bad-currency');
    expect(await one('EUR', 'x')).toBe('bad-decimals');
  });

  it('add up to the cent, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1e13, max: 1e13 }), { maxLength: 20 }),
        fc.integer({ min: -1e9, max: 1e9 }),
        async (minors, opening) => {
          const sum = minors.reduce((a, b) => a + b, 0);
          const { transactions, ends, problems } = await read(
            statement(
              minors.map((minor) => movement(minor)),
              sum,
              opening,
            ),
          );
          expect(problems).toEqual([]);
          expect(transactions.reduce((a, line) => a + BigInt(line.amount.replace('.', '')), 0n)).toBe(BigInt(sum));
          expect(ends[0]).toMatchObject({ count: minors.length, balanced: true });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a statement', () => {
  it('has opening, closing, count, sum and proof', async () => {
    const { lines, heads, ends } = await read(statement([movement(500), movement(-200)], 300));
    expect(lines.map((line) => line.type)).toEqual(['statement', 'transaction', 'transaction', 'statement-end']);
    expect(heads[0]).toMatchObject({
      opening: { amount: '1000.00', date: '2026-01-02' },
      source: { format: 'cfonb120', file: 'test.txt' },
    });
    expect(ends[0]).toEqual({
      type: 'statement-end',
      closing: { amount: '1003.00', date: '2026-01-02' },
      count: 2,
      sum: '3.00',
      balanced: true,
    });
  });

  it('says so where it does not add up', async () => {
    const result = await read(statement([movement(500)], 501));
    expect(codes(result)).toEqual(['not-balanced']);
    expect(result.ends[0]!.balanced).toBe(false);
  });

  it('without movement is none to complain about', async () => {
    const { problems, ends } = await read(statement([], 0));
    expect(problems).toEqual([]);
    expect(ends[0]).toMatchObject({ count: 0, sum: '0.00', balanced: true });
  });

  it('ends at each 07: several accounts and days in one file', async () => {
    const other = { account: '00000000001' };
    const records = [
      ...statement([movement(100)], 100),
      ...statement([movement(50)], 50, 100_100),
      balance('01', 0, other),
      movement(7, other),
      balance('07', 7, other),
    ];
    const result = await read(records);
    expect(result.problems).toEqual([]);
    expect(result.ends.map((end) => [end.sum, end.balanced])).toEqual([
      ['1.00', true],
      ['0.50', true],
      ['0.07', true],
    ]);
    expect(new Set(result.heads.map((head) => head.account.iban)).size).toBe(2);
  });

  it('that does not open with what the one before closed with is told, with both days', async () => {
    const next = [balance('01', 1, { date: '050126' }), balance('07', 1, { date: '050126' })];
    const { problems } = await read([...statement([], 0), ...next]);
    expect(problems).toEqual([expect.objectContaining({ severity: 'warning', code: 'gap' })]);
    expect(problems[0]!.message).toMatch(/1000\.00 of 2026-01-02 .* 0\.01 of 2026-01-05/);
  });

  it('gives equal lines references of their own, and the same ones in another file', async () => {
    const { transactions } = await read(statement([movement(500), movement(500)], 1000));
    expect(transactions[1]!.ref).toBe(`${transactions[0]!.ref}-2`);
    const later = await read(statement([movement(1), movement(500)], 501, 7));
    expect(later.transactions[1]!.ref).toBe(transactions[0]!.ref);
  });

  it('refuses a record of another account or currency', async () => {
    for (const values of [{ account: '00000000001' }, { currency: 'USD' }]) {
      const result = await read(statement([movement(500), movement(100, values)], 500));
      expect(codes(result)).toEqual(['wrong-account']);
      expect(result.ends[0]).toMatchObject({ count: 1, balanced: false });
    }
  });

  it('refuses a movement whose booking day does not exist', async () => {
    const result = await read(statement([movement(500, { date: '310226' })], 500));
    expect(codes(result)).toEqual(['bad-date', 'not-balanced']);
    expect(result.transactions).toEqual([]);
  });

  it('without its old or new balance is read, unproven, with a warning', async () => {
    const [, ...headless] = statement([movement(500)], 500);
    const one = await read(headless);
    expect(codes(one)).toEqual(['no-opening']);
    expect(one.ends[0]).not.toHaveProperty('balanced');
    const two = await read([...statement([movement(500)], 500).slice(0, -1), ...statement([], 0)]);
    expect(codes(two)).toEqual(['no-closing']);
    expect(two.ends.map((end) => end.balanced)).toEqual([undefined, true]);
  });

  it('signs small amounts in the builder as the format does', () => {
    expect(cents(-1)).toBe('0000000000000J');
    expect(cents(120)).toBe('0000000000012{');
  });
});
