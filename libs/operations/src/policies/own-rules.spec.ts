import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { projectJournal } from '../journal/project-journal.js';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import { explainLearned, forgetLearned, listLearned, rememberPayer } from './learned-payers.js';
import { addOwnRule, listOwnRules, removeOwnRule, tryOwnRule } from './own-rules.js';
import { keepTolerance, listTolerances, removeTolerance } from './own-tolerances.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ poolSize: 10 });
});
afterAll(() => test.drop());

const DAY = parseDay('2026-06-30');
const IBAN = 'DE89370400440532013000';
const fee = (ref: string, day = '2026-02-10') => bankLine(ref, day, '-12.00', 'PRLV NIMBUS HOSTING REF 4471');

async function ids(books: CompanyFixture): Promise<Record<string, string>> {
  const rows = await books.query<{ ref: string; id: string }>(
    'select ref, id from books.bank_transaction where company_id = $1',
  );
  return Object.fromEntries(rows.map(({ ref, id }) => [ref, id]));
}

async function accept(books: CompanyFixture, ...refs: string[]): Promise<void> {
  const byRef = await ids(books);
  await books.run(async (_tx, billing) => {
    for (const ref of refs)
      await billing.accept({ transactionId: byRef[ref]!, choice: { kind: 'proposal' }, by: 'Anne' });
  });
}

async function undo(books: CompanyFixture, ref: string): Promise<void> {
  const [row] = await books.query<{ id: string }>(
    `select d.id from books.decision d join books.bank_transaction t on t.company_id = d.company_id and t.id = d.transaction_id
      where d.company_id = $1 and t.ref = $2 and d.state = 'applied'`,
    ref,
  );
  await books.run((_tx, billing) => billing.undo({ decisionId: row!.id, by: 'Anne', day: DAY }));
}

describe('tolerances of a pattern', () => {
  it('hold for the lines it fits, are kept once for each pattern, and leave other settings alone', async () => {
    const settings = { matching: { tolerances: { bankFee: '5.00' } } };
    const books = await CompanyFixture.open(test, { settings });
    const { context, companyId } = books;
    await books.items(
      { number: 'FA2026-000101', total: '500.00', customer: 'C1', name: 'ACME USA INC' },
      { number: 'FA2026-000102', total: '700.00', customer: 'C2', name: 'OTHER USA INC' },
    );
    await keepTolerance(context, companyId, { pattern: 'ACME', bankFee: '1.00' });
    expect(await keepTolerance(context, companyId, { pattern: 'ACME', bankFee: '40.00' })).toEqual([
      { pattern: 'ACME', bankFee: '40.00' },
    ]);
    const fee = (ref: string, amount: string, number: string, name: string) =>
      bankLine(ref, '2026-02-10', amount, `/INV/${number}/CHGS`, { counterparty: { name } });
    await books.statement([
      fee('own', '462.00', 'FA2026-000101', 'ACME USA INC'),
      fee('other', '662.00', 'FA2026-000102', 'OTHER USA INC'),
    ]);
    await reconcile(context, companyId);
    const kinds = await books.query(
      `select t.ref, d.detail->'allocations'->0->'adjustment'->>'kind' as kind from books.decision d
         join books.bank_transaction t on t.company_id = d.company_id and t.id = d.transaction_id where d.company_id = $1 order by t.ref`,
    );
    expect(kinds).toEqual([
      { ref: 'other', kind: null },
      { ref: 'own', kind: 'bank-fee' },
    ]);
    await expect(keepTolerance(context, companyId, { pattern: '(', rounding: '0' })).rejects.toThrow(/cannot be used/);
    await expect(keepTolerance(context, companyId, { pattern: 'X', rounding: 'a' })).rejects.toThrow(/cannot be used/);
    await removeTolerance(context, companyId, 'ACME');
    await expect(removeTolerance(context, companyId, 'ACME')).rejects.toThrow(/no tolerances/);
    expect(await listTolerances(context, companyId)).toEqual([]);
    const [row] = await books.query(
      `select settings->'matching'->'tolerances'->>'bankFee' as fee from books.company where company_id = $1`,
    );
    expect(row).toEqual({ fee: '5.00' });
  });
});

describe('a rule of the company', () => {
  it('proposes only until it was confirmed often enough, posts then, and proposes again after one undo', async () => {
    const books = await CompanyFixture.open(test);
    const { context, companyId } = books;
    await addOwnRule(context, companyId, {
      name: 'hosting',
      pattern: 'NIMBUS HOSTING',
      category: 'fee',
      account: '613500',
      needed: 2,
      by: 'Anne',
    });
    await books.statement([fee('f1'), fee('f2', '2026-02-11')]);
    await reconcile(context, companyId);
    expect(await books.states()).toEqual({ f1: 'proposed', f2: 'proposed' });
    await accept(books, 'f1', 'f2');
    expect(await listOwnRules(context, companyId)).toMatchObject([
      { name: 'hosting', state: 'trusted', since: 2, confirmed: 2, needed: 2 },
    ]);
    await books.statement([fee('f3', '2026-02-12')]);
    await reconcile(context, companyId);
    expect(await books.states()).toMatchObject({ f3: 'set-aside' });
    await undo(books, 'f3');
    expect(await listOwnRules(context, companyId)).toMatchObject([{ state: 'shadow', since: 0, undone: 1 }]);
    await books.statement([fee('f4', '2026-02-13')]);
    await reconcile(context, companyId);
    expect(await books.states()).toMatchObject({ f4: 'proposed' });
    expect((await verifyCompany(context, companyId)).violations).toEqual([]);
  });

  it('puts the line on its accounts with the VAT inside, and a reopened line leaves them again', async () => {
    const books = await CompanyFixture.open(test);
    const { context, companyId } = books;
    await addOwnRule(context, companyId, {
      name: 'hosting',
      pattern: 'NIMBUS HOSTING',
      category: 'supplier',
      account: '613500',
      vat: { rate: '20', account: '445660' },
      by: 'Anne',
    });
    await books.statement([fee('f1')]);
    await reconcile(context, companyId);
    await accept(books, 'f1');
    await projectJournal(context, companyId);
    const balances = () =>
      books.query(
        `select account, (sum(debit) - sum(credit))::int as balance from books.entry_line where company_id = $1 group by account order by account`,
      );
    expect(await balances()).toEqual([
      { account: '445660', balance: 200 },
      { account: '512000', balance: -1200 },
      { account: '613500', balance: 1000 },
    ]);
    await books.run(async (_tx, billing) => billing.reopen({ transactionId: (await ids(books))['f1']!, by: 'Anne' }));
    await projectJournal(context, companyId);
    expect(await balances()).toEqual([
      { account: '445660', balance: 0 },
      { account: '471000', balance: 1200 },
      { account: '512000', balance: -1200 },
      { account: '613500', balance: 0 },
    ]);
    expect((await verifyCompany(context, companyId)).violations).toEqual([]);
  });

  it('splits a line over accounts with a VAT each; one its fixed amounts are too much for waits, even once trusted', async () => {
    const books = await CompanyFixture.open(test);
    const { context, companyId } = books;
    const rule = { pattern: 'NIMBUS HOSTING', category: 'supplier', needed: 1, by: 'Anne' } as const;
    const split = [
      { account: '613500', percent: '50', vat: { rate: '20', account: '445660' } },
      { account: '627800', amount: '1.50' },
      { account: '618000', rest: true, vat: { rate: '5.5', account: '445661' } },
    ];
    await expect(addOwnRule(context, companyId, { ...rule, name: 'half', split: split.slice(0, 2) })).rejects.toThrow(
      'takes the rest',
    );
    const twice = { ...rule, name: 'twice', account: '613500', split };
    await expect(addOwnRule(context, companyId, twice)).rejects.toThrow('say no other account');
    expect(await addOwnRule(context, companyId, { ...rule, name: 'hosting', split })).toMatchObject({ split });
    await books.statement([fee('f1')]);
    await reconcile(context, companyId);
    await accept(books, 'f1');
    const little = bankLine('small', '2026-02-12', '-2.00', 'PRLV NIMBUS HOSTING REF 4472');
    await books.statement([fee('f2', '2026-02-11'), little]);
    await reconcile(context, companyId);
    expect(await books.states()).toEqual({ f1: 'set-aside', f2: 'set-aside', small: 'proposed' });
    const held = await books.query(
      `select d.detail->'resolved'->>'heldBack' as held from books.decision d where d.company_id = $1 and d.state = 'proposed'`,
    );
    expect(held).toEqual([{ held: 'split' }]);
    await projectJournal(context, companyId);
    const lines = await books.query(
      `select l.account, (l.debit - l.credit)::int as amount from books.entry_line l join books.journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
        where l.company_id = $1 and e.piece = 'f1' order by l.ordinal`,
    );
    expect(lines).toEqual([
      { account: '512000', amount: -1200 },
      { account: '613500', amount: 500 },
      { account: '445660', amount: 100 },
      { account: '627800', amount: 150 },
      { account: '618000', amount: 427 },
      { account: '445661', amount: 23 },
    ]);
    expect((await verifyCompany(context, companyId)).violations).toEqual([]);
  });

  it('names a payer that nothing else knows, is contradicted by a person, and starts again', async () => {
    const books = await CompanyFixture.open(test);
    const { context, companyId } = books;
    await books.items(
      { number: 'FA2026-000101', total: '50.00', customer: 'C1' },
      { number: 'FA2026-000102', total: '50.00', customer: 'C2' },
    );
    await addOwnRule(context, companyId, {
      name: 'uncle',
      pattern: 'ONCLE PICSOU',
      customer: 'C2',
      needed: 1,
      by: 'Anne',
    });
    await books.statement([bankLine('l1', '2026-02-10', '50.00', 'VIR ONCLE PICSOU')]);
    await reconcile(context, companyId);
    expect(await books.states()).toEqual({ l1: 'proposed' });
    const [item] = await books.query<{ id: string }>(
      `select id from books.item where company_id = $1 and number = 'FA2026-000101'`,
    );
    await books.run(async (_tx, billing) =>
      billing.accept({
        transactionId: (await ids(books))['l1']!,
        choice: { kind: 'custom', allocations: [{ itemId: item!.id, amount: 5000n }] },
        by: 'Anne',
      }),
    );
    expect(await listOwnRules(context, companyId)).toMatchObject([{ customer: 'C2', state: 'shadow', otherwise: 1 }]);
  });

  it('is confirmed by decisions that are proven without it', async () => {
    const books = await CompanyFixture.open(test);
    const { context, companyId } = books;
    await books.items({ number: 'FA2026-000101', total: '50.00', customer: 'C1' });
    await addOwnRule(context, companyId, { name: 'uncle', pattern: 'ONCLE PICSOU', customer: 'C1', by: 'Anne' });
    await books.statement([bankLine('l1', '2026-02-10', '50.00', 'VIR ONCLE PICSOU CLIENT C1 FA2026-000101')]);
    expect((await reconcile(context, companyId)).automatic.count).toBe(1);
    expect(await listOwnRules(context, companyId)).toMatchObject([{ state: 'shadow', confirmed: 1, since: 1 }]);
  });

  it('is tried on the past before it is added', async () => {
    const books = await CompanyFixture.open(test);
    await books.statement([fee('f1'), fee('f2'), bankLine('x', '2026-02-10', '-5.00', 'CB BOULANGERIE')]);
    const byRef = await ids(books);
    await books.run((_tx, billing) => billing.setAside({ transactionId: byRef['f1']!, category: 'tax', by: 'Anne' }));
    const trial = await tryOwnRule(books.context, books.companyId, { pattern: 'nimbus', category: 'fee' });
    expect(trial).toMatchObject({ lines: 3, matched: 2, agreed: 0, otherwise: 1, undecided: 1 });
    expect(trial.examples.map(({ outcome }) => outcome)).toEqual(['otherwise', 'undecided']);
  });

  it('is refused where it cannot run, says two things, or is there already', async () => {
    const { context, companyId } = await CompanyFixture.open(test);
    const add = (rule: object) => addOwnRule(context, companyId, { name: 'r', pattern: 'X', by: 'Anne', ...rule });
    await expect(add({ pattern: '(a+)+\\1', category: 'fee' })).rejects.toThrow(/linear time/);
    await expect(add({ category: 'fee', customer: 'C1' })).rejects.toThrow(/either a customer or a category/);
    await expect(add({ customer: 'nobody' })).rejects.toThrow(/no customer "nobody"/);
    await expect(add({ category: 'fee', vat: { rate: '20', account: '445660' } })).rejects.toThrow(/VAT needs/);
    await add({ category: 'fee' });
    await expect(add({ category: 'tax' })).rejects.toThrow(/already/);
    await removeOwnRule(context, companyId, 'r');
    await expect(removeOwnRule(context, companyId, 'r')).rejects.toThrow(/no rule "r"/);
    await add({ category: 'tax' });
  });
});

describe('a learned payer', () => {
  const counterparty = { name: 'HOLDING X', iban: IBAN };
  /** Two payments that name their invoice, from an account nobody named; then one that names nothing. */
  async function taught(): Promise<CompanyFixture> {
    const books = await CompanyFixture.open(test);
    await books.items(
      ...[1, 2, 3].map((n) => ({ number: `FA2026-00010${n}`, total: `${50 + n}.00`, customer: 'C1' })),
      { number: 'FA2026-000201', total: '53.00', customer: 'C2' },
    );
    await books.statement([bankLine('l1', '2026-02-10', '51.00', 'FACTURE FA2026-000101', { counterparty })]);
    await reconcile(books.context, books.companyId);
    return books;
  }

  it('is known after one payment, proposes, and posts only after the second', async () => {
    const books = await taught();
    const { context, companyId } = books;
    expect(await listLearned(context, companyId, { text: IBAN })).toMatchObject([
      { key: `iban:${IBAN}`, customer: 'C1', count: 1, since: 1, needed: 2, state: 'shadow' },
    ]);
    await books.statement([bankLine('l3', '2026-02-12', '53.00', 'VIREMENT', { counterparty })]);
    await reconcile(context, companyId);
    expect(await books.states()).toMatchObject({ l3: 'proposed' });
    await books.statement([bankLine('l2', '2026-02-13', '52.00', 'FACTURE FA2026-000102', { counterparty })]);
    await reconcile(context, companyId);
    await reconcile(context, companyId);
    expect(await books.states()).toMatchObject({ l2: 'matched', l3: 'matched' });
    expect(await books.open()).toEqual({ 'FA2026-000201': 5300 });
  });

  it('does not learn from what was posted because of it, and one undo puts it back in shadow', async () => {
    const books = await taught();
    const { context, companyId } = books;
    await books.statement([
      bankLine('l2', '2026-02-11', '52.00', 'FACTURE FA2026-000102', { counterparty }),
      bankLine('l3', '2026-02-12', '53.00', 'VIREMENT', { counterparty }),
    ]);
    await reconcile(context, companyId);
    await reconcile(context, companyId);
    const key = `iban:${IBAN}`;
    const ofAccount = async () => (await listLearned(context, companyId)).filter((one) => one.key === key);
    expect(await ofAccount()).toMatchObject([{ count: 2, state: 'trusted' }]);
    await undo(books, 'l3');
    expect(await ofAccount()).toMatchObject([{ count: 2, since: 0, state: 'shadow' }]);
  });

  it('says which payments taught it, and is forgotten when asked', async () => {
    const books = await taught();
    const { context, companyId } = books;
    const [reason] = await explainLearned(context, companyId, 'DE89 3704 0044 0532 0130 00');
    expect(reason).toMatchObject({
      customer: 'C1',
      sources: [{ amount: '51.00', decidedBy: 'engine', invoices: ['FA2026-000101'] }],
    });
    await forgetLearned(context, companyId, { payer: IBAN, by: 'Anne' });
    expect((await listLearned(context, companyId)).map(({ key }) => key)).not.toContain(`iban:${IBAN}`);
    await expect(explainLearned(context, companyId, IBAN)).rejects.toThrow(/Nothing is learned/);
  });

  it('is the customer’s own account once a person says so', async () => {
    const books = await taught();
    const { context, companyId } = books;
    await books.statement([bankLine('l3', '2026-02-12', '53.00', 'VIREMENT', { counterparty })]);
    const [c2] = await books.query<{ id: string }>(
      `select id from books.customer where company_id = $1 and code = 'C2'`,
    );
    const kept = await rememberPayer(context, companyId, {
      transactionId: (await ids(books))['l3']!,
      customerId: c2!.id,
    });
    expect(kept).toEqual({ iban: IBAN, customer: 'C2' });
    await reconcile(context, companyId);
    const [decision] = await books.query<{ customer: string }>(
      `select c.code as customer from books.decision d join books.customer c on c.company_id = d.company_id and c.id = d.customer_id
        join books.bank_transaction t on t.company_id = d.company_id and t.id = d.transaction_id
       where d.company_id = $1 and t.ref = 'l3' and d.state <> 'superseded'`,
    );
    expect(decision).toEqual({ customer: 'C2' });
  });
});
