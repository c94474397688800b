import { describe, expect, it } from '@jest/globals';
import type { ReadLines } from '@lettrage/adapter-sdk/conformance';
import { account, balance, details, document, entry, IBAN, read } from './testing/camt-builder.js';

const THEIRS = 'FR7630006000011234567890189';

async function one(detail: string, inner = ''): Promise<ReadLines['transactions'][number]> {
  const { transactions } = await read(document([account() + entry('10.00', { inner: inner + details(detail) })]));
  return transactions[0]!;
}

describe('what has no field of its own', () => {
  it('keeps every reference under its name', async () => {
    const refs = `<Refs><MsgId>M1</MsgId><InstrId>I1</InstrId><UETR>U1</UETR><ChqNb>77</ChqNb><MktInfrstrctrTxId>X1</MktInfrstrctrTxId><Prtry><Tp>00</Tp><Ref>P1</Ref></Prtry></Refs>`;
    expect((await one(refs)).additional).toBe(
      'MsgId M1; InstrId I1; UETR U1; ChqNb 77; MktInfrstrctrTxId X1; Prtry/Tp 00; Prtry/Ref P1',
    );
  });

  it('keeps the references of the entry that gave way to the detail’s, and the message that holds the details', async () => {
    const inner =
      '<NtryRef>N1</NtryRef><AcctSvcrRef>A1</AcctSvcrRef><AddtlInfInd><MsgNmId>camt.054.001.08</MsgNmId><MsgId>M54</MsgId></AddtlInfInd>';
    expect(await one('<Refs><AcctSvcrRef>A2</AcctSvcrRef></Refs>', inner)).toMatchObject({
      bankReference: 'A2',
      additional: 'NtryRef N1; AcctSvcrRef A1; AddtlInfInd/MsgNmId camt.054.001.08; AddtlInfInd/MsgId M54',
    });
  });

  it('keeps who stands behind a payment, and the account number the payer used where it is another', async () => {
    const parties = `<RltdPties><InitgPty><Nm>Starter</Nm></InitgPty><Dbtr><Pty><Nm>Payer</Nm><PstlAdr><Ctry>FR</Ctry></PstlAdr><Id><OrgId><LEI>L1</LEI></OrgId></Id></Pty></Dbtr><DbtrAcct><Id><Othr><Id>998</Id></Othr></Id></DbtrAcct><Cdtr><Pty><Nm>Our Company</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>CH4431999123000889012</IBAN></Id></CdtrAcct><UltmtCdtr><Pty><Nm>Our Branch</Nm></Pty></UltmtCdtr></RltdPties><RltdAgts><DbtrAgt><FinInstnId><Nm>A Bank</Nm></FinInstnId></DbtrAgt></RltdAgts>`;
    const line = await one(parties);
    expect(line.counterparty).toEqual({ name: 'Payer' });
    expect(line.additional).toBe(
      'InitgPty/Nm Starter; Dbtr/LEI L1; DbtrAcct 998; DbtrAgt A Bank; CdtrAcct CH4431999123000889012; UltmtCdtr Our Branch',
    );
  });

  it('does not repeat our own name and account', async () => {
    const parties = `<RltdPties><Cdtr><Nm>Our Company</Nm></Cdtr><CdtrAcct><Id><IBAN>${IBAN}</IBAN></Id></CdtrAcct></RltdPties>`;
    const line = await one(parties);
    expect([line.counterparty, line.additional]).toEqual([undefined, undefined]);
  });

  it('keeps kind, day and amount of the documents named, whose numbers are in the remittance', async () => {
    const strd =
      '<RmtInf><Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>FA-77</Nb><RltdDt>2026-01-05</RltdDt></RfrdDocInf><RfrdDocAmt><RmtdAmt Ccy="EUR">10.00</RmtdAmt></RfrdDocAmt><CdtrRefInf><Tp><CdOrPrtry><Prtry>QRR</Prtry></CdOrPrtry></Tp><Ref>21000</Ref></CdtrRefInf></Strd></RmtInf>';
    expect(await one(strd)).toMatchObject({
      structuredReference: '21000',
      remittance: 'FA-77',
      additional: 'RfrdDocAmt/RmtdAmt 10.00 EUR; CdtrRefInf/Tp QRR; RfrdDocInf FA-77 CINV 2026-01-05',
    });
  });

  it('puts references beyond the first behind the remittance', async () => {
    const strd = (reference: string): string => `<Strd><CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd>`;
    expect(await one(`<RmtInf>${strd('RF1')}${strd('RF2')}</RmtInf>`)).toMatchObject({
      structuredReference: 'RF1',
      remittance: 'RF2',
    });
  });

  it('is no part of the identity as far as it is the statement’s own numbering', async () => {
    const parties = `<RltdPties><Dbtr><Nm>P</Nm></Dbtr><DbtrAcct><Id><IBAN>${THEIRS}</IBAN></Id></DbtrAcct></RltdPties>`;
    const named = await one(parties, '<NtryRef>1</NtryRef>');
    expect((await one(parties, '<NtryRef>2</NtryRef>')).ref).toBe(named.ref);
    expect((await one(`${parties}<Refs><TxId>T1</TxId></Refs>`)).ref).not.toBe(named.ref);
  });
});

describe('what a statement says besides', () => {
  it('reads accounts and balances of version 01, and keeps sequence and interest', async () => {
    const old = balance('OPBD', '1.00').replace(/<\/?CdOrPrtry>/g, '');
    const head = '<Id>S</Id><RptgSeq><EQSeq>4</EQSeq></RptgSeq><Acct><Id><BBAN>1234567</BBAN></Id></Acct>';
    const related =
      '<RltdAcct><Id><Othr><Id>99</Id></Othr></Id></RltdAcct><Intrst><Rate><Tp><Pctg>1</Pctg></Tp></Rate></Intrst>';
    const { heads } = await read(document([head + related + old], '053', '01'));
    expect(heads[0]).toMatchObject({
      account: { number: '1234567', currency: 'EUR' },
      opening: { amount: '1.00' },
      additional: 'RltdAcct 99; RptgSeq/EQSeq 4; Intrst/Rate/Tp/Pctg 1',
    });
  });

  const balances = balance('OPBD', '10.00') + balance('CLBD', '15.00') + balance('CLAV', '14.00', '2026-01-02');

  it('keeps other balances, copies, the message and the bank’s closing words', async () => {
    const text = document([
      `${account()}<CpyDplctInd>DUPL</CpyDplctInd>${balances}${entry('5.00')}<AddtlStmtInf>Thank you</AddtlStmtInf>`,
    ]);
    const { heads, ends } = await read(text);
    expect(heads[0]).toMatchObject({ messageId: 'M', additional: 'CpyDplctInd DUPL; Bal CLAV 14.00 EUR 2026-01-02' });
    expect(ends[0]).toMatchObject({ additional: 'Thank you', balanced: true });
  });

  it('says which page it is, and proves pages together that repeat the balances of the whole', async () => {
    const page = (number: number, last: boolean, amount: string): string =>
      `${account()}<StmtPgntn><PgNb>${number}</PgNb><LastPgInd>${last}</LastPgInd></StmtPgntn>${balance('OPBD', '10.00')}${balance('CLBD', '15.00')}${entry(amount)}`;
    const sound = await read(document([page(1, false, '2.00'), page(2, true, '3.00')]));
    expect(sound.heads.map((head) => head.page)).toEqual([
      { number: 1, last: false },
      { number: 2, last: true },
    ]);
    expect(sound.problems).toEqual([]);
    const short = await read(document([page(1, false, '2.00'), page(2, true, '2.99')]));
    expect(short.problems.map(({ code }) => code)).toEqual(['not-balanced']);
  });

  it('leaves a balance in another currency out, with a warning', async () => {
    const other = balance('CLAV', '1.00', '2026-01-01', 'USD');
    const { problems, ends } = await read(
      document([account() + balance('OPBD', '10.00') + other + balance('CLBD', '15.00') + entry('5.00')]),
    );
    expect(problems).toEqual([expect.objectContaining({ severity: 'warning', code: 'currency-differs' })]);
    expect(ends[0]).toMatchObject({ balanced: true });
  });
});

describe('hostile statements', () => {
  it('refuses an entry with more elements than any bank writes, instead of filling the memory', async () => {
    const many = '<a/>'.repeat(60_000);
    const { problems, transactions } = await read(document([account() + entry('5.00', { inner: many })]));
    expect(transactions).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', code: 'too-large' })]);
  });

  it('refuses more balances than any bank writes, and keeps no parts without end', async () => {
    const parts = Array.from({ length: 1_000 }, (_, at) => `<P${at}>1</P${at}>`).join('');
    const many = await read(document([account() + parts + entry('5.00')]));
    expect(many.transactions).toHaveLength(1);
    const { problems } = await read(document([account() + balance('OPAV', '1').repeat(20_002) + entry('5.00')]));
    expect(problems.at(-1)).toMatchObject({ severity: 'error', code: 'too-large' });
  });

  it('refuses a batch of undeclared size that would not fit into the memory, and reads the other entries', async () => {
    const inner = details(...Array.from({ length: 20_001 }, () => '<Amt Ccy="EUR">0.01</Amt>'));
    const { transactions, problems } = await read(
      document([account() + entry('200.01', { inner }) + entry('5.00')], '054'),
    );
    expect(transactions.map(({ amount }) => amount)).toEqual(['5.00']);
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', code: 'batch-too-large' })]);
  });
});

describe('cards', () => {
  it('never prints a whole card number', async () => {
    const card = (inner: string): string => `<CardTx><Card>${inner}</Card></CardTx>`;
    const masked = '<MskdPAN>4111XXXXXXXX1111</MskdPAN>';
    const plain = '<PlainCardData><PAN>4111111111111111</PAN></PlainCardData>';
    expect((await one(card(plain + masked))).additional).toBe('CardTx/Card/MskdPAN 4111XXXXXXXX1111');
  });
});

describe('money told beside the booked amount', () => {
  const sum = (name: string, text: string, currency = 'EUR', more = ''): string =>
    `<${name}><Amt Ccy="${currency}">${text}</Amt>${more}</${name}>`;
  const exchange = '<CcyXchg><SrcCcy>USD</SrcCcy><TrgtCcy>EUR</TrgtCcy><XchgRate>0.9</XchgRate></CcyXchg>';

  it('keeps the sum instructed where the bank booked another, and nothing that repeats the amount', async () => {
    const line = await one(`<AmtDtls>${sum('InstdAmt', '6.50')}${sum('TxAmt', '10')}</AmtDtls>`);
    expect([line.amount, line.original, line.additional]).toEqual(['10.00', undefined, 'InstdAmt 6.50 EUR']);
  });

  it('takes the rate from the entry where only the entry tells it', async () => {
    const inner = `<AmtDtls>${sum('InstdAmt', '11.11', 'USD')}${sum('TxAmt', '10.00', 'EUR', exchange)}</AmtDtls>`;
    const line = await one('<Amt Ccy="USD">11.11</Amt>', inner);
    expect([line.original, line.additional]).toEqual([{ amount: '11.11', currency: 'USD', rate: '0.9' }, undefined]);
  });

  it('keeps a rate without foreign amount', async () => {
    const line = await one(`<AmtDtls>${sum('TxAmt', '10.00', 'EUR', exchange)}</AmtDtls>`);
    expect([line.original, line.additional]).toEqual([undefined, 'XchgRate 0.9 USD/EUR']);
  });

  it('keeps an amount as written that no minor units can hold, and the entry with it', async () => {
    const charges = '<Chrgs><Rcrd><Amt Ccy="EUR">0.12345</Amt></Rcrd><Rcrd><Amt Ccy="EUR">1.5</Amt></Rcrd></Chrgs>';
    const line = await one(`<AmtDtls>${sum('InstdAmt', '70.00', 'CNH')}</AmtDtls>${charges}`);
    expect(line).toMatchObject({ amount: '10.00', charges: [{ amount: '1.50', currency: 'EUR' }] });
    expect([line.original, line.additional]).toEqual([undefined, 'InstdAmt 70.00 CNH; Chrgs 0.12345 EUR']);
  });

  it('refuses the entry of an amount that is none', async () => {
    const inner = details(`<AmtDtls>${sum('InstdAmt', '1e5', 'USD')}</AmtDtls>`);
    const { transactions, problems } = await read(document([account() + entry('10.00', { inner })]));
    expect([transactions, problems[0]?.code]).toEqual([[], 'bad-amount']);
  });

  it('keeps the kind of a charge, and the charges of a batch once', async () => {
    const charges =
      '<Chrgs><Rcrd><Amt Ccy="EUR">2.00</Amt><ChrgInclInd>true</ChrgInclInd><Tp><Cd>COMM</Cd></Tp><Br>SHAR</Br></Rcrd></Chrgs>';
    expect((await one(charges)).additional).toBe('Chrgs/Tp COMM; Chrgs/Br SHAR');
    const inner = charges + details('<Amt Ccy="EUR">4.00</Amt>', '<Amt Ccy="EUR">6.00</Amt>');
    const { transactions } = await read(document([account() + entry('10.00', { inner })]));
    expect(transactions.map((line) => line.additional)).toEqual(['Ntry/Chrgs 2.00 EUR', undefined]);
  });
});
