import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { CompanyRow } from './entities/index.js';
import type { CompanyTransaction } from './company-transaction.js';
import { Database } from './database.js';
import { newId } from './new-id.js';
import { createCompany, createTestDatabase, type TestDatabase } from './testing/index.js';

let test: TestDatabase;
let first: string;
let second: string;

beforeAll(async () => {
  // One connection, so that every transaction borrows the one the last has used.
  test = await createTestDatabase({ poolSize: 1 });
  first = (await createCompany(test.database, { name: 'First' })).id;
  second = (await createCompany(test.database, { name: 'Second' })).id;
});
afterAll(() => test.drop());

const names = `select name from books.company order by name`;

describe('row-level security', () => {
  it('shows a company its own rows only', async () => {
    expect(await test.database.withCompany(first, (tx) => tx.query(names))).toEqual([{ name: 'First' }]);
    expect(await test.database.withCompany(second, (tx) => tx.query(names))).toEqual([{ name: 'Second' }]);
  });

  it('shows a company nothing of another that it asks for', async () => {
    const rows = await test.database.withCompany(first, (tx) =>
      tx.query('select 1 from books.company where company_id = $1', [second]),
    );
    expect(rows).toEqual([]);
  });

  it('refuses an insert for another company', async () => {
    const insert = test.database.withCompany(first, (tx) =>
      tx.query(`insert into books.counter (company_id, name) values ($1, 'x')`, [second]),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
  });

  it('changes and deletes nothing of another company', async () => {
    await test.database.withCompany(first, async (tx) => {
      expect(await tx.execute(`update books.company set name = 'Taken' where company_id = $1`, [second])).toBe(0);
      expect(await tx.execute(`delete from books.company where company_id = $1`, [second])).toBe(0);
    });
  });

  it('shows nothing without a company, on a fresh connection and on one that has been used', async () => {
    const client = new pg.Client({ connectionString: test.appUrl });
    await client.connect();
    try {
      expect((await client.query(names)).rows).toEqual([]);
      await client.query(`begin; set local app.company_id = '${first}'`);
      expect((await client.query(names)).rows).toHaveLength(1);
      await client.query('commit');
      // The setting is '' by now, not absent.
      expect((await client.query(names)).rows).toEqual([]);
    } finally {
      await client.end();
    }
  });

  it('leaves no company behind on the pooled connection', async () => {
    await test.database.withCompany(first, (tx) => tx.query(names));
    expect(await test.database.system.query(names)).toEqual([]);
  });

  it('binds the owner of the tables as well', async () => {
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    try {
      expect((await owner.query(names)).rows).toEqual([]);
    } finally {
      await owner.end();
    }
  });
});

describe('a company transaction', () => {
  it('keeps nothing of work that fails', async () => {
    const work = test.database.withCompany(first, async (tx) => {
      await tx.query(`insert into books.counter (company_id, name) values ($1, 'lost')`, [first]);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(
      await test.database.withCompany(first, (tx) => tx.query(`select 1 from books.counter where name = 'lost'`)),
    ).toEqual([]);
  });

  it.each(["x'; drop table books.company; --", '', 'ACME'])('refuses %j as a company', async (id) => {
    await expect(test.database.withCompany(id, () => Promise.resolve())).rejects.toThrow(/not the id of a company/);
  });

  it('runs the work again after a serialization failure, a deadlock and a lock that is not free', async () => {
    for (const code of ['40001', '40P01', '55P03']) {
      let attempts = 0;
      const done = await test.database.withCompany(first, () => {
        attempts++;
        return attempts < 3 ? Promise.reject(Object.assign(new Error(code), { code })) : Promise.resolve('done');
      });
      expect([done, attempts]).toEqual(['done', 3]);
    }
  });

  it('gives up after the retries it was given, and at once on any other failure', async () => {
    let attempts = 0;
    const fail = (code: string) => () => {
      attempts++;
      return Promise.reject(Object.assign(new Error(code), { code }));
    };
    await expect(test.database.withCompany(first, fail('40001'), { retries: 2 })).rejects.toThrow('40001');
    expect(attempts).toBe(3);
    await expect(test.database.withCompany(first, fail('23505'))).rejects.toThrow('23505');
    expect(attempts).toBe(4);
  });

  it('writes nothing when it is read only', async () => {
    const write = test.database.withCompany(
      first,
      (tx) => tx.query(`insert into books.counter (company_id, name) values ($1, 'r')`, [first]),
      {
        readOnly: true,
      },
    );
    await expect(write).rejects.toThrow(/read-only/);
  });

  it('refuses statements after its end', async () => {
    const kept = await test.database.withCompany(first, (tx) => Promise.resolve(tx));
    await expect(kept.query(names)).rejects.toThrow(/has ended/);
    expect(() => kept.manager).toThrow(/has ended/);
  });

  it('gives TypeORM the same connection', async () => {
    await test.database.withCompany(first, async (tx) => {
      expect(await tx.manager.find(CompanyRow)).toMatchObject([{ companyId: first, name: 'First', headPosition: 0n }]);
    });
  });

  it('reads int8 as bigint, days and numbers as text, instants as Date, and copies text as it is', async () => {
    const row = await test.database.withCompany(first, async (tx) => {
      await tx.query(
        'create temporary table t (a bigint, b date, c numeric, d timestamptz, e jsonb, f bigint[]) on commit drop',
      );
      const copied = await tx.copyIn('copy t from stdin', [
        '9007199254740993\t2026-02-28\t1.10\t2026-01-01T00:00:00Z\t{"x":[1]}\t{1,NULL}\n',
      ]);
      expect(copied).toBe(1);
      return tx.query('select * from t');
    });
    expect(row).toEqual([
      {
        a: 9007199254740993n,
        b: '2026-02-28',
        c: '1.10',
        d: new Date('2026-01-01T00:00:00Z'),
        e: { x: [1] },
        f: [1n, null],
      },
    ]);
  });
});

describe('the planner', () => {
  const known = async () => {
    const [row] = await test.database.system.query<{ rows: number }>(
      `select reltuples::integer as rows from pg_class where oid = 'books.counter'::regclass`,
    );
    return row?.rows;
  };
  const store = (tx: CompanyTransaction, name: string, count: number) =>
    tx.query(
      `insert into books.counter (company_id, name) select company_id, $1 || n from books.company, generate_series(1, $2::int) n`,
      [name, count],
    );

  it('learns of many rows in the transaction that stores them, and of those that were committed, nothing of few', async () => {
    await test.database.withCompany(first, async (tx) => {
      await store(tx, 'a', 2_000);
      await tx.refreshStatistics();
    });
    expect(await known()).toBe(2_000);
    await test.database.withCompany(first, (tx) => store(tx, 'b', 100));
    await test.database.refreshStatistics();
    expect(await known()).toBe(2_000);
    await test.database.withCompany(first, (tx) => store(tx, 'c', 3_000));
    await test.database.refreshStatistics();
    expect(await known()).toBe(5_100);
  });
});

describe('the database', () => {
  it('refuses the owner of the tables as application role', async () => {
    await expect(Database.open({ url: test.ownerUrl })).rejects.toThrow(/owns the tables.*DATABASE_OWNER_URL/s);
  });

  it('says that it is ready', async () => {
    expect(await test.database.health()).toEqual({ ok: true });
  });

  it('says why it is not', async () => {
    const url = new URL(test.appUrl);
    url.pathname = `/no_${newId().slice(-8)}`;
    await expect(Database.open({ url: url.toString() })).rejects.toThrow(/does not exist/);
  });
});
