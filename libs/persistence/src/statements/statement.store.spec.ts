import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay, type TransactionLine } from '@lettrage/domain';
import { newId } from '../new-id.js';
import { BankAccountStore } from '../setup/bank-account.store.js';
import { createCompany, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { encodeStatementLines } from './statement-line-encoder.js';
import { StatementStore, type StoredLines } from './statement.store.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ poolSize: 10 });
});
afterAll(() => test.drop());

/** An account to import into; `store` stores lines as one statement of a new file. */
async function account(): Promise<{
  store: (lines: readonly TransactionLine[], format?: string) => Promise<StoredLines>;
  rows: () => Promise<{ ref: string; state: string; status: string }[]>;
}> {
  const { id: companyId } = await createCompany(test.database, { cutOverDay: parseDay('2026-01-01') });
  const { id: accountId } = await test.database.withCompany(companyId, (tx) =>
    new BankAccountStore(tx).add({ number: newId() }),
  );
  return {
    store: (lines, format = 'camt.053.001.08') =>
      test.database.withCompany(companyId, async (tx) => {
        const store = new StatementStore(tx);
        const sha256 = createHash('sha256').update(newId()).digest();
        const fileId = (await store.claimFile({ sha256, name: 'f', format, size: 1n }))!;
        const statement = { id: newId(), fileId, accountId, ordinal: 1, count: lines.length, sum: 0n };
        await store.insertStatement(statement);
        return store.storeLines(statement, encodeStatementLines(lines), parseDay('2026-01-01'));
      }),
    rows: () =>
      test.database.withCompany(companyId, (tx) =>
        tx.query('select ref, state, status from books.bank_transaction where company_id = $1 order by ref', [
          companyId,
        ]),
      ),
  };
}

function line(
  ref: string,
  day = '2026-02-10',
  amount = '100.00',
  more: Partial<TransactionLine> = {},
): TransactionLine {
  return {
    type: 'transaction',
    ref,
    bookingDate: parseDay(day),
    amount,
    currency: 'EUR',
    status: 'booked',
    reversal: false,
    ...more,
  };
}

/** A small generator with a seed, so that a failure can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

describe('lines of statements that overlap', () => {
  it('keep one of each over 300 imports of random stretches, several at the same time', async () => {
    const { store, rows } = await account();
    const all = Array.from({ length: 60 }, (_, n) => line(`r${String(n).padStart(2, '0')}`));
    const next = random(7);
    let stored = 0;
    for (let round = 0; round < 75; round++) {
      const stretches = Array.from({ length: 4 }, () => {
        const from = next(60);
        return all.slice(from, from + 1 + next(20));
      });
      const reports = await Promise.all(stretches.map((lines) => store(lines)));
      for (const [index, report] of reports.entries()) {
        expect(report.read).toBe(stretches[index]!.length);
        expect(report.stored + report.known).toBe(report.read);
        stored += report.stored;
      }
    }
    const kept = await rows();
    expect(kept).toHaveLength(stored);
    expect(new Set(kept.map(({ ref }) => ref)).size).toBe(kept.length);
    await store(all);
    expect(await rows()).toHaveLength(60);
  }, 60_000);

  it('book a line that was pending, and the line itself says so', async () => {
    const { store, rows } = await account();
    await store([line('r1', '2026-02-10', '100.00', { status: 'pending' })]);
    expect(await store([line('r1')])).toMatchObject({ stored: 0, known: 1, booked: 1 });
    expect(await rows()).toEqual([{ ref: 'r1', state: 'new', status: 'booked' }]);
  });

  it('older than the cut-over day are history', async () => {
    const { store, rows } = await account();
    expect(await store([line('r1', '2025-12-31'), line('r2', '2026-01-01')])).toMatchObject({ stored: 2, history: 1 });
    expect((await rows()).map(({ state }) => state)).toEqual(['history', 'new']);
  });

  it('survive a zero byte and half a surrogate pair', async () => {
    const { store } = await account();
    expect(await store([line('r1', '2026-02-10', '1.00', { remittance: 'a\u0000b\ud800\tc\\' })])).toMatchObject({
      stored: 1,
    });
  });
});

describe('the same money in a file of another format', () => {
  it('is held as a suspected double within three days', async () => {
    const { store, rows } = await account();
    await store([line('a1', '2026-02-10'), line('a2', '2026-02-20', '55.00')]);
    expect(
      await store(
        [line('b1', '2026-02-12'), line('b2', '2026-02-25', '55.00'), line('b3', '2026-02-12', '77.00')],
        'csv',
      ),
    ).toMatchObject({ stored: 3, held: 1 });
    expect((await rows()).filter(({ state }) => state === 'held').map(({ ref }) => ref)).toEqual(['b1']);
  });

  it('is held one for one: of three equal amounts two are doubles of two', async () => {
    const { store, rows } = await account();
    await store([line('a1'), line('a2')]);
    expect(await store([line('b1'), line('b2'), line('b3')], 'csv')).toMatchObject({ held: 2 });
    expect((await rows()).map(({ ref, state }) => `${ref} ${state}`)).toEqual([
      'a1 new',
      'a2 new',
      'b1 held',
      'b2 held',
      'b3 new',
    ]);
  });

  it('is known where both formats give it the same reference, and makes no other line a double', async () => {
    const { store } = await account();
    await store([line('same')]);
    expect(await store([line('same'), line('other')], 'csv')).toMatchObject({ stored: 1, known: 1, held: 0 });
  });

  it('is no double in files of one format', async () => {
    const { store } = await account();
    await store([line('a1')], 'camt.053.001.02');
    expect(await store([line('b1')], 'camt.053.001.08')).toMatchObject({ stored: 1, held: 0 });
  });
});
