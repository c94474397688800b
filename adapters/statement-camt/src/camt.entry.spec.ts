import { describe, expect, it } from '@jest/globals';
import { account, details, document, entry, IBAN, read } from './testing/camt-builder.js';

/** Reads one statement of these entries. */
async function readEntries(...entries: readonly string[]): ReturnType<typeof read> {
  return read(document([account() + entries.join('')]));
}

const amount = (text: string, currency = 'EUR'): string => `<Amt Ccy="${currency}">${text}</Amt>`;
const amounts = (result: Awaited<ReturnType<typeof read>>): string[] => result.transactions.map((line) => line.amount);
const codes = (result: Awaited<ReturnType<typeof read>>): string[] =>
  result.problems.map(({ code }) => code).filter((code) => code !== 'no-balance');

describe('amount and sign of an entry', () => {
  it('signs by CdtDbtInd and completes the decimals of the currency', async () => {
    expect(amounts(await readEntries(entry('5'), entry('-7.5'), entry('3.20000')))).toEqual(['5.00', '-7.50', '3.20']);
    const yen = await read(document([account(IBAN, 'JPY') + entry('1200', { currency: 'JPY' })]));
    expect(amounts(yen)).toEqual(['1200']);
  });

  it.each(['12..34', '1e400', '0x10', 'NaN', '1.234,56', '-5', '', '1.005', '١٢'])(
    'refuses the amount %j with its line and path, and reads the others',
    async (text) => {
      const result = await readEntries(
        entry('1.00'),
        `\n${entry('2.00').replace('>2.00<', `>${text}<`)}`,
        entry('3.00'),
      );
      expect(amounts(result)).toEqual(['1.00', '3.00']);
      expect(result.problems).toContainEqual(
        expect.objectContaining({
          severity: 'error',
          code: 'bad-amount',
          origin: { line: 4, path: 'BkToCstmrStmt/Stmt[1]/Ntry[2]/Amt' },
        }),
      );
      expect(result.ends[0]).toMatchObject({ count: 2, sum: '4.00' });
    },
  );

  it('does not flip a reversal: CdtDbtInd is already the booked direction', async () => {
    const { transactions } = await readEntries(
      entry('5.00', { inner: '' }).replace('<Sts>', '<RvslInd>true</RvslInd><Sts>'),
    );
    expect(transactions[0]).toMatchObject({ amount: '5.00', reversal: true });
  });

  it('reads an entry of another currency than the account as it is, beside the sum, and says so once', async () => {
    const foreign = entry('5.00', { currency: 'USD' }) + entry('-1.00', { currency: 'USD' });
    const result = await readEntries(entry('2.00') + foreign);
    expect(result.transactions.map(({ amount, currency }) => `${amount} ${currency}`)).toEqual([
      '2.00 EUR',
      '5.00 USD',
      '-1.00 USD',
    ]);
    expect(result.ends[0]).toMatchObject({ count: 3, sum: '2.00' });
    expect(result.problems.filter(({ code }) => code === 'currency-differs')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: expect.stringContaining('(USD) than the account (EUR): 2;'),
        origin: expect.objectContaining({ path: 'BkToCstmrStmt/Stmt[1]/Ntry[2]/Amt/@Ccy' }),
      }),
    ]);
  });

  it('refuses an entry without direction, day or known status', async () => {
    expect(codes(await readEntries(entry('5.00').replace('CRDT', 'XXX')))).toEqual(['bad-direction']);
    expect(codes(await readEntries(entry('5.00').replace(/<BookgDt>.*<\/BookgDt>/, '')))).toEqual(['no-date']);
    expect(codes(await readEntries(entry('5.00', { date: '2026-02-31' })))).toEqual(['bad-date']);
    expect(codes(await readEntries(entry('5.00', { status: 'XXXX' })))).toEqual(['bad-status']);
  });
});

describe('status and days', () => {
  it('reads the status as text or as choice; pending is not in the sum, information is not counted', async () => {
    const result = await readEntries(
      entry('1.00', { status: 'BOOK' }),
      entry('2.00', { status: '<Cd>PDNG</Cd>' }),
      entry('4.00', { status: 'INFO' }),
    );
    expect(result.transactions.map(({ status }) => status)).toEqual(['booked', 'pending']);
    expect(result.ends[0]).toMatchObject({ count: 2, sum: '1.00' });
    expect(codes(result)).toEqual(['information-entry']);
  });

  it('reads a day that stands in the element itself, as some banks write it', async () => {
    const { transactions } = await readEntries(
      entry('1.00', { inner: '<ValDt><Dt>2026-01-09</Dt></ValDt>' }).replace(
        /<BookgDt>.*<\/BookgDt>/,
        '<BookgDt>2026-01-03</BookgDt>',
      ),
    );
    expect(transactions[0]).toMatchObject({ bookingDate: '2026-01-03', valueDate: '2026-01-09' });
  });

  it('takes an entry without status as booked in a statement, with a warning, and refuses it in a report', async () => {
    const bare = entry('1.00').replace(/<Sts>.*<\/Sts>/, '');
    const booked = await readEntries(bare, bare);
    expect(booked.transactions.map(({ status }) => status)).toEqual(['booked', 'booked']);
    expect(codes(booked)).toEqual(['no-status']);
    const report = await read(document([account() + bare], '052'));
    expect(report.transactions).toEqual([]);
    expect(codes(report)).toEqual(['bad-status']);
  });

  it('keeps the day as written, never moved by its time zone', async () => {
    const { transactions } = await readEntries(
      entry('1.00', { date: '2026-01-02+01:00', inner: '<ValDt><DtTm>2026-01-03T00:30:00+01:00</DtTm></ValDt>' }),
      entry('1.00').replace('<BookgDt><Dt>2026-01-02</Dt></BookgDt>', '<ValDt><Dt>2026-01-04</Dt></ValDt>'),
    );
    expect(transactions[0]).toMatchObject({ bookingDate: '2026-01-02', valueDate: '2026-01-03' });
    expect(transactions[1]).toMatchObject({ bookingDate: '2026-01-04', valueDate: '2026-01-04' });
  });
});

describe('details', () => {
  it('prints one transaction a detail, each with its own amount, in place of the entry', async () => {
    const { transactions } = await readEntries(
      entry('429.56', {
        inner: `<AcctSvcrRef>B1</AcctSvcrRef>${details(`<AmtDtls><TxAmt>${amount('329.56')}</TxAmt></AmtDtls>`, amount('100.00'))}`,
        end: '<AddtlNtryInf>collective credit</AddtlNtryInf>',
      }),
    );
    expect(transactions.map((line) => [line.amount, line.batch, line.additional])).toEqual([
      ['329.56', { ref: 'B1', index: 1, count: 2, total: '429.56' }, undefined],
      ['100.00', { ref: 'B1', index: 2, count: 2, total: '429.56' }, undefined],
    ]);
  });

  it('takes the first amount in the account’s currency', async () => {
    const inner = details(
      `${amount('10.00', 'USD')}<AmtDtls><InstdAmt>${amount('10.00', 'USD')}</InstdAmt><CntrValAmt>${amount('9.00')}</CntrValAmt></AmtDtls>`,
      `<AmtDtls><InstdAmt>${amount('1.00')}</InstdAmt></AmtDtls>`,
    );
    expect(amounts(await readEntries(entry('10.00', { inner })))).toEqual(['9.00', '1.00']);
  });

  it('signs a detail that runs against its entry', async () => {
    const inner = details(
      amount('12.00') + '<CdtDbtInd>CRDT</CdtDbtInd>',
      amount('2.00') + '<CdtDbtInd>DBIT</CdtDbtInd>',
    );
    expect(amounts(await readEntries(entry('10.00', { inner })))).toEqual(['12.00', '-2.00']);
  });

  it('finds the difference in the charges of each detail', async () => {
    const charge = `<Chrgs><Rcrd>${amount('1.00')}<CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>`;
    const result = await readEntries(
      entry('18.00', { inner: details(amount('10.00') + charge, amount('10.00') + charge) }),
    );
    expect(amounts(result)).toEqual(['9.00', '9.00']);
    expect(codes(result)).toEqual([]);
  });

  it('makes the charges of the entry a movement of their own where they explain the difference', async () => {
    const inner = `<Chrgs>${amount('3.00')}</Chrgs>${details(amount('100.00'), amount('50.00'))}`;
    const result = await readEntries(entry('147.00', { inner }));
    expect(result.transactions.map((line) => [line.amount, line.batch?.index, line.batch?.count])).toEqual([
      ['100.00', 1, 3],
      ['50.00', 2, 3],
      ['-3.00', 3, 3],
    ]);
    expect(result.ends[0]!.sum).toBe('147.00');
  });

  it('keeps the entry whole, with a warning, where details have no amounts or do not add up', async () => {
    const text = (words: string): string => `<RmtInf><Ustrd>${words}</Ustrd></RmtInf>`;
    const without = await readEntries(entry('10.00', { inner: details(text('FA1'), text('FA2')) }));
    expect(without.transactions).toEqual([expect.objectContaining({ amount: '10.00', remittance: 'FA1 FA2' })]);
    expect(codes(without)).toEqual(['details-without-amounts']);
    const strd = '<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>';
    const told = `<Refs><EndToEndId>E2</EndToEndId></Refs><RltdPties><Dbtr><Nm>Payer</Nm></Dbtr></RltdPties>${strd}`;
    expect((await readEntries(entry('10.00', { inner: details(text('FA1'), told) }))).transactions).toEqual([
      expect.objectContaining({ remittance: 'FA1 RF18539007547034', additional: 'EndToEndId E2; Dbtr Payer' }),
    ]);
    const wrong = await readEntries(entry('10.00', { inner: details(amount('4.00'), amount('5.00')) }));
    expect(amounts(wrong)).toEqual(['10.00']);
    expect(wrong.problems[0]).toMatchObject({
      code: 'details-do-not-add-up',
      message: expect.stringContaining('1.00 EUR'),
    });
  });

  it('keeps the booked amount of an entry with one detail of another amount', async () => {
    const charged = `<Chrgs>${amount('1.50')}</Chrgs>`;
    const explained = await readEntries(entry('98.50', { inner: details(amount('100.00') + charged) }));
    expect(amounts(explained)).toEqual(['98.50']);
    expect(codes(explained)).toEqual([]);
    const unexplained = await readEntries(entry('98.50', { inner: details(amount('100.00')) }));
    expect([amounts(unexplained), codes(unexplained)]).toEqual([['98.50'], ['details-do-not-add-up']]);
  });

  it('refuses the entry whole when one of its details has a garbled amount', async () => {
    const result = await readEntries(entry('10.00', { inner: details(amount('4.00'), amount('6..00')) }));
    expect(amounts(result)).toEqual([]);
    expect(result.problems[0]).toMatchObject({
      severity: 'error',
      origin: { path: 'BkToCstmrStmt/Stmt[1]/Ntry[1]/NtryDtls/TxDtls[2]/Amt' },
    });
  });

  it('writes a large batch of declared size while it is read, to the cent', async () => {
    const count = 1_200;
    const inner = details(
      ...Array.from({ length: count }, (_, n) => `<Refs><EndToEndId>E${n}</EndToEndId></Refs>${amount('0.01')}`),
    );
    const batch = inner.replace('<NtryDtls>', `<NtryDtls><Btch><NbOfTxs>${count}</NbOfTxs></Btch>`);
    const result = await readEntries(entry('12.00', { inner: batch }));
    expect(result.ends[0]).toMatchObject({ count, sum: '12.00' });
    expect(result.transactions.at(-1)!.batch).toMatchObject({ index: count, count, total: '12.00' });
    expect(new Set(result.transactions.map(({ ref }) => ref)).size).toBe(count);
    expect(codes(result)).toEqual([]);
    const lying = await readEntries(entry('12.01', { inner: batch.replace(`${count}</NbOfTxs>`, '1300</NbOfTxs>') }));
    expect(codes(lying)).toEqual(['details-do-not-add-up', 'batch-count']);
  });

  it('holds the number and total of a batch against its details', async () => {
    const batch = (head: string): string =>
      details(amount('4.00'), amount('6.00')).replace('<NtryDtls>', `<NtryDtls><Btch>${head}</Btch>`);
    const total = (text: string): string => `<TtlAmt Ccy="EUR">${text}</TtlAmt>`;
    expect(codes(await readEntries(entry('10.00', { inner: batch(`<NbOfTxs>2</NbOfTxs>${total('10.00')}`) })))).toEqual(
      [],
    );
    const wrong = await readEntries(entry('10.00', { inner: batch(`<NbOfTxs>3</NbOfTxs>${total('11.00')}`) }));
    expect(codes(wrong)).toEqual(['batch-count', 'batch-total']);
    expect(amounts(wrong)).toEqual(['4.00', '6.00']);
  });

  it('holds a large batch whose charges or missing amounts only all details together explain', async () => {
    const head = '<NtryDtls><Btch><NbOfTxs>600</NbOfTxs></Btch>';
    const many = (detail: string): string => details(...Array(600).fill(detail)).replace('<NtryDtls>', head);
    const charges = `<Chrgs><Rcrd>${amount('1.00')}<CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>`;
    const net = await readEntries(entry('5.00', { inner: charges + many(amount('0.01')) }));
    expect(net.transactions.at(-1)).toMatchObject({ amount: '-1.00', batch: { index: 601, count: 601 } });
    expect([codes(net), net.ends[0]!.sum]).toEqual([[], '5.00']);
    const information = await readEntries(entry('5.00', { inner: many(amount('0.01')), status: 'INFO' }));
    expect([codes(information), information.transactions]).toEqual([['information-entry'], []]);
    const without = await readEntries(entry('5.00', { inner: many('<Refs><EndToEndId>E</EndToEndId></Refs>') }));
    expect([codes(without), amounts(without)]).toEqual([['details-without-amounts'], ['5.00']]);
  });

  it('gives each detail the batch it stands in, where an entry puts several batches together', async () => {
    const batch = (id: string): string =>
      details(amount('1.00'), amount('2.00')).replace(
        '<NtryDtls>',
        `<NtryDtls><Btch><PmtInfId>${id}</PmtInfId></Btch>`,
      );
    const { transactions } = await readEntries(entry('6.00', { inner: batch('P1') + batch('P2') }));
    expect(transactions.map((line) => [line.paymentInformationId, line.batch?.ref])).toEqual([
      ['P1', 'P1'],
      ['P1', 'P1'],
      ['P2', 'P2'],
      ['P2', 'P2'],
    ]);
  });

  it('keeps a batch without details whole, with its references', async () => {
    const inner = '<NtryDtls><Btch><MsgId>M7</MsgId><PmtInfId>P7</PmtInfId><NbOfTxs>20</NbOfTxs></Btch></NtryDtls>';
    const { transactions, problems } = await readEntries(entry('10.00', { inner }));
    expect(transactions).toEqual([
      expect.objectContaining({ amount: '10.00', paymentInformationId: 'P7', additional: 'MsgId M7; NbOfTxs 20' }),
    ]);
    expect(problems.filter(({ code }) => code !== 'no-balance')).toEqual([]);
  });

  it('reads several blocks of details in one entry', async () => {
    const inner = details(amount('4.00')) + details(amount('6.00'));
    expect(amounts(await readEntries(entry('10.00', { inner })))).toEqual(['4.00', '6.00']);
  });
});
