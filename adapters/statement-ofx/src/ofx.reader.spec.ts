import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkAdapter, problemCodes as codes, readLines, type ReadLines } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import { ofxReader } from './ofx.reader.js';

function read(input: string | Uint8Array, size?: number): Promise<ReadLines> {
  return readLines(ofxReader, input, { file: 'test.ofx', size });
}

const HEADER = 'OFXHEADER:100\r\nDATA:OFXSGML\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n';
const FRENCH = '<BANKID>30006<BRANCHID>00001<ACCTID>12345678901<ACCTKEY>89';
const LEDGER = '<LEDGERBAL><BALAMT>+1010,00<DTASOF>20260131</LEDGERBAL>';

function sgml(body: string, account = FRENCH, ledger = LEDGER): string {
  return `${HEADER}<OFX>\n<BANKMSGSRSV1><STMTTRNRS><STMTRS>\n<CURDEF>EUR\n<BANKACCTFROM>${account}</BANKACCTFROM>\n<BANKTRANLIST><DTSTART>20260101<DTEND>20260131\n${body}\n</BANKTRANLIST>${ledger}</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n`;
}

function movement(amount: string, inner = '<FITID>F1<NAME>ACME<MEMO>FACTURE 1'): string {
  return `<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260102<TRNAMT>${amount}\n${inner}</STMTTRN>`;
}

const FILE = sgml(`${movement('12,50')}\n${movement('-2.50', '<FITID>F2<NAME>A & B <x')}`);

it('is recognised by its header or its root, not by less', () => {
  const score = (text: string): number => ofxReader.sniff(new TextEncoder().encode(text));
  expect([FILE, '<OFX><x>', '<?xml version="1.0"?>\n<?OFX OFXHEADER="200"?><OFX>'].map(score)).toEqual([1, 1, 1]);
  expect(['', '<Document>', 'the <OFX> tag', '<!DOCTYPE x><OFX>'].map(score)).toEqual([0, 0, 0, 0]);
});

describe('a statement', () => {
  it('is the same with tags in small letters, where other tags belong to values', async () => {
    const small = FILE.replace(/<\/?[A-Z0-9]+>/g, (tag) => tag.toLowerCase()).replace('<x', '<x <b>');
    expect(ofxReader.sniff(new TextEncoder().encode(small.slice(small.indexOf('<ofx>'))))).toBe(1);
    for (const size of [undefined, 3]) {
      const { heads, transactions, ends, problems } = await read(small, size);
      const expected = await read(FILE.replace('<x', '<x <b>'));
      expect(transactions[1]!.remittance).toBe('A & B <x <b>');
      expect({ heads, transactions, ends, problems }).toEqual({
        heads: expected.heads,
        transactions: expected.transactions,
        ends: expected.ends,
        problems: [],
      });
    }
  });

  it('gives head, lines with raw signs in values, and the closing balance', async () => {
    const { heads, transactions, ends, problems } = await read(FILE);
    expect(problems).toEqual([]);
    expect(heads[0]).toEqual({
      type: 'statement',
      account: { iban: 'FR7630006000011234567890189', currency: 'EUR' },
      from: '2026-01-01',
      to: '2026-01-31',
      source: { format: 'ofx', file: 'test.ofx' },
    });
    expect(transactions[0]).toEqual({
      type: 'transaction',
      ref: expect.stringMatching(/^[0-9a-f]{32}$/),
      bookingDate: '2026-01-02',
      amount: '12.50',
      currency: 'EUR',
      status: 'booked',
      reversal: false,
      bankReference: 'F1',
      remittance: 'ACME FACTURE 1',
      counterparty: { name: 'ACME' },
      code: { proprietary: 'CREDIT' },
      origin: { line: 11 },
    });
    expect(transactions[1]!.remittance).toBe('A & B <x');
    expect(ends[0]).toEqual({
      type: 'statement-end',
      closing: { amount: '1010.00', date: '2026-01-31' },
      count: 2,
      sum: '10.00',
    });
  });

  it('in XML is the same', async () => {
    const xml = FILE.replace(
      HEADER,
      '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n\n\n\n',
    )
      .replace(
        /<([A-Z]+)>([^<\n]+|A & B <x)(?=[<\n])/g,
        (_, tag: string, value: string) => `<${tag}>${value.replace('&', '&amp;')}</${tag}>`,
      )
      .replace('A &amp; B </NAME><x', 'A &amp; B &lt;x</NAME>');
    const strip = ({ transactions }: { transactions: ReadLines['transactions'] }) =>
      transactions.map(({ ref, remittance }) => [ref, remittance]);
    expect(strip(await read(xml))).toEqual(strip(await read(FILE)));
  });

  it('whose list is not closed, or that has no balance, is read', async () => {
    const open = await read(FILE.replaceAll('</STMTTRN>', '').replace('</BANKTRANLIST>', ''));
    expect(open.transactions.map((line) => line.amount)).toEqual(['12.50', '-2.50']);
    const bare = await read(sgml(movement('1'), FRENCH, ''));
    expect(bare.problems).toEqual([]);
    expect(bare.ends[0]).toEqual({ type: 'statement-end', count: 1, sum: '1.00' });
  });

  it('of a card, and several in one file, keep their accounts', async () => {
    const card = FILE.replaceAll('STMTRS>', 'CCSTMTRS>')
      .replaceAll('BANKACCTFROM', 'CCACCTFROM')
      .replace(FRENCH, '<ACCTID>4970XX');
    const { heads } = await read(FILE + card.replace(HEADER, ''));
    expect(heads.map(({ account }) => account.iban ?? account.number)).toEqual([
      'FR7630006000011234567890189',
      '4970XX',
    ]);
  });

  it.each([
    ['<ACCTID>DE89370400440532013000', { iban: 'DE89370400440532013000' }],
    [FRENCH.replace('>89', '>88'), { number: '12345678901' }],
    ['<BANKID>123<ACCTID>456', { number: '456' }],
  ])('of account %s', async (written, expected) => {
    expect((await read(sgml('', written))).heads[0]!.account).toEqual({ ...expected, currency: 'EUR' });
  });
});

describe('a movement', () => {
  it.each([
    ['+1234,50', '1234.50'],
    ['-15.00', '-15.00'],
    ['.5', '0.50'],
    ['1000', '1000.00'],
    ['12.340', '12.34'],
    ['-1 200,50', '-1200.50'],
    ['1\u00a0200.00', '1200.00'],
  ])('of %s', async (written, amount) => {
    expect((await read(sgml(movement(written)))).transactions[0]!.amount).toBe(amount);
  });

  it.each(['1,234', '1.234,56', '1e4', '0x10', 'NaN', '', '12.345'])('of "%s" is refused', async (written) => {
    const result = await read(sgml(movement(written) + movement('1.00')));
    expect(result.transactions.map((line) => line.amount)).toEqual(['1.00']);
    expect(result.problems).toEqual([expect.objectContaining({ severity: 'error', code: 'bad-amount' })]);
  });

  it('reads numbered signs, wrapped values and days with dashes', async () => {
    const inner = '<FITID>F1<NAME>L&#x27;ATELIER &#233;t&#xE9;\r\n  SUITE';
    const { transactions, problems } = await read(
      sgml(movement('5.00', inner).replace('20260102', '2026-01-02T10:00:00')),
    );
    expect(problems).toEqual([]);
    expect(transactions[0]).toMatchObject({ bookingDate: '2026-01-02', remittance: "L'ATELIER été SUITE" });
  });

  it('keeps the day as written and refuses one that does not exist', async () => {
    const on = async (day: string) => read(sgml(movement('1').replace('20260102', day)));
    expect((await on('20260102233000.000[-5:EST]')).transactions[0]!.bookingDate).toBe('2026-01-02');
    expect(codes(await on('20260231'))).toEqual(['bad-date']);
  });

  it('with equal FITID is told from another by date and amount, and from its twin by number', async () => {
    const { transactions } = await read(sgml(movement('1') + movement('2') + movement('1')));
    expect(new Set(transactions.map(({ ref }) => ref)).size).toBe(3);
    expect(transactions[2]!.ref).toBe(`${transactions[0]!.ref}-2`);
  });

  it('keeps payee, account, check number and the rest; a correction is told', async () => {
    const inner =
      '<FITID>F<CHECKNUM>42<PAYEE><NAME>ACME SA<CITY>PARIS</PAYEE><BANKACCTTO><ACCTID>DE89370400440532013000</BANKACCTTO><MEMO>x<CORRECTFITID>F0';
    const result = await read(sgml(movement('1', inner)));
    expect(result.transactions[0]).toMatchObject({
      counterparty: { name: 'ACME SA', iban: 'DE89370400440532013000' },
      remittance: 'x',
      additional: 'CHECKNUM 42; CORRECTFITID F0; PAYEE CITY PARIS',
    });
    expect(codes(result)).toEqual(['correction']);
  });

  it('in another currency than the account is read as it is beside the sum, with a warning', async () => {
    const foreign = movement('1', '<FITID>F<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY>');
    const result = await read(sgml(movement('2') + foreign + foreign));
    expect(result.transactions.map(({ amount, currency }) => `${amount} ${currency}`)).toEqual([
      '2.00 EUR',
      '1.00 USD',
      '1.00 USD',
    ]);
    expect(result.ends[0]).toMatchObject({ count: 3, sum: '2.00' });
    expect(result.problems).toEqual([expect.objectContaining({ severity: 'warning', code: 'foreign-amount' })]);
    expect(codes(await read(sgml(movement('1', '<CURRENCY><CURSYM>XYZW</CURRENCY>'))))).toEqual(['bad-currency']);
  });
});

it('reads the bytes as what they are, whatever the header says', async () => {
  const text = sgml(movement('1', '<NAME>RÉGLÉ À L’ÉTÉ'));
  const utf8 = await read(text);
  expect([utf8.transactions[0]!.remittance, codes(utf8)]).toEqual(['RÉGLÉ À L’ÉTÉ', ['encoding']]);
  const latin = await read(Uint8Array.from(Buffer.from(text.replace('’', "'"), 'latin1')));
  expect([latin.transactions[0]!.remittance, codes(latin)]).toEqual(["RÉGLÉ À L'ÉTÉ", []]);
});

describe('bad input', () => {
  it('is named', async () => {
    expect(codes(await read(''))).toEqual(['empty-file']);
    expect(codes(await read('Date;Montant'))).toEqual(['not-ofx']);
    expect(codes(await read('<!DOCTYPE a [<!ENTITY b "c">]><OFX><A>1'))).toEqual(['doctype']);
    expect(codes(await read(`<OFX><A>${'x'.repeat(200_000)}`))).toEqual(['endless-value']);
  });

  it('cut anywhere is told and changes no amount', async () => {
    const whole = new TextEncoder().encode(FILE);
    for (let length = 1; length < whole.length - 7; length += 2) {
      const { problems, transactions } = await read(whole.subarray(0, length));
      expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
      expect(['12.50', '-2.50'].slice(0, transactions.length)).toEqual(transactions.map((line) => line.amount));
    }
  });

  it('never throws on flipped bytes, and how the bytes are cut does not matter', async () => {
    const whole = new TextEncoder().encode(FILE);
    for (let at = 0; at < whole.length; at += 3) {
      const broken = whole.slice();
      broken[at]! ^= 0x11;
      await expect(read(broken)).resolves.toBeDefined();
    }
    const { lines } = await read(FILE);
    for (const size of [1, 2, 7, 64]) expect((await read(FILE, size)).lines).toEqual(lines);
  });
});

it('keeps the promises of the adapter contract', async () => {
  const own = [{ name: 'a.ofx', bytes: new TextEncoder().encode(FILE) }];
  expect(
    await checkAdapter(adapter, { entry: new URL('./index.js', import.meta.url), statementReader: { own } }),
  ).toEqual([]);
});

const folder = join(import.meta.dirname, '../../../../shared/data/bank/ofx');
(existsSync(folder) ? it : it.skip)('reads the public samples to the cent', async () => {
  const sums = async (name: string) => (await read(readFileSync(join(folder, name)))).ends.map(({ sum }) => sum);
  expect([await sums('sample.ofx'), await sums('sample.qfx')]).toEqual([['1170.25'], ['-15.00']]);
});
