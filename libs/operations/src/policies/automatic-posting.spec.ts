import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay, type TransactionLine } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import { listRuleClasses, switchRuleClass, type RuleClassView } from './rule-classes.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ poolSize: 10 });
});
afterAll(() => test.drop());

const DAY = parseDay('2026-06-30');
const names = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `FA2026-${String(101 + n).padStart(6, '0')}`);

/** A company with `count` invoices of 100.00, 101.00 … and a line that names each. */
async function withNamed(count: number, posting: 'auto' | 'propose' = 'propose'): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test, { posting });
  await books.items(...names(count).map((number, n) => ({ number, total: `${100 + n}.00`, customer: `C${n}` })));
  await books.statement(names(count).map((number, n) => named(number, `${100 + n}.00`, `C${n}`)));
  return books;
}

function named(number: string, amount: string, customer: string): TransactionLine {
  return bankLine(`l-${number}`, '2026-02-10', amount, `VIR CLIENT ${customer} ${number}`);
}

async function classOf(books: CompanyFixture, name: string): Promise<RuleClassView> {
  return (await listRuleClasses(books.context, books.companyId)).find((one) => one.class === name)!;
}

async function lineId(books: CompanyFixture, ref: string): Promise<string> {
  const [row] = await books.query<{ id: string }>(
    'select id from books.bank_transaction where company_id = $1 and ref = $2',
    ref,
  );
  return row!.id;
}

async function decisionOf(
  books: CompanyFixture,
  ref: string,
): Promise<{ id: string; resolved: { heldBack?: string } }> {
  const [row] = await books.query<{ id: string; resolved: { heldBack?: string } }>(
    `select d.id, d.detail->'resolved' as resolved from books.decision d join books.bank_transaction t on t.company_id = d.company_id and t.id = d.transaction_id
      where d.company_id = $1 and t.ref = $2 and d.state in ('proposed', 'applied')`,
    ref,
  );
  return row!;
}

describe('classes of rules', () => {
  it('count what they would have posted, and whether a person said the same', async () => {
    const books = await withNamed(3);
    await reconcile(books.context, books.companyId);
    expect(await classOf(books, 'reference')).toMatchObject({
      automatic: false,
      waiting: 3,
      wouldHavePosted: 0,
      posted: 0,
    });
    const [first, second] = [await lineId(books, 'l-FA2026-000101'), await lineId(books, 'l-FA2026-000102')];
    await books.run(async (_tx, billing) => {
      await billing.accept({ transactionId: first, choice: { kind: 'proposal' }, by: 'Anne' });
      await billing.setAside({ transactionId: second, category: 'other', by: 'Anne' });
    });
    expect(await classOf(books, 'reference')).toMatchObject({
      waiting: 1,
      wouldHavePosted: 2,
      confirmed: 1,
      otherwise: 1,
    });
  });

  it('count a person who says by hand exactly what was proposed as confirming it', async () => {
    const books = await withNamed(1);
    await reconcile(books.context, books.companyId);
    const [item] = await books.query<{ id: string }>('select id from books.item where company_id = $1');
    const transactionId = await lineId(books, 'l-FA2026-000101');
    const allocations = [{ itemId: item!.id, amount: 10000n }];
    await books.run((_tx, billing) =>
      billing.accept({ transactionId, choice: { kind: 'custom', allocations }, by: 'Anne' }),
    );
    expect(await classOf(books, 'reference')).toMatchObject({ wouldHavePosted: 1, confirmed: 1, otherwise: 0 });
  });

  it('no longer count a confirmation that the person took back', async () => {
    const books = await withNamed(1);
    await reconcile(books.context, books.companyId);
    const transactionId = await lineId(books, 'l-FA2026-000101');
    await books.run((_tx, billing) => billing.accept({ transactionId, choice: { kind: 'proposal' }, by: 'Anne' }));
    const { id } = await decisionOf(books, 'l-FA2026-000101');
    await books.run((_tx, billing) => billing.undo({ decisionId: id, by: 'Anne', day: DAY }));
    expect(await classOf(books, 'reference')).toMatchObject({ wouldHavePosted: 0, confirmed: 0, undone: 0 });
  });

  it('post what waits once switched on, up to the ceiling and not a cent more', async () => {
    const books = await withNamed(3);
    await reconcile(books.context, books.companyId);
    await switchRuleClass(books.context, books.companyId, {
      class: 'reference',
      automatic: true,
      ceiling: '101.00',
      by: 'Anne',
    });
    const report = await reconcile(books.context, books.companyId);
    expect(report).toMatchObject({ automatic: { count: 2, amount: '201.00' }, wouldHavePosted: { count: 1 } });
    expect(await books.open()).toEqual({ 'FA2026-000103': 10200 });
    expect((await decisionOf(books, 'l-FA2026-000103')).resolved.heldBack).toBe('ceiling');
    expect(await classOf(books, 'reference')).toMatchObject({
      automatic: true,
      ceiling: '101.00',
      posted: 2,
      waiting: 1,
    });
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });

  it('say in the event log who switched them', async () => {
    const books = await withNamed(1);
    await switchRuleClass(books.context, books.companyId, { class: 'slip', automatic: true, by: 'Anne' });
    const [event] = await books.query<{ type: string; actor: string; data: object }>(
      'select type, actor, data from books.event where company_id = $1 order by position desc limit 1',
    );
    expect(event).toMatchObject({
      type: 'automatic.switched',
      actor: 'Anne',
      data: { class: 'slip', automatic: true, currency: 'EUR' },
    });
    await expect(
      switchRuleClass(books.context, books.companyId, { class: 'slip', automatic: true, ceiling: '-1', by: 'Anne' }),
    ).rejects.toThrow(/no ceiling/);
    await expect(
      switchRuleClass(books.context, books.companyId, { class: 'magic', automatic: true, by: 'Anne' }),
    ).rejects.toThrow(/no class/);
  });

  it('are switched off by the undo of one automatic decision, and a task says so', async () => {
    const books = await withNamed(2, 'auto');
    await reconcile(books.context, books.companyId);
    const { id } = await decisionOf(books, 'l-FA2026-000101');
    await books.run((_tx, billing) => billing.undo({ decisionId: id, by: 'Anne', day: DAY }));
    expect(await classOf(books, 'reference')).toMatchObject({
      automatic: false,
      undone: 1,
      posted: 1,
      changedBy: 'Anne',
    });
    expect(await classOf(books, 'payer')).toMatchObject({ automatic: true });
    const tasks = await books.query<{ kind: string; message: string }>(
      'select kind, message from books.task where company_id = $1',
    );
    expect(tasks).toEqual([
      { kind: 'automatic-off', message: expect.stringContaining('class reference is posted by itself any more') },
    ]);
    await books.items({ number: 'FA2026-000900', total: '77.00' });
    await books.statement([named('FA2026-000900', '77.00', 'C1')]);
    expect(await reconcile(books.context, books.companyId)).toMatchObject({
      automatic: { count: 0 },
      wouldHavePosted: { count: 1 },
    });
  });

  it('are switched off by reopening a line that was set aside by itself', async () => {
    const books = await CompanyFixture.open(test);
    await books.statement([bankLine('fee', '2026-02-10', '-12.00', 'COMMISSIONS ET FRAIS TENUE DE COMPTE')]);
    await reconcile(books.context, books.companyId);
    const transactionId = await lineId(books, 'fee');
    await books.run((_tx, billing) => billing.reopen({ transactionId, by: 'Anne' }));
    expect(await classOf(books, 'category')).toMatchObject({ automatic: false, undone: 1 });
  });

  it('stay on when a person takes his own decision back', async () => {
    const books = await withNamed(2, 'auto');
    await switchRuleClass(books.context, books.companyId, { class: 'reference', automatic: false, by: 'Anne' });
    await reconcile(books.context, books.companyId);
    const transactionId = await lineId(books, 'l-FA2026-000101');
    await books.run((_tx, billing) => billing.accept({ transactionId, choice: { kind: 'proposal' }, by: 'Anne' }));
    await switchRuleClass(books.context, books.companyId, { class: 'reference', automatic: true, by: 'Anne' });
    const { id } = await decisionOf(books, 'l-FA2026-000101');
    await books.run((_tx, billing) => billing.undo({ decisionId: id, by: 'Anne', day: DAY }));
    expect(await classOf(books, 'reference')).toMatchObject({ automatic: true });
  });

  it('do not post what rests on an earlier line of the customer that waits', async () => {
    const books = await CompanyFixture.open(test);
    const name = 'DUPONT MENUISERIE SARL';
    await books.items(
      { number: 'FA2026-000201', total: '50.00', customer: 'C2', name },
      { number: 'FA2026-000202', total: '50.00', customer: 'C2', name, issued: '2026-01-20' },
    );
    await switchRuleClass(books.context, books.companyId, { class: 'reference', automatic: false, by: 'Anne' });
    const payer = { counterparty: { name } };
    await books.statement([
      bankLine('a', '2026-02-10', '50.00', 'VIR FA2026-000201', payer),
      bankLine('b', '2026-02-20', '50.00', 'VIREMENT', payer),
    ]);
    const report = await reconcile(books.context, books.companyId);
    expect(report.automatic.count).toBe(0);
    expect((await decisionOf(books, 'b')).resolved.heldBack).toBe('earlier');
    expect(await books.open()).toEqual({ 'FA2026-000201': 5000, 'FA2026-000202': 5000 });
  });

  it('all propose again when the company goes back to proposing', async () => {
    const books = await withNamed(1);
    await switchRuleClass(books.context, books.companyId, { class: 'all', automatic: true, by: 'Anne' });
    const { CompanyStore } = await import('@lettrage/persistence');
    await books.run((tx) => new CompanyStore(tx).update({ posting: 'propose' }));
    const classes = await listRuleClasses(books.context, books.companyId);
    expect(classes.filter((one) => one.automatic)).toEqual([]);
    expect((await reconcile(books.context, books.companyId)).automatic.count).toBe(0);
  });
});
