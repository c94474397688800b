import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay, parseMinor } from '@lettrage/domain';
import { projectJournal } from '@lettrage/operations';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { openItem } from '../../libs/operations/src/testing/company-fixture.js';
import { findingsIn } from './books-checks.js';
import { CompanyLife, type Setting } from './company-life.js';
import { replayDisagrees } from './history.js';
import { Random } from './random.js';

/** Histories in which the journal once said something else than the books it is made of. */

const PLAIN: Setting = { creditOnAccount: 'customers', vatDue: 'debit', lockedThrough: undefined, locksLater: false };

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const cents = (amount: string): bigint => parseMinor(amount, 'EUR');

/** Projects in small pages, compares, replays in one page and compares again. */
async function agrees(life: CompanyLife): Promise<void> {
  await projectJournal(life.fixture.context, life.fixture.companyId, 2);
  expect(await findingsIn(life.fixture, PLAIN)).toEqual([]);
  expect(await replayDisagrees(test, life.fixture)).toEqual([]);
}

async function paid(life: CompanyLife, number: string): Promise<void> {
  const item = (await life.world()).items.find((one) => one.number === `${number}/1`)!;
  const line = await life.line(new Random(1), item.open);
  await life.pay(line, [{ itemId: item.id, amount: item.open }], { label: 'pay', numbers: [number] });
}

describe('the books agree', () => {
  it('when one bank line gives back payments of two decisions', async () => {
    const life = await CompanyLife.open(test, PLAIN);
    await life.fixture.items({ number: 'FA1', total: '120.00' }, { number: 'FA2', total: '80.00' });
    await paid(life, 'FA1');
    await paid(life, 'FA2');
    const reverses = (await life.world()).allocations.map(({ id, amount }) => ({ allocationId: id, amount }));
    const line = await life.line(new Random(1), cents('-200.00'));
    await life.command('return', (billing) =>
      billing.applyDecisions([
        {
          kind: 'return',
          transactionId: line.id,
          decision: { transaction: line.ref, decision: 'none', category: 'return', rule: 'return', confidence: 1 },
          engine: 'test',
          basedOn: [],
          reverses,
        },
      ]),
    );
    await paid(life, 'FA1');
    await agrees(life);
    // Half of the return was an error: the other half keeps its letter.
    const given = (await life.world()).allocations.find((one) => one.number === 'FA2' && one.amount < 0n)!;
    await life.command('undo', (billing) =>
      billing.undo({ allocationIds: [given.id], day: parseDay('2026-05-01'), by: 'anna' }),
    );
    await agrees(life);
    expect(life.told.filter((line) => line.includes('refused'))).toEqual([]);
  });

  it('when what was paid before the cut-over is taken back and used again', async () => {
    const life = await CompanyLife.open(test, PLAIN);
    const history = openItem({ number: 'FA1', total: '120.00', open: '0.00', issued: '2025-11-05' });
    await life.command('import', (billing) =>
      billing.importOpenItems([history], { asOf: parseDay('2026-01-31'), partial: true, origin: 'import' }),
    );
    const { allocations } = await life.world();
    await life.command('undo', (billing) =>
      billing.undo({ allocationIds: [allocations[0]!.id], day: parseDay('2026-03-01'), by: 'anna' }),
    );
    await agrees(life);
    const { items, payments } = await life.world();
    await life.command('use', (billing) =>
      billing.useOnAccount({
        paymentId: payments[0]!.id,
        allocations: [{ itemId: items[0]!.id, amount: cents('70.00') }],
        day: parseDay('2026-03-02'),
        by: 'anna',
      }),
    );
    await agrees(life);
    expect(life.told.filter((line) => line.includes('refused'))).toEqual([]);
  });
});
