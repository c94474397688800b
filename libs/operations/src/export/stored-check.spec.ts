import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdapterError, defineAdapter } from '@lettrage/adapter-sdk';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { CompanyFixture } from '../testing/company-fixture.js';
import { CHECKER_MODULE, threadsOf } from '../testing/watched-threads.js';
import { exportLedger, type ExportReport } from './export-ledger.js';
import { readExport } from './read-export.js';

const MEGABYTE = 1 << 20;
let test: TestDatabase;
let folder: string;
let books: CompanyFixture;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'lettrage-check-'));
  await writeFile(join(folder, 'checker.mjs'), CHECKER_MODULE);
  books = await CompanyFixture.open(test, {
    adapters: { 'ledger-large': () => Promise.resolve({ default: large() }) },
  });
});
afterAll(async () => {
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A format whose file is what the option `words` says: a megabyte for each word, that begins with it. */
function large() {
  return defineAdapter({
    manifest: {
      id: 'ledger-large',
      title: 'Large',
      version: '0.1.0',
      sdk: '^0.1.0',
      capabilities: ['ledgerExporter', 'ledgerChecker'],
      formats: [{ id: 'large', title: 'Large', use: 'report' }],
    },
    create: () =>
      Promise.resolve({
        ledgerExporter: {
          fileName: () => 'large.txt',
          async *write(_entries, { options }) {
            for (const word of options['words']!.split(' ')) {
              if (word === 'refuse') throw new AdapterError('rejected', 'The entry VE-1 cannot be carried.');
              yield Buffer.alloc(MEGABYTE, word.padEnd(10));
            }
          },
        },
        ledgerChecker: {
          module: pathToFileURL(join(folder, 'checker.mjs')).href,
          async *check(chunks) {
            for await (const chunk of chunks)
              if (Buffer.from(chunk.subarray(0, 5)).toString() === 'fault')
                yield { severity: 'error' as const, rule: 'in-place', message: 'A fault.' };
          },
        },
      }),
  });
}

function exported(words: string, dryRun = false): Promise<ExportReport> {
  const [from, to] = [parseDay('2026-01-01'), parseDay('2026-12-31')];
  return exportLedger(books.context, books.companyId, { format: 'large', from, to, options: { words }, dryRun });
}

/** Pieces and batches in the archive. */
async function archived(): Promise<readonly number[]> {
  const [row] = await books.query<{ pieces: number; batches: number }>(
    `select (select count(*)::integer from books.export_chunk where company_id = $1) as pieces,
            (select count(*)::integer from books.export_batch where company_id = $1) as batches`,
  );
  return [row!.pieces, row!.batches];
}

describe('a large file', () => {
  it('is read back by a thread of its own, which is gone when it is handed over', async () => {
    let report: ExportReport | undefined;
    const threads = await threadsOf(async () => (report = await exported('a b c d e hm')));
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1]);
    let size = 0;
    for await (const piece of (await readExport(books.context, books.companyId, { id: report!.id! })).bytes)
      size += piece.length;
    expect(size).toBe(6 * MEGABYTE);
  });

  it.each([
    ['that does not read back', 'a fault c d e f', /does not read back as it should \(r-1, line 1: A fault\.\)/],
    ['that is faulty at its end', 'a b c d e fault', /does not read back as it should \(r-1/],
    ['whose thread dies', 'a b c d die f g', /could not be read back: it ended with code 7\. It was not kept/],
    ['whose thread fails early', 'throw b c d e f g', /could not be read back: out of order\. It was not kept/],
    ['that the format refuses midway', 'a b c d e refuse', /The entry VE-1 cannot be carried/],
  ])('%s is not kept, and no thread is left', async (_what, words, why) => {
    const before = await archived();
    const threads = await threadsOf(() => expect(exported(words)).rejects.toThrow(why));
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1]);
    expect(await archived()).toEqual(before);
  });

  it('that is not kept at all needs no thread', async () => {
    expect(await threadsOf(() => exported('a b c d e fault', true))).toEqual([]);
  });
});

it('a small file is read back in place', async () => {
  const threads = await threadsOf(() => expect(exported('a fault')).rejects.toThrow(/\(in-place, whole file/));
  expect(threads).toEqual([]);
});
