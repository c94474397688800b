import { describe, expect, it } from '@jest/globals';
import type { StatementLine } from '@lettrage/adapter-sdk';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import { feedbackReader } from './feedback.reader.js';
import adapter from './index.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(text: string): Promise<StatementLine[]> {
  const lines: StatementLine[] = [];
  async function* chunks(): AsyncIterable<Uint8Array> {
    yield bytes(text);
  }
  for await (const some of feedbackReader.read(chunks(), { file: 'feedback' })) lines.push(...some);
  return lines;
}
const of = <T extends StatementLine['type']>(lines: StatementLine[], type: T): Extract<StatementLine, { type: T }>[] =>
  lines.filter((line): line is Extract<StatementLine, { type: T }> => line.type === type);

const reference = `<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">120.00</InstdAmt></Amt><ReqdColltnDt>2026-01-05</ReqdColltnDt><MndtRltdInf><MndtId>RUM1</MndtId></MndtRltdInf><RmtInf><Ustrd>FA1</Ustrd></RmtInf><Dbtr><Nm>Client SA</Nm></Dbtr><DbtrAcct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></DbtrAcct><Cdtr><Nm>Us</Nm></Cdtr><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct></OrgnlTxRef>`;
const answer = (status: string, endToEndId: string, inner = reference): string =>
  `<TxInfAndSts><StsId>S1</StsId><OrgnlEndToEndId>${endToEndId}</OrgnlEndToEndId><TxSts>${status}</TxSts><StsRsnInf><Orgtr><Id><OrgId><BICOrBEI>BNPAFRPP</BICOrBEI></OrgId></Id></Orgtr><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></StsRsnInf>${inner}</TxInfAndSts>`;
const report = (body: string, message = 'pain.008.001.02', version = '03'): string =>
  `<?xml version="1.0"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt><GrpHdr><MsgId>M2</MsgId><CreDtTm>2026-01-04T10:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>${message}</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId>${body}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;

describe('pain.002', () => {
  it('reads a rejected direct debit as money that will not come: negative and pending, with its reason', async () => {
    const lines = await read(report(answer('RJCT', 'E1') + answer('ACCP', 'E2')));
    expect(of(lines, 'statement')).toEqual([
      {
        type: 'statement',
        id: 'P1',
        account: { iban: 'DE89370400440532013000', currency: 'EUR' },
        messageId: 'M2',
        source: { format: 'pain.002.001.03', file: 'feedback' },
      },
    ]);
    expect(of(lines, 'transaction')).toEqual([
      expect.objectContaining({
        amount: '-120.00',
        status: 'pending',
        bookingDate: '2026-01-05',
        endToEndId: 'E1',
        mandateId: 'RUM1',
        paymentInformationId: 'P1',
        remittance: 'FA1',
        counterparty: { name: 'Client SA', iban: 'FR7630006000011234567890189' },
        return: { reason: 'AC04', text: 'closed' },
        additional: 'RJCT; Orgtr BNPAFRPP',
      }),
    ]);
    expect(of(lines, 'statement-end')).toEqual([{ type: 'statement-end', count: 1, sum: '0.00' }]);
  });

  it('reads a rejected transfer as money that will not go: positive', async () => {
    const transfer = reference.replace(
      /<ReqdColltnDt>.*<\/MndtRltdInf>/,
      '<ReqdExctnDt><Dt>2026-01-05</Dt></ReqdExctnDt>',
    );
    const lines = await read(report(answer('RJCT', 'E1', transfer), 'pain.001.001.09', '10'));
    expect(of(lines, 'transaction')[0]).toMatchObject({ amount: '120.00', counterparty: { name: 'Us' } });
  });

  it('says which payment has no amount, that a whole file was rejected, and that nothing was', async () => {
    const codes = async (text: string): Promise<string[]> => of(await read(text), 'problem').map(({ code }) => code);
    expect(await codes(report(answer('RJCT', 'E1', '')))).toEqual(['no-amount']);
    const garbled = await read(report(answer('RJCT', 'E1', reference.replace('120.00', '12..0'))));
    expect(of(garbled, 'problem')[0]).toMatchObject({ severity: 'error', code: 'bad-amount' });
    const whole = report('').replace('</OrgnlMsgNmId>', '</OrgnlMsgNmId><GrpSts>RJCT</GrpSts>');
    expect(await codes(whole)).toEqual(['file-rejected']);
    expect(await codes(report('<PmtInfSts>RJCT</PmtInfSts>'))).toEqual(['block-rejected']);
    expect(await codes(report(answer('ACSC', 'E1')))).toEqual(['nothing-rejected']);
  });
});

const record = (...parts: readonly (readonly [number, string])[]): string =>
  parts.reduce(
    (text, [from, value]) => text.slice(0, from - 1) + value + text.slice(from - 1 + value.length),
    ' '.repeat(240),
  );
const header = record(
  [1, '31'],
  [3, '000001'],
  [9, '27'],
  [11, '050126'],
  [17, 'E'],
  [22, '30006'],
  [27, '00001'],
  [32, '12345678901'],
  [43, 'US SARL'],
);
const detail = (amount: string, name: string): string =>
  record(
    [1, '34'],
    [3, '000002'],
    [9, '27'],
    [11, '050126'],
    [17, 'E'],
    [22, '30006'],
    [27, '00001'],
    [32, '12345678901'],
    [43, 'US SARL'],
    [78, '20041'],
    [83, '01005'],
    [88, '0500013M026'],
    [99, name],
    [129, 'FACTURE FA2026-1 PROVISION INSUFFISANTE'],
    [217, '020126'],
    [223, 'REF001'],
    [229, amount],
  );
const total = (amount: string): string => record([1, '39'], [3, '000003'], [9, '27'], [229, amount]);
const LIST = [header, detail('000000012000', 'CLIENT A'), detail('000000000050', 'CLIENT B'), total('000000012050')];

describe('CFONB240', () => {
  it.each([
    ['with line ends', LIST.join('\r\n') + '\r\n'],
    ['without line ends', LIST.join('')],
  ])('reads returned direct debits one by one, %s', async (_, text) => {
    const lines = await read(text);
    expect(of(lines, 'statement')[0]).toMatchObject({
      account: { iban: 'FR7630006000011234567890189', currency: 'EUR' },
    });
    expect(of(lines, 'transaction')[0]).toMatchObject({
      amount: '-120.00',
      bookingDate: '2026-01-05',
      status: 'booked',
      bankReference: 'REF001',
      remittance: 'FACTURE FA2026-1 PROVISION INSUFFISANTE',
      counterparty: { name: 'CLIENT A', iban: 'FR1420041010050500013M02606' },
      return: { text: 'FACTURE FA2026-1 PROVISION INSUFFISANTE' },
      additional: 'original settlement 2026-01-02',
    });
    expect(of(lines, 'statement-end')).toEqual([{ type: 'statement-end', count: 2, sum: '-120.50' }]);
    expect(of(lines, 'problem')).toEqual([]);
  });

  it('refuses a total that differs, an amount that is none, and a list cut short', async () => {
    const codes = async (records: readonly string[]): Promise<string[]> =>
      of(await read(records.join('\n')), 'problem').map(({ code }) => code);
    expect(await codes([...LIST.slice(0, 3), total('000000012051')])).toEqual(['totals-differ']);
    expect(await codes([header, detail('00000001200X', 'A'), total('000000000000')])).toEqual(['bad-amount']);
    expect(await codes(LIST.slice(0, 3))).toEqual(['cut-short']);
  });

  it('reports bills, which have another layout, instead of guessing', async () => {
    const bills = LIST.map((text) => text.slice(0, 8) + '60' + text.slice(10));
    const lines = await read(bills.join('\n'));
    expect(of(lines, 'transaction')).toEqual([]);
    expect(of(lines, 'problem').map(({ code }) => code)).toEqual(['not-supported']);
  });
});

it('keeps the promises of the adapter contract', async () => {
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    statementReader: {
      own: [
        { name: 'pain.002', bytes: bytes(report(answer('RJCT', 'E1'))) },
        { name: 'cfonb240', bytes: bytes(LIST.join('\n') + '\n') },
      ],
      foreign: [
        { name: 'bank.csv', bytes: bytes('Date;Libellé;Montant\n30/01/2026;VIR ACME;120,00\n') },
        { name: 'pain.xml', bytes: bytes('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>') },
      ],
    },
  });
  expect(broken).toEqual([]);
});
