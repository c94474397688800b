import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import { projectJournal } from './project-journal.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const BY = { by: 'anna', day: parseDay('2026-03-01') };

/** Balances of accounts in cents, less those at zero. */
async function balances(books: CompanyFixture): Promise<Record<string, number>> {
  await projectJournal(books.context, books.companyId);
  const { violations } = await verifyCompany(books.context, books.companyId);
  expect(violations).toEqual([]);
  const rows = await books.query<{ account: string; sum: number }>(
    `select account, sum(debit - credit)::int as sum from books.entry_line where company_id = $1 group by account having sum(debit - credit) <> 0 order by account`,
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
}

async function unlettered(books: CompanyFixture, beginning: string): Promise<number> {
  const rows = await books.query<{ n: number }>(
    `select count(*)::int as n from books.entry_line l where l.company_id = $1 and l.account like $2 and not exists (
       select 1 from books.lettering_line k join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id and g.lifted_position is null
        where k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal)`,
    `${beginning}%`,
  );
  return rows[0]!.n;
}

async function only(
  books: CompanyFixture,
  table: 'item' | 'payment' | 'bank_transaction',
  where = 'true',
): Promise<string> {
  const rows = await books.query<{ id: string }>(`select id from books.${table} where company_id = $1 and ${where}`);
  return rows[0]!.id;
}

describe('a claim', () => {
  it('written off without money is settled, lettered and lost; taken back it is open again', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00' });
    const itemId = await only(books, 'item');
    const { allocationIds } = await books.run((_tx, billing) => billing.writeOff({ itemId, ...BY }));
    expect(await balances(books)).toEqual({ '654000': 12_000, '890000': -12_000 });
    expect([await books.open(), await unlettered(books, '411')]).toEqual([{}, 0]);
    await books.run((_tx, billing) => billing.undo({ allocationIds, ...BY }));
    expect(await books.open()).toEqual({ 'FA2026-000101': 12_000 });
    expect(await balances(books)).toEqual({ '411000': 12_000, '890000': -12_000 });
  });

  it('made doubtful lies on 416 until it is paid', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00' });
    const itemId = await only(books, 'item');
    const doubtful = { itemId, doubtful: true, allowance: 5_000n, ...BY };
    await books.run((_tx, billing) => billing.markDoubtful(doubtful));
    await books.run((_tx, billing) => billing.markDoubtful(doubtful));
    expect(await balances(books)).toEqual({ '416000': 12_000, '491000': -5_000, '681740': 5_000, '890000': -12_000 });
    await books.statement([bankLine('l1', '2026-03-10', '120.00', 'VIR FA2026-000101')]);
    await reconcile(books.context, books.companyId);
    expect(await balances(books)).toEqual({ '512000': 12_000, '681740': 5_000, '781740': -5_000, '890000': -12_000 });
    expect([await unlettered(books, '411'), await unlettered(books, '416')]).toEqual([0, 0]);
  });

  it('cannot be written off for more than is open', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00', open: '50.00' });
    const itemId = await only(books, 'item');
    const tooMuch = books.run((_tx, billing) => billing.writeOff({ itemId, amount: 5_001n, ...BY }));
    await expect(tooMuch).rejects.toThrow(/has 50\.00 open/);
  });
});

/** A payment of 163.21 for an invoice of 120.00, so that 43.21 lie on account. */
async function overpaid(): Promise<{ books: CompanyFixture; paymentId: string }> {
  const books = await CompanyFixture.open(test);
  await books.items({ number: 'FA2026-000101', total: '120.00' });
  await books.statement([bankLine('l1', '2026-02-10', '163.21', 'VIR FA2026-000101')]);
  const [transactionId, itemId] = [await only(books, 'bank_transaction'), await only(books, 'item')];
  await books.run(async (_tx, billing) => {
    const choice = { kind: 'custom' as const, allocations: [{ itemId, amount: 12_000n }] };
    await billing.accept({ transactionId, choice, by: 'anna' });
  });
  return { books, paymentId: await only(books, 'payment') };
}

describe('credit on account', () => {
  it('pays late interest and the indemnity, and lies there again when that is taken back', async () => {
    const { books, paymentId } = await overpaid();
    const charge = { paymentId, lateInterest: 321n, indemnity: 4_000n, ...BY };
    const { useIds } = await books.run((_tx, billing) => billing.chargeCredit(charge));
    expect(await balances(books)).toEqual({ '512000': 16_321, '758000': -4_000, '763000': -321, '890000': -12_000 });
    expect(await unlettered(books, '411')).toBe(0);
    await expect(books.run((_tx, billing) => billing.chargeCredit(charge))).rejects.toThrow(/only 0\.00/);
    await books.run((_tx, billing) => billing.takeBackUses({ useIds: [useIds[1]!], ...BY }));
    expect(await balances(books)).toMatchObject({ '411000': -4_000, '763000': -321 });
    const again = books.run((_tx, billing) => billing.takeBackUses({ useIds: [useIds[1]!], ...BY }));
    await expect(again).rejects.toThrow(/does not stand/);
  });

  it('is given back by a bank line, and both letter together', async () => {
    const { books, paymentId } = await overpaid();
    await books.statement([bankLine('l2', '2026-02-20', '-43.21', 'REMBOURSEMENT')]);
    const transactionId = await only(books, 'bank_transaction', 'amount < 0');
    await books.run((_tx, billing) => billing.refund({ transactionId, paymentId, by: 'anna' }));
    expect(await balances(books)).toEqual({ '512000': 12_000, '890000': -12_000 });
    expect(await unlettered(books, '411')).toBe(0);
    expect(await books.states()).toEqual({ l1: 'matched', l2: 'matched' });
  });
});

describe('a payout', () => {
  it('confirms what the provider collected, less its fee, once', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00' }, { number: 'FA2026-000102', total: '60.00' });
    const paymentIds: string[] = [];
    for (const [number, amount] of [
      ['FA2026-000101', 12_000n],
      ['FA2026-000102', 6_000n],
    ] as const) {
      const payment = {
        externalId: `ch_${number}`,
        customerCode: 'C1',
        day: parseDay('2026-02-01'),
        amount,
        currency: 'EUR',
      };
      const made = await books.run((_tx, billing) =>
        billing.recordPayment({ ...payment, means: 'card', allocations: [{ number, amount }] }),
      );
      if ('paymentId' in made) paymentIds.push(made.paymentId);
    }
    await books.statement([bankLine('p1', '2026-02-05', '176.40', 'STRIPE PAYOUT')]);
    const transactionId = await only(books, 'bank_transaction');
    const payout = {
      transactionId,
      provider: 'stripe',
      reference: 'po_1',
      paymentIds,
      fee: 300n,
      feeVat: 60n,
      by: 'anna',
    };
    const wrong = books.run((_tx, billing) => billing.confirmPayout({ ...payout, fee: 0n }));
    await expect(wrong).rejects.toThrow(/180\.00 less a fee of 0\.60 is 179\.40, the line has 176\.40/);
    expect(await books.run((_tx, billing) => billing.confirmPayout(payout))).toEqual({ outcome: 'confirmed' });
    expect(await books.run((_tx, billing) => billing.confirmPayout(payout))).toEqual({ outcome: 'known' });
    expect(await balances(books)).toEqual({ '445660': 60, '512000': 17_640, '627800': 300, '890000': -18_000 });
    expect([await unlettered(books, '411'), await unlettered(books, '511')]).toEqual([0, 0]);
  });
});
