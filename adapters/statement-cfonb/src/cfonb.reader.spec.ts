import { describe, expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import { cfonbReader } from './cfonb.reader.js';
import { balance, codes, complement, movement, parts, read, statement } from './testing/cfonb-builder.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const RECORDS = [
  ...statement(
    [
      movement(12_345, { label: 'VIR DE L ETE' }),
      complement('NPY', 'ACME'),
      parts('RCN', 'E2E', ''),
      movement(-200, { operation: 'B3', reject: '12' }),
    ],
    12_145,
  ),
  balance('01', 5, { account: '00000000001' }),
  balance('07', 5, { account: '00000000001' }),
];
const FILE = RECORDS.join('\r\n') + '\r\n';

describe('what is recognised', () => {
  it('is certain for the first record of a statement, whatever the line ends', () => {
    for (const end of ['\n', '\r\n', '\r', '']) expect(cfonbReader.sniff(bytes(RECORDS.join(end)))).toBe(1);
    expect(cfonbReader.sniff(bytes(`\r\n${FILE}`))).toBe(1);
    expect(cfonbReader.sniff(bytes(RECORDS.slice(1).join('\n')))).toBe(0.9);
  });

  it('refuses what only looks like it', () => {
    const long = (text: string): Uint8Array => bytes(text.padEnd(240));
    expect(cfonbReader.sniff(long('0130006'))).toBe(0);
    expect(cfonbReader.sniff(long('31'.padEnd(240, '0')))).toBe(0);
    expect(cfonbReader.sniff(bytes('01/02/2026;Libelle;12,00\n'))).toBe(0);
    expect(cfonbReader.sniff(bytes(FILE.slice(0, 80)))).toBe(0);
    expect(cfonbReader.sniff(new Uint8Array(240))).toBe(0);
  });
});

describe('the cut into records', () => {
  it.each([
    ['CR LF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
    ['nothing', ''],
    ['blank lines', '\n\n'],
  ])('is the same with %s at the end of lines', async (_, end) => {
    expect((await read(RECORDS.join(end))).lines).toEqual((await read(FILE)).lines);
  });

  it('completes lines without trailing blanks and passes over what transfers append', async () => {
    const expected = (await read(FILE)).lines;
    expect((await read(RECORDS.map((record) => record.trimEnd()).join('\n'))).lines).toEqual(expected);
    expect((await read(`${FILE}\u001a`)).lines).toEqual(expected);
    expect((await read(`${RECORDS.join('')}\u001a`)).lines).toEqual(expected);
    expect((await read(FILE + ' '.repeat(500))).lines).toEqual(expected);
    expect((await read(RECORDS.map((record) => record + '  ').join('\n'))).lines).toEqual(expected);
  });

  it('tells short and long records with their number', async () => {
    const cut = statement([movement(100), movement(200)], 300);
    const short = await read(cut.map((record, index) => (index === 1 ? record.slice(0, 100) : record)));
    expect(short.problems[0]).toMatchObject({ code: 'short-record', origin: { line: 2 } });
    expect(short.transactions.map((line) => line.amount)).toEqual(['2.00']);
    const long = await read(cut.map((record, index) => (index === 1 ? `${record}XX` : record)));
    expect(long.problems[0]).toMatchObject({ code: 'long-record', origin: { line: 2 } });
    expect(long.transactions.map((line) => line.amount)).toEqual(['2.00']);
  });

  it('reads accents in UTF-8, in windows-1252, and in lines of 120 bytes', async () => {
    const records = statement([movement(100, { label: 'RÉGLÉ À L ÉTÉ' })], 100);
    expect((await read(records)).transactions[0]!.remittance).toBe('RÉGLÉ À L ÉTÉ');
    const latin = Uint8Array.from(Buffer.from(records.join('\n'), 'latin1'));
    expect((await read(latin)).transactions[0]!.remittance).toBe('RÉGLÉ À L ÉTÉ');
    const line = records[1]!;
    const missing = Buffer.byteLength(line) - 120;
    const narrow = line.slice(0, 79 - missing) + line.slice(79);
    expect(Buffer.byteLength(narrow)).toBe(120);
    const result = await read([records[0]!, narrow, records[2]!]);
    expect(result.problems).toEqual([]);
    expect(result.transactions[0]).toMatchObject({ amount: '1.00', remittance: 'RÉGLÉ À L ÉTÉ' });
  });
});

describe('bad input', () => {
  it('of statements that hold nothing is given up', async () => {
    const { ends, problems } = await read(Array.from({ length: 3_000 }, () => balance('01', 5)).join('\n'));
    expect(problems.at(-1)).toMatchObject({ severity: 'error', code: 'too-many-errors' });
    expect(ends).toHaveLength(1_000);
  });

  it('is named: empty, of another kind, a record of unknown code', async () => {
    expect(codes(await read(''))).toEqual(['empty-file']);
    expect((await read('Date;Montant\n')).problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        code: 'not-cfonb',
        message: expect.stringContaining('test.txt, record 1'),
      }),
    ]);
    const unknown = await read([
      ...statement([movement(1)], 1).slice(0, 2),
      '99'.padEnd(120, 'x'),
      balance('07', 100_001),
    ]);
    expect(codes(unknown)).toEqual(['bad-record']);
    expect(unknown.ends[0]!.balanced).toBe(false);
  });

  it('cut short ends with an error after the sound lines', async () => {
    const { lines } = await read(statement([movement(1), movement(2)], 3).slice(0, -1));
    expect(lines.map((line) => line.type)).toEqual([
      'statement',
      'transaction',
      'transaction',
      'statement-end',
      'problem',
    ]);
    expect(lines[3]).not.toHaveProperty('balanced');
    expect(lines[4]).toMatchObject({ severity: 'error', code: 'cut-short' });
  });

  it('of endless bad records stops', async () => {
    const result = await read([balance('01', 0), ...Array.from({ length: 5_000 }, () => 'x'.repeat(120))]);
    expect(result.problems.length).toBeLessThan(1_010);
    expect(codes(result).at(-1)).toBe('too-many-errors');
  });

  it('never throws on flipped bytes, and never changes an amount in silence', async () => {
    const whole = bytes(FILE);
    const sound = (await read(whole)).transactions.map((line) => line.amount);
    for (let at = 0; at < whole.length; at += 5) {
      for (const flip of [0x01, 0x10, 0x80]) {
        const broken = whole.slice();
        broken[at]! ^= flip;
        const { transactions, problems } = await read(broken);
        if (problems.length === 0) expect(transactions.map((line) => line.amount)).toEqual(sound);
      }
    }
  });

  it('cut anywhere within its first statement is never called balanced', async () => {
    const first = bytes(statement([movement(1), complement('NPY', 'ACME'), movement(2)], 3).join('\n'));
    for (let length = 1; length < first.length - 16; length++) {
      const { problems, ends } = await read(first.subarray(0, length));
      expect(problems.length).toBeGreaterThan(0);
      expect(ends.some((end) => end.balanced)).toBe(false);
    }
  });

  it('is no matter of how the bytes are cut', async () => {
    const noEnds = bytes(RECORDS.join(''));
    for (const whole of [bytes(FILE), noEnds]) {
      const expected = (await read(whole)).lines;
      for (const size of [1, 7, 64, 119, 120, 121, 122]) expect((await read(whole, size)).lines).toEqual(expected);
    }
  });
});

it('keeps the promises of the adapter contract', async () => {
  const own = [
    { name: 'lines.txt', bytes: bytes(FILE) },
    { name: 'no-line-ends.txt', bytes: bytes(RECORDS.join('')) },
  ];
  expect(
    await checkAdapter(adapter, { entry: new URL('./index.js', import.meta.url), statementReader: { own } }),
  ).toEqual([]);
});
