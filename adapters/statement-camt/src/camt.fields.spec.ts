import { describe, expect, it } from '@jest/globals';
import type { TransactionLine } from '@lettrage/adapter-sdk';
import { account, details, document, entry, IBAN, read } from './testing/camt-builder.js';

async function one(amount: string, detail: string, inner = '', end = ''): Promise<TransactionLine> {
  const result = await read(document([account() + entry(amount, { inner: inner + details(detail), end })]));
  return result.transactions[0]!;
}

const party = (role: string, name: string, iban?: string): string =>
  `<${role}><Pty><Nm>${name}</Nm></Pty></${role}>${iban ? `<${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct>` : ''}`;
const THEIRS = 'FR7630006000011234567890189';

describe('references', () => {
  it('keeps every reference as text and leaves out NOTPROVIDED', async () => {
    const refs =
      '<Refs><AcctSvcrRef>00000123</AcctSvcrRef><PmtInfId>P1</PmtInfId><InstrId>I1</InstrId><EndToEndId>1E5</EndToEndId><MndtId>0x1F</MndtId></Refs>';
    expect(await one('1.00', refs)).toMatchObject({
      bankReference: '00000123',
      paymentInformationId: 'P1',
      endToEndId: '1E5',
      mandateId: '0x1F',
      additional: 'InstrId I1',
    });
    expect(await one('1.00', '<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>')).not.toHaveProperty('endToEndId');
  });

  it('falls back to the entry’s references, whose number is no part of the identity', async () => {
    const first = await one('1.00', '', '', '').then(({ ref }) => ref);
    const numbered = await read(
      document([account() + entry('1.00', { inner: details('') }).replace('<Ntry>', '<Ntry><NtryRef>77</NtryRef>')]),
    );
    expect(numbered.transactions[0]).toMatchObject({ bankReference: '77', ref: first });
    expect(await one('1.00', '', '<AcctSvcrRef>B7</AcctSvcrRef>')).toMatchObject({ bankReference: 'B7' });
  });

  it('reads the structured reference as written', async () => {
    const strd =
      '<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Prtry>QRR</Prtry></CdOrPrtry></Tp><Ref>210000000003139471430009017</Ref></CdtrRefInf></Strd></RmtInf>';
    expect(await one('1.00', strd)).toMatchObject({ structuredReference: '210000000003139471430009017' });
  });
});

describe('remittance', () => {
  it('joins full slices without a blank and lines with one', async () => {
    const slice = 'x'.repeat(139) + 'F';
    const info = `<RmtInf><Ustrd>${slice}</Ustrd><Ustrd>A12</Ustrd><Ustrd> merci</Ustrd></RmtInf>`;
    expect((await one('1.00', info)).remittance).toBe(`${slice}A12 merci`);
  });

  it('puts the invoice numbers the payer names behind the text', async () => {
    const info =
      '<RmtInf><Ustrd>our payment</Ustrd><Strd><RfrdDocInf><Nb>FA-1</Nb></RfrdDocInf><RfrdDocInf><Nb>FA-2</Nb></RfrdDocInf><AddtlRmtInf>thanks</AddtlRmtInf></Strd></RmtInf>';
    expect((await one('1.00', info)).remittance).toBe('our payment FA-1 FA-2 thanks');
  });
});

describe('counterparty', () => {
  const both = `<RltdPties>${party('Dbtr', 'Debtor', THEIRS)}${party('UltmtDbtr', 'Behind')}${party('Cdtr', 'Creditor', 'CH9300762011623852957')}</RltdPties><RltdAgts><DbtrAgt><FinInstnId><BICFI>BNPAFRPP</BICFI></FinInstnId></DbtrAgt></RltdAgts>`;

  it('is the debtor of a credit and the creditor of a debit', async () => {
    expect((await one('1.00', both)).counterparty).toEqual({
      name: 'Debtor',
      iban: THEIRS,
      bic: 'BNPAFRPP',
      ultimateName: 'Behind',
    });
    expect((await one('-1.00', both)).counterparty).toEqual({ name: 'Creditor', iban: 'CH9300762011623852957' });
  });

  it('reads the names of older versions and of banks', async () => {
    expect((await one('1.00', '<RltdPties><Dbtr><Nm>Old</Nm></Dbtr></RltdPties>')).counterparty).toEqual({
      name: 'Old',
    });
    const bank = '<RltdPties><Dbtr><Agt><FinInstnId><Nm>A bank</Nm></FinInstnId></Agt></Dbtr></RltdPties>';
    expect((await one('1.00', bank)).counterparty).toEqual({ name: 'A bank' });
  });

  it.each([
    [
      'its bank',
      '<RltdAgts><DbtrAgt><FinInstnId><BICFI>BNPAFRPP</BICFI></FinInstnId></DbtrAgt></RltdAgts>',
      'bic',
      'BNPAFRPP',
    ],
    ['who stands behind it', `<RltdPties>${party('UltmtDbtr', 'Behind')}</RltdPties>`, 'ultimateName', 'Behind'],
  ])('is told where only %s is known', async (_, told, field, value) => {
    expect((await one('1.00', told)).counterparty).toEqual({ [field]: value });
  });

  it('is never the account itself: a returned transfer keeps the original roles', async () => {
    const returned = `<RltdPties>${party('Dbtr', 'Our Company', IBAN)}${party('Cdtr', 'Supplier', THEIRS)}</RltdPties>`;
    expect((await one('1.00', returned)).counterparty).toEqual({ name: 'Supplier', iban: THEIRS });
    expect(await one('1.00', `<RltdPties>${party('Dbtr', 'Our Company', IBAN)}</RltdPties>`)).not.toHaveProperty(
      'counterparty',
    );
    expect(await one('1.00', `<RltdPties>${party('Dbtr', 'Our Company')}</RltdPties>`)).not.toHaveProperty(
      'counterparty',
    );
  });

  it('knows the account by a name in other letters, by its number, and by the end of its IBAN', async () => {
    const supplier = party('Cdtr', 'Supplier', THEIRS);
    const named = `<RltdPties>${party('Dbtr', 'OUR  COMPANY')}${supplier}</RltdPties>`;
    expect((await one('1.00', named)).counterparty).toEqual({ name: 'Supplier', iban: THEIRS });
    const number = `<DbtrAcct><Id><Othr><Id>${IBAN.slice(-10)}</Id></Othr></Id></DbtrAcct>`;
    const numbered = `<RltdPties>${party('Dbtr', 'Our Branch')}${number}${supplier}</RltdPties>`;
    expect((await one('1.00', numbered)).counterparty).toEqual({ name: 'Supplier', iban: THEIRS });
  });

  it('is the side with another account where a payment came back under another name of ours', async () => {
    const parties = `<RltdPties>${party('Dbtr', 'Shop of Ours')}${party('Cdtr', 'Supplier', THEIRS)}</RltdPties>`;
    expect((await one('1.00', parties)).counterparty).toEqual({ name: 'Shop of Ours' });
    const returned = `${parties}<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>`;
    expect((await one('1.00', returned)).counterparty).toEqual({ name: 'Supplier', iban: THEIRS });
    expect((await one('1.00', parties, '<RvslInd>true</RvslInd>')).counterparty).toEqual({
      name: 'Supplier',
      iban: THEIRS,
    });
  });
});

describe('codes, exchange, charges and returns', () => {
  it('prefers the detail’s code to the entry’s', async () => {
    const code = (family: string): string =>
      `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>166</Cd></Prtry></BkTxCd>`;
    expect((await one('1.00', code('RCDT'), code('XXXX'))).code).toEqual({
      domain: 'PMNT',
      family: 'RCDT',
      subfamily: 'ESCT',
      proprietary: '166',
    });
    expect((await one('1.00', '', code('XXXX'))).code).toMatchObject({ family: 'XXXX' });
  });

  it('gives the instructed amount in its currency and the rate', async () => {
    const exchange =
      '<AmtDtls><InstdAmt><Amt Ccy="JPY">1300</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">8.00</Amt><CcyXchg><SrcCcy>JPY</SrcCcy><XchgRate>0.0062</XchgRate></CcyXchg></TxAmt></AmtDtls>';
    expect((await one('8.00', exchange)).original).toEqual({ amount: '1300', currency: 'JPY', rate: '0.0062' });
    expect(await one('8.00', '<AmtDtls><InstdAmt><Amt Ccy="EUR">8.00</Amt></InstdAmt></AmtDtls>')).not.toHaveProperty(
      'original',
    );
  });

  it.each([
    [
      'version 02',
      '<Chrgs><Amt Ccy="EUR">1.00</Amt></Chrgs><Chrgs><Amt Ccy="EUR">2.00</Amt></Chrgs>',
      [
        { amount: '1.00', currency: 'EUR' },
        { amount: '2.00', currency: 'EUR' },
      ],
    ],
    [
      'version 04',
      '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">1.00</TtlChrgsAndTaxAmt><Rcrd><Amt Ccy="EUR">1.00</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>',
      [{ amount: '1.00', currency: 'EUR', included: true }],
    ],
    [
      'a total alone',
      '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">1.00</TtlChrgsAndTaxAmt></Chrgs>',
      [{ amount: '1.00', currency: 'EUR' }],
    ],
  ])('reads the charges of %s', async (_, chrgs, charges) => {
    expect((await one('8.00', chrgs)).charges).toEqual(charges);
    expect((await one('8.00', '', chrgs)).charges).toEqual(charges);
  });

  it('says why a payment came back, and keeps the original code', async () => {
    const info =
      '<RtrInf><OrgnlBkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn></OrgnlBkTxCd><Rsn><Cd>AM04</Cd></Rsn><AddtlInf>INSUFFICIENT</AddtlInf><AddtlInf>FUNDS</AddtlInf></RtrInf>';
    expect(await one('-1.00', info)).toMatchObject({
      return: { reason: 'AM04', text: 'INSUFFICIENT FUNDS' },
      additional: 'OrgnlBkTxCd PMNT/IDDT/ESDD',
    });
    expect((await one('-1.00', '<RtrInf><Rsn><Prtry>X9</Prtry></Rsn></RtrInf>')).return).toEqual({ reason: 'X9' });
  });

  it('gives the entry’s text to an entry with no or one detail', async () => {
    expect(await one('1.00', '<AddtlTxInf>more</AddtlTxInf>', '', '<AddtlNtryInf>label</AddtlNtryInf>')).toMatchObject({
      additional: 'label; more',
    });
  });
});
