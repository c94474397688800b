import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importStatement } from '@lettrage/operations';
import { camt, entry, statement } from './testing/files.js';
import { createTestBooks, thrown, type TestBooks } from './testing/test-books.js';
import { zipOf } from './testing/zip.js';

const sound = camt(statement([entry('120.00', 'FA1')]));
/** Sound XML, and much of it. */
const PADDING = '<!-- nothing -->'.repeat(1 << 19);

describe('archives that mean harm', () => {
  let books: TestBooks;
  let empty: Awaited<ReturnType<TestBooks['rows']>>;
  beforeAll(async () => {
    books = await createTestBooks();
    empty = await books.rows();
  }, 120_000);
  afterAll(() => books?.close());

  const load = async (content: Uint8Array) =>
    importStatement(books.context, await books.file('archive.bin', content), { companies: [books.companyId] });

  const hostile: [string, () => Uint8Array, RegExp][] = [
    ['a gzip that unpacks to a thousand times its size', () => gzipSync(sound + PADDING), /times its size/],
    [
      'a zip that unpacks to a thousand times its size',
      () => zipOf([{ name: 'a.xml', content: sound + PADDING, crc: 1 }]),
      /times its size/,
    ],
    [
      'a name that climbs out of the folder',
      () => zipOf([{ name: '../../etc/cron.d/x', content: sound }]),
      /archive\.bin/,
    ],
    ['an absolute name', () => zipOf([{ name: '/etc/passwd', content: sound }]), /archive\.bin/],
    ['a name with backslashes', () => zipOf([{ name: '..\\..\\x.xml', content: sound }]), /archive\.bin/],
    [
      'an archive in an archive',
      () => zipOf([{ name: 'inner.zip', content: zipOf([{ name: 'a.xml', content: sound }]) }]),
      /archive\.bin/,
    ],
    [
      'two thousand files',
      () => zipOf(Array.from({ length: 2000 }, (_, n) => ({ name: `${n}.xml`, content: 'x' }))),
      /2000 files.*1000/,
    ],
    ['a zip that holds nothing', () => zipOf([]), /archive\.bin/],
    [
      'a file of another kind among them',
      () => zipOf([{ name: 'readme.txt', content: 'Hello' }]),
      /readme\.txt is in no format/,
    ],
    ['a wrong checksum', () => zipOf([{ name: 'a.xml', content: sound, crc: 1 }]), /archive\.bin/],
  ];

  it.each(hostile)('%s: refused by name, nothing stored, nothing written', async (_name, make, message) => {
    const outcome = await load(make()).catch((error: unknown) => error as Error);
    const said = outcome instanceof Error ? outcome.message : JSON.stringify(outcome);
    expect(said).toMatch(message);
    if (!(outcome instanceof Error)) expect(outcome.statements.every((one) => one.state === 'refused')).toBe(true);
    expect(await books.rows()).toEqual(empty);
  });

  it('a gzip cut at any byte stores nothing', async () => {
    const bytes = gzipSync(camt(statement(Array.from({ length: 50 }, (_, n) => entry(`${n + 1}.00`, `FA${n}`)))));
    for (let length = 3; length < bytes.length - 1; length += 53) {
      const outcome = await load(bytes.subarray(0, length)).catch((error: unknown) => error as Error);
      if (!(outcome instanceof Error)) expect(outcome.statements.every((one) => one.state === 'refused')).toBe(true);
    }
    expect(await books.rows()).toEqual(empty);
  });

  it('a bomb behind a sound statement brings nothing of it', async () => {
    const error = await thrown(load(gzipSync(sound + PADDING)));
    expect(error.name).toBe('InputError');
    expect(await books.rows()).toEqual(empty);
  });

  it('a sound zip and a sound gzip are read', async () => {
    const zip = zipOf([
      { name: 'feb/a.xml', content: sound },
      { name: 'feb/b.xml', content: sound.replace('120.00', '121.00') },
    ]);
    expect((await load(zip)).statements.map((one) => one.state)).toEqual(['stored', 'stored']);
    expect((await load(gzipSync(sound.replace('120.00', '122.00')))).statements.map((one) => one.state)).toEqual([
      'stored',
    ]);
    expect((await books.rows()).bank_transaction).toBe(3);
  });
});
