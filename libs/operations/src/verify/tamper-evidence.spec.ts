import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHAIN_START, chainHash, ERASED, type UnchainedEvent } from '@lettrage/billing';
import { parseDay } from '@lettrage/domain';
import { BillingQueries, EventTable, readEvents } from '@lettrage/persistence';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import pg from 'pg';
import type { OperationsContext } from '../context.js';
import { reconcile } from '../reconcile/reconcile.js';
import { erasePerson } from '../setup/erase-person.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { anchorFolder, writeAnchor } from './anchors.js';
import { verifyCompany } from './verify.js';

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'lettrage-anchors-'));
});
afterAll(async () => {
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Six events, on a home folder that exists. */
async function sixEvents(): Promise<{ books: CompanyFixture; context: OperationsContext }> {
  const books = await CompanyFixture.open(test);
  await books.items(...[1, 2, 3, 4, 5, 6].map((n) => ({ number: `FA2026-00010${n}`, total: '120.00' })));
  return { books, context: { ...books.context, folder } };
}

/** As whoever owns the database. */
async function tamper(books: CompanyFixture, ...statements: readonly string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query(`set local app.company_id = '${books.companyId}'`);
  for (const sql of statements) await owner.query(sql.replaceAll('$1', `'${books.companyId}'`));
  await owner.query('commit');
  await owner.end();
}

/** The bad events named, each once. */
async function named(context: OperationsContext, books: CompanyFixture): Promise<string[]> {
  const { violations } = await verifyCompany(context, books.companyId);
  return [...new Set(violations.filter(({ invariant }) => invariant === 'I6').map(({ subject }) => subject))];
}

/** Chains all events anew with a key, from a position on, as the owner would who has it. */
async function chainAnew(books: CompanyFixture, key: Uint8Array, from: bigint): Promise<void> {
  const events = await books.run(async (tx) => {
    const all = [];
    for await (const event of readEvents(tx)) all.push(event);
    return all;
  });
  let previous = CHAIN_START.hash;
  const statements: string[] = [];
  const hex = (bytes: Uint8Array): string => `'\\x${Buffer.from(bytes).toString('hex')}'`;
  for (const { previousHash: _p, hash, texts: _t, ...event } of events) {
    const next =
      event.position < from ? hash : chainHash(key, books.companyId, previous, event satisfies UnchainedEvent);
    statements.push(
      `update books.event set previous_hash = ${hex(previous)}, hash = ${hex(next)} where company_id = $1 and position = ${event.position}`,
    );
    previous = next;
  }
  statements.push(`update books.company set head_hash = ${hex(previous)} where company_id = $1`);
  await tamper(books, ...statements);
}

const EDIT = `update books.event set data = replace(data::text, '120.00', '12.00')::json where company_id = $1 and position = 3`;

describe('verify names the first bad event', () => {
  it.each<[string, readonly string[], string]>([
    ['edited', [EDIT], 'event 3'],
    [
      'whose day was edited',
      [`update books.event set day = day + 1 where company_id = $1 and position = 4`],
      'event 4',
    ],
    [
      'whose author was edited',
      [`update books.event set actor = 'bob' where company_id = $1 and position = 2`],
      'event 2',
    ],
    ['deleted in the middle', [`delete from books.event where company_id = $1 and position = 3`], 'event 4'],
    ['deleted at the end', [`delete from books.event where company_id = $1 and position = 6`], 'event 6'],
    [
      'slipped in',
      [
        `update books.event set position = position + 100 where company_id = $1 and position >= 3`,
        `update books.event set position = position - 99 where company_id = $1 and position >= 103`,
        `insert into books.event select company_id, 3, '01900000-0000-7000-8000-00000000abcd', type, version, time, day, reverses, data, previous_hash, hash, actor, locked_through, texts
           from books.event where company_id = $1 and position = 2`,
      ],
      'event 3',
    ],
    [
      'that changed places with another',
      [
        `update books.event set position = 100 where company_id = $1 and position = 2`,
        `update books.event set position = 2 where company_id = $1 and position = 5`,
        `update books.event set position = 5 where company_id = $1 and position = 100`,
      ],
      'event 2',
    ],
    [
      'whose text was changed',
      [
        `update books.event set texts = (select jsonb_object_agg(key, jsonb_build_array(value->>0, 'AUTRE SARL')) from jsonb_each(texts)) where company_id = $1 and position = 5`,
      ],
      'event 5',
    ],
  ])('%s', async (_what, statements, expected) => {
    const { books, context } = await sixEvents();
    expect(await named(context, books)).toEqual([]);
    await tamper(books, ...statements);
    expect((await named(context, books))[0]).toBe(expected);
  });

  it('of a chain made anew without the key', async () => {
    const { books, context } = await sixEvents();
    await tamper(books, EDIT);
    await chainAnew(books, Buffer.alloc(32, 9), 3n);
    expect(await named(context, books)).toEqual(['event 3']);
  });
});

describe('an anchor', () => {
  it('shows the end cut off and the head set back to match', async () => {
    const { books, context } = await sixEvents();
    await writeAnchor(context, books.companyId);
    expect(await verifyCompany(context, books.companyId)).toMatchObject({ anchors: 1, violations: [] });
    await tamper(
      books,
      `delete from books.event where company_id = $1 and position > 4`,
      `update books.company set head_position = 4, head_hash = (select hash from books.event where company_id = $1 and position = 4) where company_id = $1`,
    );
    expect(await named(context, books)).toEqual(['event 5']);
  });

  it('shows a chain made anew by somebody who has the key too, between the anchors it lies between', async () => {
    const { books, context } = await sixEvents();
    await tamper(books, EDIT);
    await chainAnew(books, context.eventKey, 3n);
    expect(await named(context, books)).toEqual([]);
    const other = await sixEvents();
    await writeAnchor(other.context, other.books.companyId);
    await tamper(other.books, EDIT);
    await chainAnew(other.books, other.context.eventKey, 3n);
    expect(await named(other.context, other.books)).toEqual(['event 1']);
  });

  it('is written once a day, names its signer, and is missed when it is taken out or changed', async () => {
    const { books, context } = await sixEvents();
    const at = (day: string): OperationsContext => ({ ...context, now: () => new Date(`${day}T01:00:00Z`) });
    for (const day of ['2026-06-28', '2026-06-29', '2026-06-29', '2026-06-30'])
      await writeAnchor(at(day), books.companyId);
    const own = anchorFolder(context, books.companyId);
    expect(await readdir(own)).toEqual(['2026-06-28.json', '2026-06-29.json', '2026-06-30.json']);
    await rm(join(own, '2026-06-29.json'));
    expect(await named(context, books)).toEqual(['anchor 2026-06-30.json']);
    const text = await readFile(join(own, '2026-06-28.json'), 'utf8');
    await writeFile(join(own, '2026-06-28.json'), text.replace('"position": "6"', '"position": "5"'));
    expect(await named(context, books)).toContain('anchor 2026-06-28.json');
  });
});

describe('erasing a person', () => {
  it('leaves the chain valid and the text nowhere in the log', async () => {
    const { books, context } = await sixEvents();
    const [customer] = await books.query<{ id: string; name: string }>(
      'select id, name from books.customer where company_id = $1',
    );
    await writeAnchor(context, books.companyId);
    expect(await books.run((tx) => new EventTable(tx).eraseTexts(customer!.id))).toBe(6);
    const rows = await books.query<{ row: string }>('select e::text as row from books.event e where company_id = $1');
    expect(rows.filter(({ row }) => row.includes(customer!.name))).toEqual([]);
    expect((await verifyCompany(context, books.companyId)).violations).toEqual([]);
    const { items } = await books.run((tx) => new BillingQueries(tx).events());
    expect(JSON.stringify(items[0])).toContain(ERASED);
  });
});

it('a person is erased by code once nothing is open, and verify passes as before', async () => {
  const books = await CompanyFixture.open(test);
  const context = { ...books.context, folder };
  await books.items({ number: 'FA2026-000101', total: '120.00' });
  const [customer] = await books.query<{ code: string; name: string }>(
    'select code, name from books.customer where company_id = $1',
  );
  const { code, name } = customer!;
  await expect(erasePerson(context, books.companyId, 'nobody')).rejects.toThrow('no customer "nobody"');
  await expect(erasePerson(context, books.companyId, code)).rejects.toThrow('1 open items');
  await books.statement([bankLine('l1', '2026-02-10', '120.00', 'VIR FA2026-000101 SECRET')]);
  await reconcile(context, books.companyId);
  expect(await erasePerson(context, books.companyId, code)).toMatchObject({ code, bankLines: 1 });
  for (const table of ['customer', 'event', 'bank_transaction', 'decision']) {
    const rows = await books.query<{ row: string }>(
      `select t::text as row from books.${table} t where company_id = $1`,
    );
    expect(rows.filter(({ row }) => row.includes(name) || row.includes('SECRET'))).toEqual([]);
  }
  expect((await verifyCompany(context, books.companyId)).violations).toEqual([]);
});

it('an event says who did it', async () => {
  const { books } = await sixEvents();
  const [item] = await books.query<{ id: string }>('select id from books.item where company_id = $1');
  const dispute = { itemId: item!.id, disputed: true, day: parseDay('2026-03-01'), by: 'anna' };
  await books.run((_tx, billing) => billing.dispute(dispute));
  const events = await books.query<{ actor: string }>(
    'select distinct actor from books.event where company_id = $1 order by 1',
  );
  expect(events).toEqual([{ actor: 'anna' }, { actor: 'import' }]);
});

it('verify holds for events of every shape, and names one whose time no event can have', async () => {
  const { books, context } = await sixEvents();
  await tamper(
    books,
    `update books.event set actor = null, time = '1999-12-31 23:59:59.123456+00' where company_id = $1 and position = 1`,
    `update books.event set actor = '', locked_through = '2026-01-31', reverses = id where company_id = $1 and position = 2`,
    `update books.event set actor = E'Anna "é" \\\\ \\n€😀', type = 'it''s "é"', version = 12 where company_id = $1 and position = 3`,
    `update books.event set actor = 'x', locked_through = '2026-02-28', time = '1965-03-01 00:00:00.999999+00' where company_id = $1 and position = 4`,
  );
  await chainAnew(books, context.eventKey, 1n);
  expect(await named(context, books)).toEqual([]);
  await tamper(books, `update books.event set time = 'infinity' where company_id = $1 and position = 5`);
  expect(await named(context, books)).toEqual(['event 5']);
});
