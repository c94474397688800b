import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { BankAccountStore, newId, StatementStore, TaskStore, verifyStoredInvariants } from '@lettrage/persistence';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { bankReconciliation } from '../reports/bank-reconciliation.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { decideHeldLine, heldLines, reopenHeldLine } from './held-lines.js';
import { accountChain, followChain } from './statement-chain.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

describe('the chain after an import', () => {
  it('makes a gap a task, once, and closes it with the file that comes late', async () => {
    const books = await CompanyFixture.open(test);
    const statement = (day: string, opening: bigint, closing: bigint) =>
      books.run(async (tx) => {
        const store = new StatementStore(tx);
        const sha256 = createHash('sha256').update(`${books.companyId} ${day}`).digest();
        const fileId = (await store.claimFile({ sha256, name: day, format: 'cfonb120', size: 1n }))!;
        const on = parseDay(day);
        const balances = { opening, closing, from: on, to: on, sum: closing - opening, count: 1 };
        await store.insertStatement({ id: newId(), fileId, accountId: books.accountId, ordinal: 1, ...balances });
        return followChain(tx, (await new BankAccountStore(tx).get(books.accountId))!);
      });
    const tasks = () => books.run((tx) => new TaskStore(tx).list({ state: 'open' }));
    await statement('2026-03-02', 0n, 1000n);
    await statement('2026-03-04', 2500n, 2600n);
    await statement('2026-03-05', 2600n, 2700n);
    const [task, ...others] = await tasks();
    expect(others).toEqual([]);
    expect(task).toMatchObject({ kind: 'statement-gap', data: { missing: '15.00', after: '2026-03-02' } });
    const chain = (await books.run((tx) => accountChain(tx, books.accountId)))!;
    expect([chain.whole, chain.gaps]).toEqual([
      false,
      [{ after: '2026-03-02', before: '2026-03-04', missing: '15.00' }],
    ]);
    expect((await statement('2026-03-03', 1000n, 2500n)).closed).toEqual(['2026-03-02…2026-03-04']);
    expect(await tasks()).toEqual([]);
    expect((await books.run((tx) => accountChain(tx, books.accountId)))!.whole).toBe(true);
  });
});

describe('a held line', () => {
  it('is in no balance, is shown beside what it resembles, and every answer can be taken back', async () => {
    const books = await CompanyFixture.open(test);
    await books.statement([bankLine('a', '2026-03-02', '100.00', 'FACTURE 1')]);
    await books.statement([bankLine('b', '2026-03-03', '100.00', 'VIR FACTURE 1')], 'csv.bank');
    const bank = async () => {
      const report = await bankReconciliation(books.context, books.companyId, { to: parseDay('2026-03-31') });
      return report.bank.movement;
    };
    expect(await bank()).toBe('100.00');
    const [held] = await books.run((tx) => heldLines(tx, { limit: 10 }));
    expect(held).toMatchObject({
      kind: 'line',
      line: { remittance: 'VIR FACTURE 1' },
      resembles: { remittance: 'FACTURE 1' },
    });
    const { id } = held!.line;
    const answer = (same: boolean) => books.run((tx) => decideHeldLine(tx, { id, same, by: 'me' }));
    const sound = () => books.run((tx) => verifyStoredInvariants(tx));
    expect(await sound()).toEqual([]);
    await answer(false);
    expect([await books.states(), await bank()]).toEqual([{ a: 'new', b: 'new' }, '200.00']);
    await books.run((tx) => reopenHeldLine(tx, id));
    expect(await books.states()).toEqual({ a: 'new', b: 'held' });
    await answer(true);
    expect([await books.states(), await bank()]).toEqual([{ a: 'new', b: 'history' }, '100.00']);
    expect(await sound()).toEqual([]);
    await books.query(`update books.bank_transaction set state = 'held' where company_id = $1 and id = $2`, id);
    expect((await sound()).map(({ invariant }) => invariant)).toEqual(['I12']);
  });
});
