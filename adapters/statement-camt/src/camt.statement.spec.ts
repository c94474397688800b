import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { account, balance, details, document, entry, read } from './testing/camt-builder.js';

const codes = (result: Awaited<ReturnType<typeof read>>): string[] => result.problems.map(({ code }) => code);
const statement = (...parts: readonly string[]): string => document([account() + parts.join('')]);

describe('the statement line', () => {
  it('gives id, sequence, period, account and opening balance before the first transaction', async () => {
    const head =
      '<Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb><FrToDt><FrDtTm>2026-01-01T00:00:00+01:00</FrDtTm><ToDtTm>2026-01-31T23:59:59+01:00</ToDtTm></FrToDt><Acct><Id><Othr><Id>12345</Id></Othr></Id><Ccy>EUR</Ccy><Svcr><FinInstnId><BIC>BNPAFRPP</BIC></FinInstnId></Svcr></Acct>';
    const { lines } = await read(
      document([head + balance('OPBD', '-10.00') + balance('CLBD', '-5.00', '2026-01-31') + entry('5.00')]),
    );
    expect(lines[0]).toEqual({
      type: 'statement',
      id: 'S1',
      sequence: '7',
      account: { number: '12345', currency: 'EUR', bic: 'BNPAFRPP' },
      from: '2026-01-01',
      to: '2026-01-31',
      opening: { amount: '-10.00', date: '2026-01-01' },
      messageId: 'M',
      source: { format: 'camt.053.001.08', file: 'test.xml' },
    });
    expect(lines.at(-1)).toEqual({
      type: 'statement-end',
      closing: { amount: '-5.00', date: '2026-01-31' },
      count: 1,
      sum: '5.00',
      balanced: true,
    });
  });

  it('reads announced entries without a day as of the day of their report, with one warning', async () => {
    const undated = entry('5.00', { status: '<Cd>PDNG</Cd>' }).replace(/<BookgDt>.*<\/BookgDt>/, '');
    const parts = `${account()}<CreDtTm>2026-01-31T10:00:00+01:00</CreDtTm>${undated}${undated}`;
    const { transactions, problems } = await read(document([parts], '052'));
    expect(transactions.map(({ bookingDate }) => bookingDate)).toEqual(['2026-01-31', '2026-01-31']);
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['no-date', 'warning']]);
    // A booked one in a statement without its day is damaged.
    const booked = await read(document([parts.replaceAll('PDNG', 'BOOK')]));
    expect([booked.transactions, booked.problems[0]!.code]).toEqual([[], 'no-date']);
  });

  it('adds up in the currency of the first entry that names one', async () => {
    const bare = account().replace('<Ccy>EUR</Ccy>', '');
    const unnamed = entry('3.00').replace(' Ccy="EUR"', '');
    const { ends, problems } = await read(document([bare + unnamed + entry('5.00') + entry('-1.50')]));
    expect(problems.map(({ code }) => code)).toContain('no-currency');
    expect(ends[0]).toMatchObject({ count: 2, sum: '3.50' });
  });

  it('takes the currency of the balances or the entries where the account names none', async () => {
    const bare = account().replace('<Ccy>EUR</Ccy>', '');
    expect((await read(document([bare + entry('5.00', { currency: 'USD' })]))).heads[0]!.account.currency).toBe('USD');
    expect((await read(document([bare + balance('OPBD', '1', '2026-01-01', 'CHF')]))).heads[0]!.account.currency).toBe(
      'CHF',
    );
  });

  it('warns of an IBAN with wrong check digits and of a missing account', async () => {
    expect(codes(await read(document([account('DE00370400440532013000') + entry('1')])))).toContain('bad-iban');
    expect(codes(await read(document(['<Id>S</Id>' + entry('1')])))).toContain('no-account');
  });
});

describe('balances', () => {
  it.each([
    [
      'OPBD before PRCD',
      [balance('PRCD', '9.00'), balance('OPBD', '10.00'), balance('CLBD', '15.00')],
      '10.00',
      '15.00',
    ],
    ['PRCD where there is no OPBD', [balance('PRCD', '10.00'), balance('CLBD', '15.00')], '10.00', '15.00'],
    ['ITBD on both ends of a middle page', [balance('ITBD', '10.00'), balance('ITBD', '15.00')], '10.00', '15.00'],
    [
      'the earliest and the latest of several days',
      [
        balance('OPBD', '10.00', '2026-01-01'),
        balance('CLBD', '12.00', '2026-01-01'),
        balance('OPBD', '12.00', '2026-01-02'),
        balance('CLBD', '15.00', '2026-01-02'),
      ],
      '10.00',
      '15.00',
    ],
  ])('takes %s', async (_, balances, opening, closing) => {
    const result = await read(statement(...balances, entry('5.00')));
    expect(result.heads[0]!.opening!.amount).toBe(opening);
    expect(result.ends[0]).toMatchObject({ closing: { amount: closing }, balanced: true });
  });

  it('opens nothing with a single intraday balance that stands after the entries', async () => {
    const result = await read(document([account() + balance('ITBD', '15.00') + entry('5.00')], '052'));
    expect(result.heads[0]).not.toHaveProperty('opening');
    expect(result.ends[0]).not.toHaveProperty('balanced');
    expect(codes(result)).toEqual([]);
  });

  it('says false where the movements do not lead from one to the other', async () => {
    const result = await read(statement(balance('OPBD', '10.00'), balance('CLBD', '15.01'), entry('5.00')));
    expect(result.ends[0]!.balanced).toBe(false);
    expect(codes(result)).toEqual(['not-balanced']);
  });

  it('leaves balanced out of a notification, which has no balances', async () => {
    const result = await read(document([account() + entry('5.00')], '054'));
    expect(result.ends[0]).toEqual({ type: 'statement-end', count: 1, sum: '5.00' });
    expect(codes(result)).toEqual([]);
  });

  it('warns where a statement lacks a balance, and refuses an unreadable one', async () => {
    expect(codes(await read(statement(balance('OPBD', '1.00'), entry('5.00'))))).toEqual(['no-balance']);
    const garbled = await read(
      statement(balance('OPBD', '1.00').replace('1.00', '1,00'), balance('CLBD', '6.00'), entry('5.00')),
    );
    expect(garbled.problems[0]).toMatchObject({
      severity: 'error',
      code: 'bad-amount',
      origin: { path: 'BkToCstmrStmt/Stmt[1]/Bal/Amt' },
    });
  });

  it('accepts an account without movement', async () => {
    const result = await read(statement(balance('OPBD', '10.00'), balance('CLBD', '10.00')));
    expect(result.ends).toEqual([expect.objectContaining({ count: 0, sum: '0.00', balanced: true })]);
    expect(result.problems).toEqual([]);
  });
});

describe('the file’s own totals', () => {
  const balances = balance('OPBD', '0.00') + balance('CLBD', '2.00');
  const totals = (number: string, sum: string, net: string): string =>
    `<TxsSummry><TtlNtries><NbOfNtries>${number}</NbOfNtries><Sum>${sum}</Sum>${net}</TtlNtries></TxsSummry>`;
  const old = '<TtlNetNtryAmt>2.00</TtlNetNtryAmt><CdtDbtInd>CRDT</CdtDbtInd>';

  it.each([
    ['version 02', totals('2', '8.00', old)],
    ['version 08', totals('2', '8', '<TtlNetNtry><Amt>2</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry>')],
  ])('agree in %s', async (_, summary) => {
    expect((await read(statement(balances, summary, entry('5.00'), entry('-3.00')))).problems).toEqual([]);
  });

  it.each([totals('3', '8.00', old), totals('2', '8.01', old), totals('2', '8.00', old.replace('CRDT', 'DBIT'))])(
    'are said to differ: %s',
    async (summary) => {
      const result = await read(statement(balances, summary, entry('5.00'), entry('-3.00')));
      expect(result.problems).toEqual([expect.objectContaining({ severity: 'warning', code: 'totals-differ' })]);
    },
  );
});

describe('identity of a line', () => {
  const label = (text: string): string => details(`<RmtInf><Ustrd>${text}</Ustrd></RmtInf>`);

  it('is the same in overlapping statements of other ids, balances, status and version', async () => {
    const first = await read(
      statement(
        balance('OPBD', '1.00'),
        entry('5.00', { inner: label('A') }),
        entry('5.00', { inner: label('A') }),
        entry('6.00', { inner: label('B') }),
      ),
    );
    const other = document(
      [
        account().replace('S1', 'S2') +
          entry('6.00', { status: 'PDNG', inner: label('b') }) +
          entry('5.00', { inner: label('A') }),
      ],
      '052',
      '02',
    );
    const [b, a] = (await read(other)).transactions;
    expect(first.transactions.map(({ ref }) => ref)).toEqual([a!.ref, `${a!.ref}-2`, b!.ref]);
  });

  it('and the sum are the same in any order of the entries', async () => {
    const line = fc.record({ cents: fc.integer({ min: -99_999, max: 99_999 }), text: fc.constantFrom('A', 'B', 'C') });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (rows) => {
        const written = rows.map(({ cents, text }) =>
          entry(
            `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`,
            { inner: label(text) },
          ),
        );
        const forward = await read(statement(...written));
        const backward = await read(statement(...written.reverse()));
        expect(new Set(backward.transactions.map(({ ref }) => ref))).toEqual(
          new Set(forward.transactions.map(({ ref }) => ref)),
        );
        expect(new Set(forward.transactions.map(({ ref }) => ref)).size).toBe(rows.length);
        const total = rows.reduce((sum, { cents }) => sum + BigInt(cents), 0n);
        for (const { sum } of [forward.ends[0]!, backward.ends[0]!]) expect(BigInt(sum.replace('.', ''))).toBe(total);
      }),
      { numRuns: 60 },
    );
  });
});
