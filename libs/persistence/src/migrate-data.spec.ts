import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { chainHash, verifyChain } from '@lettrage/billing';
import { parseDay } from '@lettrage/domain';
import pg from 'pg';
import { readEvents } from './billing/index.js';
import { Database } from './database.js';
import { ExportStore } from './journal/export.store.js';
import { migrate } from './migrate.js';
import { books } from './migrations/0001-books.js';
import { newId } from './new-id.js';
import { createTestDatabase, type TestDatabase } from './testing/index.js';
import { readSealedEvents } from './verify/sealed-events.js';

let test: TestDatabase;
const name = `lettrage_test_${newId().replaceAll('-', '')}`;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  await onOwner(test.ownerUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
  await test.drop();
});

async function onOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function at(url: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}

const KEY = Buffer.alloc(32, 7);

it('carries the data of the first shape over: the chain holds, and old exports keep their bytes', async () => {
  const companyId = newId();
  const [events, exportId] = [eventsOf(companyId), newId()];
  await onOwner(test.ownerUrl, (client) => client.query(`create database ${name}`));
  await onOwner(at(test.ownerUrl), async (client) => {
    await client.query(books.up);
    await client.query(`create table system.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now());
      insert into system.migration (name, sha256) values ('${books.name}', encode(sha256(convert_to($marker$${books.up}$marker$, 'UTF8')), 'hex'))`);
    await client.query(`insert into books.company (company_id, name, cut_over_day) values ($1, 'Old', '2026-01-01')`, [
      companyId,
    ]);
    for (const event of events) {
      await client.query(
        `insert into books.event (company_id, position, id, type, version, time, day, data, previous_hash, hash) values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9)`,
        [
          companyId,
          event.position.toString(),
          event.id,
          event.type,
          event.time,
          event.day,
          JSON.stringify(event.data),
          event.previousHash,
          event.hash,
        ],
      );
    }
    await client.query(
      `insert into books.export_batch (company_id, id, number, format, from_day, to_day, file_name, sha256, content, entry_count)
       values ($1, $2, 1, 'fec', '2026-01-01', '2026-12-31', 'a.txt', '\\x00', 'the bytes', 3)`,
      [companyId, exportId],
    );
  });
  const { applied } = await migrate(at(test.ownerUrl), { appUrl: at(test.appUrl) });
  expect(applied).not.toContain(books.name);
  expect(applied.length).toBeGreaterThan(3);
  const database = await Database.open({ url: at(test.appUrl), poolSize: 2 });
  try {
    await database.withCompany(companyId, async (tx) => {
      const head = { position: 3n, hash: events[2]!.hash };
      const expected = { key: KEY, companyId, head };
      expect((await verifyChain(readSealedEvents(tx), expected)).firstBad).toBeUndefined();
      expect((await verifyChain(readEvents(tx), expected)).count).toBe(3n);
      const store = new ExportStore(tx);
      expect(await store.find({ number: 1 })).toMatchObject({ use: 'report', handedOverAt: expect.any(Date) });
      expect(Buffer.from((await store.chunk(exportId, 0))!).toString()).toBe('the bytes');
      expect(await store.chunk(exportId, 1)).toBeUndefined();
    });
  } finally {
    await database.close();
  }
});

function eventsOf(companyId: string) {
  let previousHash: Uint8Array = new Uint8Array();
  return [1n, 2n, 3n].map((position) => {
    const event = {
      position,
      id: newId(),
      type: 'transaction.suspended' as const,
      version: 1,
      time: '2026-01-05T08:00:00.000Z',
      day: parseDay('2026-01-05'),
      // Keys in an order the database changes.
      data: { transaction: { label: `ligne é ${position}`, amount: '1.00', a: 1 } } as never,
    };
    const hash = chainHash(KEY, companyId, previousHash, event);
    const stored = { ...event, previousHash, hash };
    previousHash = hash;
    return stored;
  });
}
