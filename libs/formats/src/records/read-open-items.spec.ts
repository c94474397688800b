import { describe, expect, it } from '@jest/globals';
import { parseDay, type OpenItem } from '@lettrage/domain';
import fc from 'fast-check';
import { collectOpenItems, OPEN_ITEM_COLUMNS, writeOpenItems } from './index.js';

const HEADER = 'number,kind,customer_id,customer_name,issue_date,due_date,currency,total,open_amount';
const ROW = 'FA1,invoice,C1,ACME,2026-01-01,2026-01-31,EUR,120.00,120.00';

async function* pieces(text: string | Uint8Array, size = 7): AsyncIterable<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
const read = (text: string | Uint8Array, size?: number): ReturnType<typeof collectOpenItems> =>
  collectOpenItems(pieces(text, size), { file: 'items.csv' });

describe('reading open items', () => {
  it('reads comma, semicolon, byte order mark and CRLF alike', async () => {
    const plain = await read(`${HEADER}\n${ROW}\n`);
    const other = await read(`\ufeff${HEADER.replaceAll(',', ';')}\r\n${ROW.replaceAll(',', ';')}\r\n`);
    expect(plain.problems).toEqual([]);
    expect(other).toEqual(plain);
    expect(plain.items[0]).toMatchObject({
      number: 'FA1',
      total: 12000n,
      open: 12000n,
      customer: { id: 'C1', ibans: [] },
    });
  });

  it('reads NDJSON with the same names in camelCase', async () => {
    const line = {
      number: 'FA1',
      kind: 'invoice',
      customerId: 'C1',
      customerName: 'ACME',
      issueDate: '2026-01-01',
      dueDate: '2026-01-31',
      currency: 'EUR',
      total: '120.00',
      openAmount: '120.00',
    };
    const { items, problems } = await read(`${JSON.stringify(line)}\n`);
    expect(problems).toEqual([]);
    expect(items).toEqual((await read(`${HEADER}\n${ROW}\n`)).items);
  });

  it('refuses an amount that is a JSON number', async () => {
    const { items, problems } = await read('{"number":"FA1","total":120}\n');
    expect(items).toEqual([]);
    expect(problems[0]).toMatchObject({ severity: 'error', location: 'items.csv, line 1, total' });
  });

  it('refuses a long file without a line end at once', async () => {
    await expect(read(`[${'{"number":"FA1"},'.repeat(20_000)}]`, 65_536)).rejects.toThrow(/lacks the columns number/);
  });

  it.each([
    ['number', ROW.replace('FA1', 'F'.repeat(256)), 'has 256 characters'],
    ['customer_name', ROW.replace('ACME', 'AB '.repeat(400)), 'characters'],
    ['customer_name', ROW.replace('ACME', 'AC\0ME'), 'control character'],
    ['total', ROW.replaceAll('120.00', '92233720368547758.08'), 'more than any invoice'],
    ['issue_date', ROW.replace('2026-01-01', '0000-01-01'), 'not a calendar day'],
  ])('refuses what cannot be kept: %s of %j', async (field, row, why) => {
    const { items, problems } = await read(`${HEADER}\n${row}\n`);
    expect(items).toEqual([]);
    expect(problems[0]).toMatchObject({ severity: 'error', location: `items.csv, line 2, ${field}` });
    expect(problems[0]!.message).toContain(why);
  });

  it('names a missing required column', async () => {
    await expect(read('number,kind\nFA1,invoice\n')).rejects.toThrow(
      /lacks the columns customer_id, customer_name.*total, open_amount/,
    );
  });

  it('says that a file is empty or not UTF-8', async () => {
    await expect(read('')).rejects.toThrow(/items\.csv is empty/);
    await expect(read(new Uint8Array([0x6e, 0x2c, 0xe9, 0x0a]))).rejects.toThrow(/not UTF-8/);
  });

  it.each([
    ['an unreadable amount', ROW.replace('120.00,', '"1 200,00",'), /total/],
    ['more decimals than the currency has', ROW.replace('120.00,', '120.001,'), /total "120.001"/],
    ['an unreadable date', ROW.replace('2026-01-31', '31/01/2026'), /due_date "31\/01\/2026" is not a calendar day/],
    ['a day that does not exist', ROW.replace('2026-01-31', '2026-02-31'), /due_date/],
    ['an unknown currency', ROW.replace('EUR', 'EURO'), /currency is "EURO".*ISO 4217/],
    ['a sign against its kind', ROW.replaceAll('120.00', '-120.00'), /must not be negative.*credit-note/],
    ['an unknown kind', ROW.replace('invoice', 'facture'), /kind is "facture": use one of/],
    ['more open than the total', ROW.replace(/120.00$/, '120.01'), /open_amount is larger than total/],
    ['an empty customer', ROW.replace('C1', ''), /customer_id is empty/],
  ])('refuses %s, naming line and field, and reads on', async (_, bad, message) => {
    const { items, problems } = await read(
      `${HEADER}\n${ROW}\n${bad.replace('FA1', 'FA2')}\n${ROW.replace('FA1', 'FA3')}\n`,
    );
    expect(items.map(({ number }) => number)).toEqual(['FA1', 'FA3']);
    expect(problems.map(({ location }) => location)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^items\.csv, line 3/)]),
    );
    expect(problems.map(({ message: text }) => text).join('\n')).toMatch(message);
  });

  it('refuses a document twice and names both lines; instalments are no repetition', async () => {
    const instalment = ROW.replace('2026-01-31', '2026-02-28');
    const { items, problems } = await read(`${HEADER}\n${ROW}\n${instalment}\n${ROW}\n`);
    expect(items).toHaveLength(2);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toMatch(/line 2 and again on line 4/);
  });

  it('drops a bad IBAN with a warning and keeps the row', async () => {
    const { items, problems } = await read(
      `${HEADER},customer_ibans\n${ROW},FR7630006000011234567890189 FR7630006000011234567890188\n`,
    );
    expect(items[0]!.customer.ibans).toEqual(['FR7630006000011234567890189']);
    expect(problems).toMatchObject([{ severity: 'warning', rule: 'open-item-iban' }]);
  });

  it('warns of a bad IBAN that every invoice of a customer repeats once', async () => {
    const again = (number: string, ibans: string): string => `${ROW.replace('FA1', number)},${ibans}\n`;
    const { items, problems } = await read(
      `${HEADER},customer_ibans\n${again('FA1', 'FR00')}${again('FA2', 'FR00')}${again('FA3', 'FR01')}${again('FA4', 'FR01')}`,
    );
    expect(items).toHaveLength(4);
    expect(problems.map((problem) => problem.location)).toEqual([
      'items.csv, line 2, customer_ibans',
      'items.csv, line 4, customer_ibans',
    ]);
  });

  it('reads VAT shares and warns when they do not add up', async () => {
    const good = await read(`${HEADER},vat\n${ROW},20.00:100.00:20.00\n`);
    expect(good.problems).toEqual([]);
    expect(good.items[0]!.vat).toEqual([{ rate: '20.00', base: 10000n, tax: 2000n }]);
    const odd = await read(`${HEADER},vat\n${ROW},20.00:100.00:19.00\n`);
    expect(odd.problems).toMatchObject([{ severity: 'warning', rule: 'open-item-vat-sum' }]);
  });

  it('takes a cell that looks like a formula as plain text', async () => {
    const { items } = await read(`${HEADER}\n${ROW.replace('ACME', '"=cmd|calc!A1, ACME"')}\n`);
    expect(items[0]!.customer.name).toBe('=cmd|calc!A1, ACME');
  });

  it('reads what was written, whatever the texts, in pieces of any size', async () => {
    const text = fc
      .string({ minLength: 1, maxLength: 40 })
      .map((value) => value.trim())
      .filter((value) => value !== '' && !/^="[^"]*"$/.test(value));
    const item = fc.record({
      number: text,
      name: text,
      minor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      currency: fc.constantFrom('EUR', 'JPY', 'TND'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(item, { selector: ({ number }) => number, maxLength: 8, minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        async (rows, size) => {
          const items: OpenItem[] = rows.map(({ number, name, minor, currency }, index) => {
            const day = parseDay('2026-01-31');
            return {
              number,
              kind: 'invoice',
              customer: { id: `C${index}`, name, ibans: [] },
              issueDate: day,
              dueDate: day,
              currency,
              total: minor,
              open: minor,
            };
          });
          const { items: back, problems } = await read(writeOpenItems(items), size);
          expect(problems).toEqual([]);
          expect(back).toEqual(items);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('knows every public column', () => {
    expect(OPEN_ITEM_COLUMNS).toHaveLength(22);
  });
});
