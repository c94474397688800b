import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import fc from 'fast-check';
import adapter from './index.js';
import { mt940Reader } from './mt940.reader.js';
import { codes, message, read } from './testing/mt940-builder.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const FILE = message(
  [':61:2601020102C12,50NTRFNONREF//B1', ':86:166?00GUT?20SVWZ+für Öl?32ACME', ':61:260103D2,50NMSCNONREF', ':86:fee'],
  'C260131EUR1010,00',
);
const INTERIM = [
  ':20:INTERIM',
  ':25:10020030/1234567',
  ':28C:5/1',
  ':34F:EUR0,',
  ':13D:2601021200+0100',
  ':61:260102C5,00NTRFNONREF',
  ':86:x',
  ':90D:0EUR0,00',
  ':90C:1EUR5,00',
  '-',
  '',
].join('\n');

describe('what is recognised', () => {
  it('is certain for a message, bare, in SWIFT blocks or behind a prologue', () => {
    for (const start of [
      '',
      '\r\n',
      '{1:F01ABNANL2AXXXX0000000000}{2:I940ABNANL2AXXXN}{4:\r\n',
      'ABNANL2A\n940\nABNANL2A\n',
    ])
      expect(mt940Reader.sniff(bytes(start + FILE))).toBe(1);
    expect(mt940Reader.sniff(bytes(INTERIM))).toBe(1);
  });

  it('is looked for in a file of blank lines without trying every pair of them', () => {
    // Were every pair tried, this would take minutes.
    expect(mt940Reader.sniff(new Uint8Array(400_000).fill(10))).toBe(0);
  });

  it('is not what lacks its fields', () => {
    for (const text of ['', 'Date;Montant', ':20:alone', '<Document>\n:20:x\n:25:y\n:61:z', ':61:260102C5,00'])
      expect(mt940Reader.sniff(bytes(text))).toBe(0);
  });
});

describe('a message', () => {
  it('gives head, lines and proof', async () => {
    const { lines, heads, transactions, ends, problems } = await read(FILE);
    expect(problems).toEqual([]);
    expect(lines.map((line) => line.type)).toEqual(['statement', 'transaction', 'transaction', 'statement-end']);
    expect(heads[0]).toEqual({
      type: 'statement',
      id: 'STARTUMS',
      sequence: '00001/001',
      account: { iban: 'NL91ABNA0417164300', currency: 'EUR' },
      opening: { amount: '1000.00', date: '2026-01-01' },
      source: { format: 'mt940', file: 'test.sta' },
    });
    expect(transactions[0]!.remittance).toBe('für Öl');
    expect(ends[0]).toEqual({
      type: 'statement-end',
      closing: { amount: '1010.00', date: '2026-01-31' },
      count: 2,
      sum: '10.00',
      balanced: true,
    });
  });

  it.each([
    ['NL91ABNA0417164300EUR', { iban: 'NL91ABNA0417164300', currency: 'EUR' }],
    ['ABNANL2A/NL91ABNA0417164300', { iban: 'NL91ABNA0417164300', currency: 'EUR', bic: 'ABNANL2A' }],
    ['NL91 ABNA 0417 1643 00', { iban: 'NL91ABNA0417164300', currency: 'EUR' }],
    ['10020030/1234567', { number: '10020030/1234567', currency: 'EUR' }],
    ['10020030/1234567EUR', { number: '10020030/1234567', currency: 'EUR' }],
  ])('of account %s names it', async (written, expected) => {
    const { heads } = await read(FILE.replace(':25:NL91ABNA0417164300', `:25:${written}`));
    expect(heads[0]!.account).toEqual(expected);
  });

  it('of type 942 has no balances and is held against its totals', async () => {
    const result = await read(INTERIM);
    expect(result.problems).toEqual([]);
    expect(result.heads[0]).toMatchObject({ source: { format: 'mt942' }, account: { currency: 'EUR' } });
    expect(result.ends[0]).toEqual({ type: 'statement-end', count: 1, sum: '5.00' });
    expect(codes(await read(INTERIM.replace('1EUR5,00', '2EUR5,00')))).toEqual(['totals-differ']);
    expect(codes(await read(INTERIM.replace('0EUR0,00', '0D0,00')))).toEqual(['bad-total']);
  });

  it('of several pages is proven page by page', async () => {
    const first = FILE.replace(':62F:C260131EUR1010,00', ':62M:C260131EUR1010,00');
    const second = message([':61:260104C1,00NTRFNONREF'], 'C260131EUR1011,00').replace(
      ':60F:C260101EUR1000',
      ':60M:C260131EUR1010',
    );
    const result = await read(first + second);
    expect(result.problems).toEqual([]);
    expect(result.ends.map((end) => end.balanced)).toEqual([true, true]);
  });

  it('that does not open with the closing before it is told', async () => {
    const result = await read(FILE + FILE);
    expect(codes(result)).toEqual(['gap']);
    expect(result.problems[0]!.message).toMatch(/1010\.00 of 2026-01-31 .* 1000\.00 of 2026-01-01/);
    expect(result.transactions[2]!.ref).toBe(`${result.transactions[0]!.ref}-2`);
  });

  it('without :20: between two is parted all the same', async () => {
    const { ends } = await read(FILE + FILE.replace(':20:STARTUMS\r\n', ''));
    expect(ends.map((end) => end.balanced)).toEqual([true, true]);
  });

  it('takes a balance without comma for a whole amount, unless the file ends there', async () => {
    const whole = FILE.replace(/EUR(\d+),00/g, 'EUR$1');
    expect((await read(whole)).ends[0]).toMatchObject({ balanced: true });
    const cut = await read(whole.slice(0, whole.lastIndexOf('EUR') + 5));
    expect(codes(cut)).toContain('cut-short');
    expect(cut.ends[0]).not.toHaveProperty('closing');
  });

  it('takes balances with a point for the comma or with groups where they can be read in one way only', async () => {
    const text = message([':61:260102C100,00NTRFNONREF'], 'C260131EUR1,100.00').replace('EUR1000,00', 'EUR1000.00');
    const result = await read(text);
    expect(result.ends[0]).toMatchObject({ closing: { amount: '1100.00' }, balanced: true });
    expect(codes(result)).toEqual(['unusual-amount']);
    const cut = await read(text.slice(0, text.indexOf('1,100.00') + 7));
    expect(cut.ends[0]).not.toHaveProperty('closing');
    expect(codes(cut)).toContain('cut-short');
  });

  it('of an account behind the BIC of its bank has the number alone, behind a bank code both', async () => {
    const of = async (account: string) =>
      (await read(message([]).replace('NL91ABNA0417164300', account))).heads[0]!.account;
    expect(await of('DABADKKK/1122334')).toEqual({ number: '1122334', currency: 'EUR', bic: 'DABADKKK' });
    expect(await of('37040044/532013000')).toEqual({ number: '37040044/532013000', currency: 'EUR' });
  });

  it('that does not add up says so; one without closing balance is unproven', async () => {
    const wrong = await read(FILE.replace('EUR1010,00', 'EUR1010,01'));
    expect(codes(wrong)).toEqual(['not-balanced']);
    expect(wrong.ends[0]!.balanced).toBe(false);
    const open = await read(FILE.replace(/:62F:.*\r\n/, ''));
    expect(codes(open)).toEqual(['no-closing']);
    expect(open.ends[0]).not.toHaveProperty('balanced');
    expect(open.transactions).toHaveLength(2);
  });

  it('reads past what banks put in: long numbers, odd available balances, blocks, control characters', async () => {
    const odd = FILE.replace(':28C:00001/001', ':28C:1234567/001')
      .replace('-\r\n', ':64:D260131EUR0,00\r\n:65:Dnullnull7414,3\r\n:86:for the statement\r\n-}{5:{CHK:1}}\r\n')
      .replace(':86:fee', ':86:fee\u0003');
    const result = await read(`\u0001{1:F01ABNANL2AXXXX}{2:I940}{4:\r\n${odd}`);
    expect(codes(result)).toEqual(['control-characters']);
    expect(result.transactions.map((line) => line.remittance)).toEqual(['für Öl', 'fee']);
    expect(result.ends[0]!.balanced).toBe(true);
  });

  it('with an empty balance is unproven with a warning, with a garbled one an error', async () => {
    const empty = await read(FILE.replace('C260131EUR1010,00', '0D0,00'));
    expect(empty.problems).toEqual([expect.objectContaining({ severity: 'warning', code: 'bad-balance' })]);
    const garbled = await read(FILE.replace('EUR1010,00', 'EUR10x0,00'));
    expect(garbled.problems).toEqual([expect.objectContaining({ severity: 'error', code: 'bad-balance' })]);
  });
});

describe('bad input', () => {
  it('of messages that hold nothing is given up', async () => {
    const { ends, problems } = await read(':20:X\n'.repeat(5_000));
    expect(problems.at(-1)).toMatchObject({ severity: 'error', code: 'too-many-errors' });
    expect(ends).toHaveLength(1_000);
  });

  it('is named where it is of another kind', async () => {
    expect(codes(await read(''))).toEqual(['empty-file']);
    expect(codes(await read('Date;Montant\n1;2'))).toEqual(['not-mt940']);
  });

  it('cut within a movement leaves it out and says so', async () => {
    const result = await read(FILE.slice(0, FILE.indexOf(',50NTRF') + 2));
    expect(result.transactions).toEqual([]);
    expect(codes(result)).toContain('cut-short');
  });

  it('cut anywhere before its closing balance is never called balanced and changes no amount', async () => {
    const whole = bytes(FILE);
    for (let length = 1; length < whole.length - 8; length++) {
      const { ends, problems, transactions } = await read(whole.subarray(0, length));
      expect(problems.length).toBeGreaterThan(0);
      expect(ends.some((end) => end.balanced)).toBe(false);
      expect(['12.50', '-2.50'].slice(0, transactions.length)).toEqual(transactions.map((line) => line.amount));
    }
  });

  it('never throws on flipped bytes', async () => {
    const whole = bytes(FILE);
    for (let at = 0; at < whole.length; at += 2) {
      for (const flip of [0x01, 0x10, 0x80]) {
        const broken = whole.slice();
        broken[at]! ^= flip;
        await expect(read(broken)).resolves.toBeDefined();
      }
    }
  });

  it('is no matter of line ends or of how the bytes are cut', async () => {
    const { lines } = await read(FILE);
    expect((await read(FILE.replaceAll('\r\n', '\n'))).lines).toEqual(lines);
    expect((await read(FILE.replaceAll('\r\n', '\r'))).lines).toEqual(lines);
    for (const size of [1, 2, 3, 7, 64]) expect((await read(FILE, size)).lines).toEqual(lines);
  });

  it('adds up to the cent, whatever the amounts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.bigInt(-(10n ** 14n), 10n ** 14n), { maxLength: 20 }), async (minors) => {
        const written = (minor: bigint): string => {
          const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
          return `${digits.slice(0, -2)},${digits.slice(-2)}`;
        };
        const sum = minors.reduce((a, b) => a + b, 100_000n);
        const fields = minors.map((minor) => `:61:260102${minor < 0n ? 'D' : 'C'}${written(minor)}NTRFNONREF`);
        const { ends } = await read(message(fields, `${sum < 0n ? 'D' : 'C'}260131EUR${written(sum)}`));
        expect(ends[0]).toMatchObject({ count: minors.length, balanced: true });
      }),
      { numRuns: 40 },
    );
  });
});

it('keeps the promises of the adapter contract', async () => {
  const own = [
    { name: 'statement.sta', bytes: bytes(FILE) },
    { name: 'interim.sta', bytes: bytes(INTERIM) },
  ];
  expect(
    await checkAdapter(adapter, { entry: new URL('./index.js', import.meta.url), statementReader: { own } }),
  ).toEqual([]);
});

const sample = join(import.meta.dirname, '../../../../shared/data/bank/mt940/sample.mt940');
(existsSync(sample) ? it : it.skip)('reads the public sample to the cent', async () => {
  const { ends, problems } = await read(readFileSync(sample));
  expect(ends.map(({ count, sum, balanced }) => [count, sum, balanced])).toEqual([[2, '1170.25', true]]);
  expect(problems).toEqual([]);
});
