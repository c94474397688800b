import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCompany, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { COPY_HEADER, COPY_TRAILER, CopyEncoder, type CopyValue } from './copy-binary.js';

const COLUMNS = {
  a: 'uuid',
  b: 'text',
  c: 'date',
  d: 'bigint',
  e: 'integer',
  f: 'boolean',
  g: 'timestamp with time zone',
  h: 'jsonb',
  i: 'json',
  j: 'bytea',
  k: 'text[]',
};

let test: TestDatabase;
let company: string;
beforeAll(async () => {
  test = await createTestDatabase();
  company = (await createCompany(test.database)).id;
});
afterAll(() => test.drop());

/** The rows as PostgreSQL gives them back after it has taken them in. */
async function copied(rows: readonly (readonly CopyValue[])[]): Promise<unknown[][]> {
  const encoder = new CopyEncoder(Object.values(COLUMNS));
  const chunks = rows.flatMap((row) => encoder.add(row) ?? []);
  return test.database.withCompany(company, async (tx) => {
    const columns = Object.entries(COLUMNS).map((column) => column.join(' '));
    await tx.query(`create temporary table copied (n integer generated always as identity, ${columns.join(', ')})`);
    const names = Object.keys(COLUMNS).join(', ');
    await tx.copyIn(`copy copied (${names}) from stdin (format binary)`, [
      COPY_HEADER,
      ...chunks,
      encoder.rest(),
      COPY_TRAILER,
    ]);
    const back = await tx.query<Record<string, unknown>>(`select ${names} from copied order by n`);
    await tx.query('drop table copied');
    return back.map((row) => Object.values(row));
  });
}

const instant = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const plain = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
const json = fc.dictionary(plain, fc.oneof(plain, fc.integer(), fc.boolean(), fc.array(plain)), {
  noNullPrototype: true,
});
const value = {
  uuid: fc.uuid(),
  text: plain,
  date: instant.map((date) => date.toISOString().slice(0, 10)),
  bigint: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  integer: fc.integer(),
  boolean: fc.boolean(),
  'timestamp with time zone': instant,
  jsonb: json,
  json,
  bytea: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  'text[]': fc.array(plain),
};

describe('rows in the binary format of COPY', () => {
  it('come back as they were, of every type and with NULL anywhere', async () => {
    const row = fc.tuple(
      ...Object.values(COLUMNS).map((type) => fc.option(value[type as keyof typeof value] as fc.Arbitrary<CopyValue>)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        expect(await copied(rows)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('come back from chunks larger than usual', async () => {
    const long = 'é€😀'.repeat(100_000);
    const row = [null, long, null, null, null, null, null, { long }, null, Buffer.alloc(300_000, 7), [long, '']];
    expect(await copied([row, row])).toEqual([row, row]);
  });

  it('lose NUL and have half a surrogate pair replaced, in texts and in JSON', async () => {
    const broken = 'a\u0000b\ud83dc';
    const [row] = await copied([
      [null, broken, null, null, null, null, null, { t: broken }, { t: broken }, null, [broken]],
    ]);
    const mended = 'ab\ufffdc';
    expect(row).toEqual([null, mended, null, null, null, null, null, { t: mended }, { t: mended }, null, [mended]]);
  });

  it('are refused by name when a value does not suit its column', () => {
    expect(() => new CopyEncoder(['date']).add(['2026-02-31'])).toThrow('"2026-02-31" is not a day YYYY-MM-DD.');
    expect(() => new CopyEncoder(['uuid']).add(['12'])).toThrow('"12" is not a UUID.');
    expect(() => new CopyEncoder(['bigint']).add(['twelve'])).toThrow(/twelve/);
    expect(() => new CopyEncoder(['point'])).toThrow('Columns of type point cannot be copied.');
  });
});
