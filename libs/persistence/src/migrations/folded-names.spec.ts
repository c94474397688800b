import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customerKeys, payerKeysOf } from '@lettrage/reconciliation';
import { parseDay } from '@lettrage/domain';
import pg from 'pg';
import { BooksFixture, openItem } from '../billing/testing/books-fixture.js';
import { newId } from '../new-id.js';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { foldedNames } from './0020-folded-names.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** Names, and their telling words as they are written. */
const NAMES: readonly (readonly [name: string, words: readonly string[]])[] = [
  ['Mueller & Müller Haag', ['MUELLER', 'MULLER', 'HAAG']],
  ['GUENTHER BAEUMER', ['GUENTHER', 'BAEUMER']],
  ['Aarhus Toemrer', ['AARHUS', 'TOEMRER']],
  ['BRANQUE ROUEN GUERIN', ['BRANQUE', 'ROUEN', 'GUERIN']],
  ['NOUER LIEU', ['NOUER', 'LIEU']],
  ['OEZGUER AESCHE', ['OEZGUER', 'AESCHE']],
  ['Joel Noel Samuel', ['JOEL', 'NOEL', 'SAMUEL']],
];
/** As they were made before: words as they are written. */
const KEYS_BEFORE = `select 'full:' || string_agg(w, ' ' order by w collate "C") from unnest($3::text[]) w`;

it('gives the books of before the keys the engine looks up now', async () => {
  const books = await BooksFixture.open(test.database);
  await books.import(
    NAMES.map(([name], at) => ({ ...openItem(`FA-${at}`, '10.00'), customer: { id: `C${at}`, name, ibans: [] } })),
  );
  const wanted = NAMES.flatMap(([name], at) =>
    customerKeys({ id: `C${at}`, name, ibans: [] }).filter((key) => !key.startsWith('cust:')),
  ).sort();
  await books.query(`delete from books.customer_key where key !~ '^cust:'`);
  for (const [at, [, words]] of NAMES.entries()) {
    const params = [books.companyId, `C${at}`, words];
    const own = `select $1::uuid, k, (select id from books.customer where company_id = $1 and code = $2) from`;
    const into = 'insert into books.customer_key (company_id, key, customer_id)';
    await books.query(`${into} ${own} (${KEYS_BEFORE}) one (k)`, params);
    await books.query(`${into} ${own} (select distinct 'name:' || w from unnest($3::text[]) w) one (k)`, params);
    const beginnings = `select distinct 'abbr:' || left(w, 4) from unnest($3::text[]) w where length(w) > 4`;
    await books.query(`${into} ${own} (${beginnings}) one (k)`, params);
    await books.query(
      `insert into books.item_key (company_id, key, item_id) select $1, 'paid:' || k, $2 from (${KEYS_BEFORE}) one (k)`,
      [books.companyId, newId(), words],
    );
  }
  await books.query(
    `insert into books.forgotten_payer (company_id, key, customer_id, forgotten_by)
     select company_id, 'full:BAEUMER GUENTHER', id, 'jane' from books.customer where code = 'C1'`,
  );
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  try {
    await owner.query(foldedNames.up);
  } finally {
    await owner.end();
  }
  const keys = await books.query<{ key: string }>(`select key from books.customer_key where key !~ '^cust:'`);
  expect(keys.map(({ key }) => key).sort()).toEqual(wanted);
  const paid = await books.query<{ key: string }>(`select key from books.item_key where key like 'paid:%'`);
  expect(paid.map(({ key }) => key).sort()).toEqual(NAMES.map(([name]) => `paid:${payerKey(name)}`).sort());
  const forgotten = await books.query<{ key: string }>(`select key from books.forgotten_payer order by key`);
  expect(forgotten.map(({ key }) => key)).toEqual(['full:BAEUMER GUENTHER', 'full:BAUMER GUNTHER']);
});

function payerKey(name: string): string {
  return payerKeysOf({
    transaction: {
      type: 'transaction',
      ref: 'r',
      bookingDate: parseDay('2026-01-05'),
      amount: '1.00',
      currency: 'EUR',
      status: 'booked',
      reversal: false,
      counterparty: { name },
    },
    allocations: [],
  })[0]!;
}
