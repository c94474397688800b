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

describe('a statement larger than what is stored at once', () => {
  const text = 'x'.repeat(40_000);
  const many = (from: number) =>
    Array.from({ length: 150 }, (_, i) =>
      line(`r${from + i}`, '2026-02-10', `${from + i + 1}.00`, { remittance: text }),
    );

  it('drops what is known, wherever it stands, and counts over its parts', async () => {
    const { store } = await account();
    expect(await store(many(0))).toMatchObject({ read: 150, stored: 150, known: 0 });
    expect(await store(many(75))).toMatchObject({ read: 150, stored: 75, known: 75 });
  });

  it('is compared as a whole with another channel', async () => {
    const { store } = await account();
    await store(many(0));
    const again = many(0).map((one, i) => ({ ...one, ref: `other${i}` }));
    expect(await store(again, 'csv')).toMatchObject({ stored: 150, held: 150 });
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

  it('is no double in files of one format that do not overlap', async () => {
    const { store } = await account();
    await store([line('a1')]);
    expect(await store([line('b1')])).toMatchObject({ stored: 1, held: 0 });
  });

  it('is held where an overlapping file of the same format writes it anew', async () => {
    const { store } = await account();
    await store([line('a1'), line('a2', '2026-02-20')]);
    const again = [line('x', '2026-02-09', '1.00'), line('b1'), line('a2', '2026-02-20')];
    expect(await store(again)).toMatchObject({ stored: 2, known: 1, held: 1 });
    const other = { bankReference: 'B7' };
    await store([line('c1', '2026-03-01', '5.00', other)]);
    expect(await store([line('c2', '2026-03-01', '5.00', other)])).toMatchObject({ held: 1 });
  });

  it('is held on its day in another version of the message', async () => {
    const { store } = await account();
    await store([line('a1')], 'camt.053.001.02');
    expect(await store([line('b1')], 'camt.053.001.08')).toMatchObject({ stored: 1, held: 1 });
    expect(await store([line('c1', '2026-02-11')], 'camt.053.001.08')).toMatchObject({ stored: 1, held: 0 });
  });

  it('is known by the bank’s reference in another message of the bank, and needs no person', async () => {
    const { store, rows } = await account();
    const reference = { bankReference: 'AB12' };
    await store([line('a1', '2026-02-10', '100.00', reference)], 'camt.052.001.08');
    expect(await store([line('b1', '2026-02-11', '100.00', reference)])).toMatchObject({ known: 1, held: 0 });
    expect((await rows()).map(({ state }) => state)).toEqual(['new', 'history']);
  });

  it('replaces what was pending in another message', async () => {
    const { store, rows } = await account();
    const reference = { bankReference: 'AB12' };
    await store([line('a1', '2026-02-10', '100.00', { ...reference, status: 'pending' })], 'camt.052.001.08');
    expect(await store([line('b1', '2026-02-10', '100.00', reference)])).toMatchObject({ stored: 1, booked: 1 });
    expect((await rows()).map(({ ref, state }) => `${ref} ${state}`)).toEqual(['a1 history', 'b1 new']);
  });

  it('is held where one file has a batch and the other its details', async () => {
    const { store } = await account();
    const details = [1, 2].map((index) =>
      line(`d${index}`, '2026-02-10', '60.00', { batch: { ref: 'P', index, count: 2, total: '120.00' } }),
    );
    await store(details);
    expect(await store([line('s1', '2026-02-11', '120.00')], 'csv')).toMatchObject({ held: 1 });
    const later = details.map((one) => ({ ...one, ref: `${one.ref}x`, bookingDate: parseDay('2026-03-10') }));
    await store([line('s2', '2026-03-10', '120.00')], 'csv');
    expect(await store(later)).toMatchObject({ stored: 2, held: 2 });
  });

  it('tells by what the lines say which of them is money of its own', async () => {
    const { store, rows } = await account();
    await store([
      line('a1', '2026-02-10', '80.00', { remittance: 'Facture 17', counterparty: { name: 'DUPONT SARL' } }),
    ]);
    const csv = [
      line('b1', '2026-02-10', '80.00', { remittance: 'VIR MARTIN Facture 99' }),
      line('b2', '2026-02-10', '80.00', { remittance: 'VIR DUPONT SARL Factu' }),
    ];
    expect(await store(csv, 'csv')).toMatchObject({ stored: 2, held: 1 });
    expect((await rows()).map(({ ref, state }) => `${ref} ${state}`)).toEqual(['a1 new', 'b1 new', 'b2 held']);
  });

  it('is asked about where nothing tells which of two it is', async () => {
    const { store } = await account();
    await store([line('a1', '2026-02-10', '80.00', { remittance: 'Facture 17' })]);
    const csv = [
      line('b1', '2026-02-10', '80.00', { remittance: 'VIREMENT RECU' }),
      line('b2', '2026-02-10', '80.00', { remittance: 'AUTRE VIREMENT' }),
    ];
    expect(await store(csv, 'csv')).toMatchObject({ stored: 2, held: 2 });
  });
});
