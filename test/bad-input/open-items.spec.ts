import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { importCustomersFile, importOpenItems } from '@lettrage/operations';
import { HEADER, openItems, row } from './testing/files.js';
import { createTestBooks, thrown, type TestBooks } from './testing/test-books.js';

const asOf = parseDay('2026-03-31');

describe('open items that are wrong', () => {
  let books: TestBooks;
  let empty: Awaited<ReturnType<TestBooks['rows']>>;
  beforeAll(async () => {
    books = await createTestBooks();
    empty = await books.rows();
  }, 120_000);
  afterAll(() => books?.close());

  const load = async (content: string | Uint8Array) =>
    importOpenItems(books.context, books.companyId, await books.file('open.csv', content), { asOf });

  const refusedRows: [string, string, RegExp][] = [
    [
      'an amount with a decimal comma',
      row({ number: 'FA2', total: '"1200,50"', open: '0' }),
      /total.*"1200,50".*decimal point/,
    ],
    ['an amount of three decimals', row({ number: 'FA2', total: '1.005', open: '0' }), /total.*1\.005/],
    ['an exponent', row({ number: 'FA2', total: '1e400' }), /total.*1e400/],
    ['a hexadecimal amount', row({ number: 'FA2', total: '0x10' }), /total.*0x10/],
    ['NaN', row({ number: 'FA2', total: 'NaN' }), /total.*NaN/],
    ['an amount beyond what the books can hold', row({ number: 'FA2', total: '9'.repeat(40) }), /total.*999/],
    ['the 31st of February', row({ number: 'FA2', issued: '2026-02-31' }), /issue_date.*2026-02-31.*YYYY-MM-DD/],
    ['a French date', row({ number: 'FA2', due: '01/03/2026' }), /due_date.*01\/03\/2026.*YYYY-MM-DD/],
    ['an unknown currency', row({ number: 'FA2', currency: 'EURO' }), /currency.*EURO.*ISO 4217/],
    ['an unknown kind', row({ number: 'FA2', kind: 'facture' }), /kind.*facture.*credit-note/],
    ['no customer', row({ number: 'FA2', customer: '' }), /customer_id.*empty/],
    ['a negative invoice', row({ number: 'FA2', total: '-5.00' }), /negative/],
    ['more open than the total', row({ number: 'FA2', open: '121.00' }), /open_amount.*larger/],
    ['a row that is cut short', 'FA2,invoice,C1', /3 cells.*header 9/],
    ['the same number twice', row(), /FA1.*line 2.*line 3/],
  ];

  it.each(refusedRows)('%s refuses the file, and says line, field and remedy', async (_name, bad, message) => {
    const outcome = await load(openItems(row(), bad));
    expect(outcome.refused).toBe(true);
    expect(outcome.problems.map((problem) => `${problem.location} ${problem.message}`).join('\n')).toMatch(message);
    expect(outcome.problems.some((problem) => problem.location?.includes('open.csv, line 3'))).toBe(true);
    expect(await books.rows()).toEqual(empty);
  });

  const refusedFiles: [string, string | Uint8Array, RegExp][] = [
    ['an empty file', '', /open\.csv is empty/],
    ['a missing column', HEADER.replace(',total', ''), /open\.csv lacks the column total/],
    ['a misspelt column', HEADER.replace('customer_id', 'client'), /lacks the column customer_id.*client/],
    ['a column twice', `${HEADER},total`, /column total twice/],
    ['windows-1252', Buffer.from(openItems(row({ name: 'Société' })), 'latin1'), /not UTF-8.*CSV UTF-8/],
    ['UTF-16', Buffer.from(`\ufeff${openItems(row())}`, 'utf16le'), /not UTF-8/],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj', /lacks the columns/],
    ['a camt statement', '<?xml version="1.0"?>\n<Document/>', /lacks the columns/],
  ];

  it.each(refusedFiles)('%s is refused whole, by name', async (_name, content, message) => {
    expect((await thrown(load(content))).message).toMatch(message);
    expect(await books.rows()).toEqual(empty);
  });

  it('a quote left open names its line', async () => {
    const outcome = await load(
      openItems(row(), 'FA2,invoice,C1,"ACME,2026-02-01,2026-03-01,EUR,1.00,1.00', row({ number: 'FA3' })),
    );
    expect(outcome.refused).toBe(true);
    expect(
      outcome.problems.some((problem) => /quote/.test(problem.message) && /line \d/.test(problem.location ?? '')),
    ).toBe(true);
    expect(await books.rows()).toEqual(empty);
  });

  it('a number that is a JSON number is refused: it may have lost cents', async () => {
    const outcome = await load(
      '{"number":"FA1","kind":"invoice","customerId":"C1","customerName":"A","issueDate":"2026-02-01","dueDate":"2026-03-01","currency":"EUR","total":12.10,"openAmount":"12.10"}\n',
    );
    expect(outcome.refused).toBe(true);
    expect(outcome.problems[0]!.message).toMatch(/total must be a string/);
  });

  it('a header called __proto__ is an unknown column and nothing else', async () => {
    const outcome = await importOpenItems(
      books.context,
      books.companyId,
      await books.file('proto.csv', `${HEADER},__proto__,constructor\n${row()},{"a":1},x\n`),
      { asOf, dryRun: true },
    );
    expect(outcome.problems.filter((problem) => /__proto__|constructor/.test(problem.message))).toHaveLength(2);
    expect(outcome.report).toMatchObject({ read: 1, new: 1 });
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('a formula in a cell stays text', async () => {
    const outcome = await importOpenItems(
      books.context,
      books.companyId,
      await books.file('formula.csv', openItems(row({ name: "=HYPERLINK('x')" }))),
      { asOf, dryRun: true },
    );
    expect(outcome.refused).toBe(false);
    expect(outcome.report).toMatchObject({ new: 1 });
  });

  it('a line of two million characters is refused with its line, not by running out of memory', async () => {
    const outcome = await load(openItems(row(), `"${'x'.repeat(2_000_000)}`));
    expect(outcome.refused).toBe(true);
    expect(outcome.problems.some((problem) => /longer than/.test(problem.message))).toBe(true);
    expect(await books.rows()).toEqual(empty);
  });

  it('a file cut off at any byte stores nothing, or says which rows it held', async () => {
    const whole = openItems(row(), row({ number: 'FA2', customer: 'C2' }));
    for (let length = 0; length < whole.length; length += 17) {
      const outcome = await importOpenItems(
        books.context,
        books.companyId,
        await books.file('cut.csv', whole.slice(0, length)),
        { asOf, dryRun: true },
      ).catch((error: unknown) => error as Error);
      if (outcome instanceof Error) expect(outcome.message).toMatch(/cut\.csv/);
      else if (!outcome.refused) expect(outcome.report!.read).toBeLessThanOrEqual(2);
    }
    expect(await books.rows()).toEqual(empty);
  });

  it('a customers file with one bad line changes no customer', async () => {
    const path = await books.file('customers.csv', 'id;name;ibans;siren\nC1;ACME;;\nC2;;FR00;123\n');
    const outcome = await importCustomersFile(books.context, books.companyId, path);
    expect(outcome.refused).toBe(true);
    expect(outcome.problems.map((problem) => problem.location)).toEqual([
      'customers.csv, line 3, name',
      'customers.csv, line 3, siren',
      'customers.csv, line 3, ibans',
    ]);
    expect(await books.rows()).toEqual(empty);
  });

  it.each([
    ['an empty file', '', /customers\.csv is empty/],
    ['no name column', 'id,label\nC1,A\n', /lacks the column name/],
    ['another encoding', Buffer.from('id,name\nC1,Société\n', 'latin1'), /not UTF-8/],
    ['an open quote', 'id,name\nC1,"A\n', /cannot be read as CSV at line/],
  ])('a customers file with %s is refused by name', async (_name, content, message) => {
    const path = await books.file('customers.csv', content);
    expect((await thrown(importCustomersFile(books.context, books.companyId, path))).message).toMatch(message);
    expect(await books.rows()).toEqual(empty);
  });
});
