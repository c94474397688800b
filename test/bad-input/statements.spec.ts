import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  addBankAccount,
  addCompany,
  accountNamed,
  assignInboxStatement,
  importStatement,
  type ImportStatementOptions,
} from '@lettrage/operations';
import { InboxStore } from '@lettrage/persistence';
import { camt, entry, statement } from './testing/files.js';
import { createTestBooks, IBAN, OTHER_IBAN, thrown, type TestBooks } from './testing/test-books.js';

describe('bank statements that are wrong', () => {
  let books: TestBooks;
  let before: Awaited<ReturnType<TestBooks['rows']>>;
  beforeAll(async () => {
    books = await createTestBooks();
  }, 120_000);
  beforeEach(async () => {
    before = await books.rows();
  });
  afterAll(() => books?.close());

  const load = async (name: string, content: string | Uint8Array, options: Partial<ImportStatementOptions> = {}) =>
    importStatement(books.context, await books.file(name, content), { companies: [books.companyId], ...options });
  const sound = camt(statement([entry('120.00', 'FA1'), entry('-5.00', 'frais')]));

  const unknown: [string, string | Uint8Array, RegExp][] = [
    ['an empty file', '', /odd\.xml is empty/],
    ['a PDF with another name', '%PDF-1.7\n%âãÏÓ\n1 0 obj<<>>endobj', /odd\.xml is in no format.*camt\.053/],
    ['a file of nothing but zeros', new Uint8Array(5000), /odd\.xml is in no format/],
    ['a Word document', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /in no format/],
    [
      'a payment order',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn/></Document>',
      /in no format/,
    ],
    ['UTF-7', '+ADw-Document xmlns=+ACI-urn:iso:std:iso:20022:tech:xsd:camt.053.001.08+ACIAPg-', /in no format/],
    [
      'open items',
      'number,kind,customer_id,customer_name,issue_date,due_date,currency,total,open_amount\nFA1,invoice,C1,A,2026-01-01,2026-01-31,EUR,1.00,1.00\n',
      /in no format|could be/,
    ],
    ['half a gzip', gzipSync(sound).subarray(0, 60), /odd\.xml/],
    ['a zip that is cut short', Buffer.from('504b030414000000', 'hex'), /odd\.xml/],
  ];

  it.each(unknown)('%s is refused by name, and stores nothing', async (_name, content, message) => {
    const error = await thrown(load('odd.xml', content));
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/\n\s+at /);
    expect(await books.rows()).toEqual(before);
  });

  const broken: [string, string | Uint8Array, RegExp][] = [
    ['an amount that is none', sound.replace('120.00', '12O.00'), /12O\.00/],
    ['an exponent', sound.replace('120.00', '1e400'), /1e400/],
    ['a hexadecimal amount', sound.replace('120.00', '0x10'), /0x10/],
    ['NaN', sound.replace('120.00', 'NaN'), /NaN/],
    ['too many decimals', sound.replace('120.00', '120.005'), /120\.005/],
    ['the 31st of February', sound.replace('2026-02-02', '2026-02-31'), /2026-02-31/],
    ['neither credit nor debit', sound.replace('CRDT', 'CREDIT'), /CREDIT|CdtDbtInd/],
    ['an entity of its own', sound.replace('<Document', '<!DOCTYPE d [<!ENTITY x "y">]>\n<Document'), /DOCTYPE/],
    [
      'an external entity',
      sound.replace('<Document', '<!DOCTYPE d SYSTEM "file:///etc/passwd">\n<Document'),
      /DOCTYPE/,
    ],
    ['a tag that is not closed', sound.replace('</Ntry>', ''), /end tag <\/Stmt> where <\/Ntry> is expected/],
  ];

  it.each(broken)('a statement with %s is refused whole, with the place', async (_name, content, message) => {
    const report = await load('broken.xml', content);
    const problems = [...report.problems, ...report.statements.flatMap((one) => one.problems)];
    expect(report.statements.map((one) => one.state).filter((state) => state !== 'refused')).toEqual([]);
    const errors = problems.filter((problem) => problem.severity !== 'warning');
    expect(errors.map((problem) => problem.message).join('\n')).toMatch(message);
    expect(errors.some((problem) => /line \d/.test(problem.location ?? ''))).toBe(true);
    expect(await books.rows()).toEqual(before);
  });

  it('a file cut off at any byte stores nothing of the statement it ends in', async () => {
    const bytes = Buffer.from(sound);
    const end = bytes.indexOf('</Stmt>');
    for (let length = 1; length < end; length += 41) {
      const report = await load('cut.xml', bytes.subarray(0, length)).catch((error: unknown) => error as Error);
      if (report instanceof Error) expect(report.message).toMatch(/cut\.xml/);
      else expect(report.statements.map((one) => one.state).filter((state) => state !== 'refused')).toEqual([]);
    }
    expect(await books.rows()).toEqual(before);
  });

  it('a sound statement beside a broken one of the same file is stored', async () => {
    const other = statement([entry('1x.00', 'bad')], IBAN, 'EUR', 'S2');
    const report = await load('half.xml', camt(statement([entry('7.00', 'good')]), other));
    expect(report.statements.map((one) => one.state)).toEqual(['stored', 'refused']);
    const after = await books.rows();
    expect(after.bank_transaction - before.bank_transaction).toBe(1);
    expect(after.statement - before.statement).toBe(1);
  });

  it('a statement in another currency than its account is refused with the command that helps', async () => {
    const report = await load('usd.xml', camt(statement([entry('1.00', 'x', '2026-02-02', 'USD')], IBAN, 'USD')));
    expect(report.statements[0]!.state).toBe('refused');
    expect(report.statements[0]!.problems.at(-1)!.message).toMatch(
      new RegExp(`lettrage account add ${IBAN} --currency USD`),
    );
    expect(await books.rows()).toEqual(before);
  });

  it('an account said that is not the one in the file is refused', async () => {
    const report = await load('said.xml', sound, { account: OTHER_IBAN });
    expect(report.statements[0]).toMatchObject({ state: 'refused' });
    expect(report.statements[0]!.problems.at(-1)!.message).toMatch(/is of FR14.*not of DE89/);
    expect(await books.rows()).toEqual(before);
  });

  it('the same file twice at the same time is stored once', async () => {
    const content = camt(statement([entry('31.00', 'twice'), entry('32.00', 'twice')]));
    const reports = await Promise.all([1, 2, 3].map((n) => load(`twice-${n}.xml`, content)));
    expect(reports.map((report) => report.statements[0]!.state).sort()).toEqual(['known', 'known', 'stored']);
    expect((await books.rows()).bank_transaction - before.bank_transaction).toBe(2);
  });

  it('a dry run says what an import would do, and does nothing', async () => {
    const content = camt(statement([entry('41.00', 'preview'), entry('41.50', 'before the cut-over', '2025-12-31')]));
    const preview = await load('preview.xml', content, { dryRun: true });
    expect(preview.statements[0]).toMatchObject({ state: 'preview', lines: { read: 2, stored: 2, history: 1 } });
    expect(await books.rows()).toEqual(before);
    const stored = await load('preview.xml', content);
    expect(stored.statements[0]!.lines).toEqual(preview.statements[0]!.lines);
    expect((await load('preview.xml', content, { dryRun: true })).statements[0]!.state).toBe('known');
  });

  it('two statements of an unknown account wait together, whole, while the other account is imported', async () => {
    const content = camt(
      statement([entry('51.00', 'known account')]),
      statement([entry('52.00', 'day one')], OTHER_IBAN),
      statement([entry('53.00', 'day two'), entry('54.00', 'day two')], OTHER_IBAN, 'EUR', 'S2'),
    );
    const report = await load('mixed.xml', content);
    expect(report.statements.map((one) => one.state)).toEqual(['stored', 'inbox', 'inbox']);
    expect(report.statements[1]!.problems.at(-1)!.message).toMatch(new RegExp(`lettrage account add ${OTHER_IBAN}`));
    const [waiting] = await books.context.database.withCompany(books.companyId, (tx) => new InboxStore(tx).list());
    expect(waiting).toMatchObject({ account: { iban: OTHER_IBAN }, count: 3, sum: '159.00' });

    await addBankAccount(books.context, books.companyId, { iban: OTHER_IBAN, currency: 'EUR' });
    const account = await accountNamed(books.context, books.companyId, 'DE89 3704 0044 0532 0130 00');
    const assigned = await assignInboxStatement(books.context, books.companyId, waiting!.id, account.id);
    expect(assigned).toMatchObject({ sum: '159.00', lines: { stored: 3 } });
    expect((await books.rows()).inbox_statement).toBe(before.inbox_statement);
    expect((await load('mixed.xml', content)).statements.map((one) => one.state)).toEqual(['known', 'known', 'known']);
  });

  it('a file whose account is added later brings its lines when it comes again', async () => {
    const late = 'GB82WEST12345698765432';
    const content = camt(
      statement([entry('61.00', 'known')]),
      statement([entry('62.00', 'late')], late, 'GBP').replaceAll('Ccy="EUR"', 'Ccy="GBP"'),
    );
    expect((await load('late.xml', content)).statements.map((one) => one.state)).toEqual(['stored', 'inbox']);
    await addBankAccount(books.context, books.companyId, { iban: late, currency: 'GBP' });
    expect((await load('late.xml', content)).statements.map((one) => one.state)).toEqual(['known', 'stored']);
    expect((await books.rows()).inbox_statement).toBe(before.inbox_statement);
  });

  it('an account of two companies is nobody’s until one says whose', async () => {
    const shared = 'ES9121000418450200051332';
    const second = await addCompany(books.context, { name: 'Deuxième' });
    for (const id of [books.companyId, second])
      await addBankAccount(books.context, id, { iban: shared, currency: 'EUR' });
    const content = camt(statement([entry('71.00', 'whose')], shared));
    const report = await load('shared.xml', content, { companies: [books.companyId, second] });
    expect(report.statements[0]!.state).toBe('refused');
    expect(report.statements[0]!.problems.at(-1)!.message).toMatch(/2 companies.*--company/);
    expect(await books.rows()).toEqual(before);
    expect((await load('shared.xml', content, { companies: [second] })).statements[0]).toMatchObject({
      state: 'stored',
      companyId: second,
    });
  });

  it('each statement of a file goes to the company its IBAN belongs to', async () => {
    const iban = 'NL91ABNA0417164300';
    const third = await addCompany(books.context, { name: 'Troisième' });
    await addBankAccount(books.context, third, { iban, currency: 'EUR' });
    const content = camt(statement([entry('81.00', 'mine')]), statement([entry('82.00', 'theirs')], iban));
    const report = await load('firm.xml', content, { companies: [books.companyId, third] });
    expect(report.statements.map((one) => one.companyId)).toEqual([books.companyId, third]);
    expect((await books.rows(third)).bank_transaction).toBe(1);
    // A caller who may write to one company only leaves the other's lines waiting, not lost and not in the other books.
    const again = await load('firm2.xml', content.replaceAll('81.00', '83.00').replaceAll('82.00', '84.00'));
    expect(again.statements.map((one) => one.state)).toEqual(['stored', 'inbox']);
    expect((await books.rows(third)).bank_transaction).toBe(1);
  });
});
