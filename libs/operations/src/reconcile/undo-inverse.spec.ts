import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import fc from 'fast-check';
import { exportLedger } from '../export/export-ledger.js';
import { handOverExport } from '../export/read-export.js';
import { projectJournal } from '../journal/project-journal.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { lineTransfer } from '../testing/line-transfer.js';
import { verifyCompany } from '../verify/verify.js';

const YEAR = { from: parseDay('2026-01-01'), to: parseDay('2026-12-31') };
const adapters = { 'ledger-lines': () => Promise.resolve({ default: lineTransfer }) };
const DAY = parseDay('2026-06-30');
const ITEMS = 5;
const LINES = 6;

/** What a person does: pays an item with a line, in part or as far as it goes, or takes back what a line paid. */
interface Step {
  readonly line: number;
  readonly item: number;
  readonly share: number;
  readonly undo: boolean;
  readonly book: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  line: fc.nat(LINES - 1),
  item: fc.nat(ITEMS - 1),
  share: fc.integer({ min: 1, max: 4 }),
  undo: fc.nat(3).map((value) => value === 0),
  book: fc.boolean(),
});

describe('an undo', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('is the exact inverse of what it takes back and touches nothing else, also after the entries were exported', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.nat(LINES - 1), async (history, last) => {
        const books = await filled(test);
        for (const one of history) await act(books, one);
        await take(books, last);
        const before = await picture(books);
        if (!(await pay(books, { line: last, item: 0, share: 2 }))) return;
        await projectJournal(books.context, books.companyId);
        // Entries handed over are final, and their days are closed: the undo must book against them.
        const handedOver = await exportLedger(books.context, books.companyId, { format: 'lines', ...YEAR });
        await handOverExport(books.context, books.companyId, handedOver.id!);
        await books.query('update books.company set locked_through = $2 where company_id = $1', '2026-03-31');
        await take(books, last);
        await projectJournal(books.context, books.companyId);
        expect(await picture(books)).toEqual(before);
        expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });
});

async function filled(test: TestDatabase): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test, { posting: 'propose', adapters });
  const numbered = Array.from({ length: ITEMS }, (_, n) => ({ number: `FA2026-00010${n}`, total: `${100 + n}.00` }));
  await books.items(...numbered.map((item, n) => ({ ...item, customer: `C${n % 2}` })));
  const lines = Array.from({ length: LINES }, (_, n) =>
    bankLine(`l${n}`, '2026-02-10', `${60 + n}.00`, `VIREMENT ${n}`),
  );
  await books.statement(lines);
  return books;
}

async function act(books: CompanyFixture, one: Step): Promise<void> {
  if (one.undo) await take(books, one.line);
  else await pay(books, one);
  if (one.book) await projectJournal(books.context, books.companyId);
}

/** Pays an item with a line that waits; false where either has nothing left. */
async function pay(
  books: CompanyFixture,
  { line, item, share }: Pick<Step, 'line' | 'item' | 'share'>,
): Promise<boolean> {
  const [row] = await books.query<{ id: string; state: string; amount: bigint }>(
    `select id, state, amount from books.bank_transaction where company_id = $1 and ref = $2`,
    `l${line}`,
  );
  const [open] = await books.query<{ id: string; open: bigint }>(
    `select id, total - settled as open from books.item where company_id = $1 order by number offset $2 limit 1`,
    item,
  );
  if (row!.state === 'matched' || open!.open === 0n) return false;
  const part = row!.amount / BigInt(share);
  const allocations = [{ itemId: open!.id, amount: part < open!.open ? part : open!.open }];
  const outcome = await books.run((_tx, billing) =>
    billing.accept({ transactionId: row!.id, choice: { kind: 'custom', allocations }, by: 'Anne' }),
  );
  return outcome.outcome === 'applied';
}

async function take(books: CompanyFixture, line: number): Promise<void> {
  const [decision] = await books.query<{ id: string }>(
    `select d.id from books.decision d join books.bank_transaction t on t.company_id = d.company_id and t.id = d.transaction_id
      where d.company_id = $1 and t.ref = $2 and d.state = 'applied'`,
    `l${line}`,
  );
  if (decision) await books.run((_tx, billing) => billing.undo({ decisionId: decision.id, by: 'Anne', day: DAY }));
}

/** What is settled of each item and by whom, net of what was taken back; nothing of when or how often. */
async function picture(books: CompanyFixture): Promise<unknown> {
  const items = await books.query(
    `select number, settled::int as settled from books.item where company_id = $1 order by number`,
  );
  const allocations = await books.query(
    `select t.ref, i.number, sum(a.amount)::int as amount from books.allocation a
       join books.payment p on p.company_id = a.company_id and p.id = a.payment_id
       join books.bank_transaction t on t.company_id = p.company_id and t.id = p.transaction_id
       join books.item i on i.company_id = a.company_id and i.id = a.item_id
      where a.company_id = $1 group by 1, 2 having sum(a.amount) <> 0 order by 1, 2`,
  );
  return { items, allocations };
}
