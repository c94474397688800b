import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StatementLine, StatementReader } from '@lettrage/adapter-sdk';
import yazl from 'yazl';
import { ARCHIVE_LIMITS } from './archive.limits.js';
import type { ArchiveLimits } from './archive.limits.js';
import { fileSource } from './byte-source.js';
import type { ByteSource } from './byte-source.js';
import { chooseReader } from './choose-reader.js';
import type { ReaderCandidate } from './choose-reader.js';
import { openStatementFile } from './open-statement-file.js';
import { readStatements } from './read-statements.js';

type Entries = Record<string, string | Buffer>;

async function zipOf(entries: Entries, mode?: number): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(entries))
    zip.addBuffer(Buffer.from(content), name, mode === undefined ? {} : { mode });
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Renames an entry inside a finished archive; a library for honest archives refuses to write such names. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
}

function stream(bytes: Uint8Array, name = 'bank.zip', size = 7000): ByteSource {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
  };
  return { name, chunks: chunks() };
}

async function contents(source: ByteSource, limits?: Partial<ArchiveLimits>): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const file of openStatementFile(source, { ...ARCHIVE_LIMITS, ...limits })) {
    const parts: Uint8Array[] = [];
    for await (const chunk of file.chunks) parts.push(chunk);
    found.push([file.name, Buffer.concat(parts).toString('latin1')]);
  }
  return found;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lettrage-archives-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('opening a statement file', () => {
  it('hands a plain file over as it is, whatever its size and its chunks', async () => {
    const text = 'a'.repeat(300_000);
    expect(await contents(stream(Buffer.from(text), 'jan.txt', 1000))).toEqual([['jan.txt', text]]);
    expect(await contents(stream(Buffer.from('x'), 'tiny.txt'))).toEqual([['tiny.txt', 'x']]);
    expect(await contents(stream(Buffer.alloc(0), 'empty.txt'))).toEqual([['empty.txt', '']]);
  });

  it('reads no further than the head before somebody wants more', async () => {
    let pulled = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) {
        pulled += 1;
        yield new Uint8Array(65_536).fill(97);
      }
    };
    for await (const file of openStatementFile({ name: 'endless', chunks: endless() })) {
      expect(file.head).toHaveLength(65_536);
      break;
    }
    expect(pulled).toBe(1);
  });

  it('opens a zip from a stream and from disk, in its order, without what archivers add', async () => {
    const zip = await zipOf({
      'b/feb.xml': '<feb/>',
      'a/jan.xml': '<jan/>',
      '__MACOSX/._jan.xml': 'junk',
      'a/.DS_Store': 'junk',
    });
    const expected = [
      ['bank.zip: b/feb.xml', '<feb/>'],
      ['bank.zip: a/jan.xml', '<jan/>'],
    ];
    expect(await contents(stream(zip))).toEqual(expected);
    await writeFile(join(folder, 'bank.zip'), zip);
    expect(await contents(fileSource(join(folder, 'bank.zip')))).toEqual(expected);
  });

  it('takes a workbook, which is a zip too, for one file, also inside of a zip', async () => {
    const book = await zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' });
    expect(await contents(stream(book, 'a.xlsx'))).toEqual([['a.xlsx', book.toString('latin1')]]);
    expect(await contents(stream(await zipOf({ 'a.xlsx': book })))).toEqual([
      ['bank.zip: a.xlsx', book.toString('latin1')],
    ]);
  });

  it('opens gzip, by content and not by name', async () => {
    expect(await contents(stream(gzipSync('<jan/>'), 'jan.xml'))).toEqual([['jan.xml', '<jan/>']]);
  });

  it.each([
    [
      'a zip with an absolute name',
      async () => renamed(await zipOf({ 'xetc/passwd': 'a' }), 'xetc/passwd', '/etc/passwd'),
      'unsafe-archive',
    ],
    [
      'a zip that climbs out',
      async () => renamed(await zipOf({ 'ab/cd.xml': 'a' }), 'ab/cd.xml', '../cd.xml'),
      'unsafe-archive',
    ],
    ['a zip with a link', async () => zipOf({ 'link.xml': '/etc/passwd' }, 0o120777), 'unsafe-archive'],
    ['a zip in a zip', async () => zipOf({ 'inner.zip': await zipOf({ 'a.xml': 'a' }) }), 'nested-archive'],
    ['a gzip in a zip', async () => zipOf({ 'inner.gz': gzipSync('a') }), 'nested-archive'],
    ['a zip in a gzip', async () => gzipSync(await zipOf({ 'a.xml': 'a' })), 'nested-archive'],
    ['a gzip in a gzip', async () => gzipSync(gzipSync('a')), 'nested-archive'],
    [
      'a zip cut in the middle',
      async () => (await zipOf({ 'a.xml': 'a'.repeat(5000) })).subarray(0, 60),
      'damaged-archive',
    ],
    [
      'a gzip cut in the middle',
      async () => gzipSync(Buffer.from('abc'.repeat(5000))).subarray(0, 40),
      'damaged-archive',
    ],
    ['a zip that holds nothing', async () => zipOf({}), 'empty-archive'],
    ['a gzip bomb', async () => gzipSync(Buffer.alloc(3 << 20)), 'archive-too-large'],
    ['a zip bomb', async () => zipOf({ 'bomb.xml': Buffer.alloc(3 << 20) }), 'archive-too-large'],
  ])('refuses %s', async (_name, make, code) => {
    await expect(contents(stream(await make()))).rejects.toMatchObject({ name: 'InputError', code });
  });

  it('counts files and bytes over the whole archive', async () => {
    const zip = await zipOf({ 'a.xml': 'a'.repeat(600), 'b.xml': 'b'.repeat(600) });
    await expect(contents(stream(zip), { entries: 1 })).rejects.toMatchObject({ code: 'archive-too-large' });
    await expect(contents(stream(zip), { bytes: 1000 })).rejects.toMatchObject({ code: 'archive-too-large' });
    await expect(contents(stream(zip), { packed: 100 })).rejects.toMatchObject({ code: 'archive-too-large' });
  });

  it('refuses an archive protected by a password', async () => {
    const zip = await zipOf({ 'a.xml': 'abc' });
    // Bit 0 of the flags, in the local header and in the directory.
    zip.writeUInt16LE(zip.readUInt16LE(6) | 1, 6);
    const directory = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    zip.writeUInt16LE(zip.readUInt16LE(directory + 8) | 1, directory + 8);
    await expect(contents(stream(zip))).rejects.toMatchObject({ code: 'encrypted-archive' });
  });

  it('says what is wrong with a path', async () => {
    await expect(contents(fileSource(join(folder, 'nowhere.xml')))).rejects.toThrow(/nowhere\.xml.*does not exist/);
    await expect(contents(fileSource(folder))).rejects.toThrow(/it is a folder/);
  });

  it('keeps nothing of a large file: what is read is at most one chunk ahead of what was taken', async () => {
    let given = 0;
    let taken = 0;
    let ahead = 0;
    const many = async function* (): AsyncGenerator<Uint8Array> {
      for (; given < 500; given += 1) {
        ahead = Math.max(ahead, given - taken);
        yield new Uint8Array(65_536).fill(97);
      }
    };
    for await (const file of openStatementFile({ name: 'large', chunks: many() })) {
      for await (const chunk of file.chunks) taken += chunk.length / 65_536;
    }
    expect(taken).toBe(500);
    expect(ahead).toBeLessThanOrEqual(1);
  });
});

function candidate(id: string, start: string, score = 1): ReaderCandidate {
  const reader: StatementReader = {
    sniff: (head) => (new TextDecoder().decode(head).startsWith(start) ? score : 0),
    async *read(_chunks, options) {
      yield [
        {
          type: 'problem',
          severity: 'warning',
          code: id,
          message: `${options.file}, ${options.profile ?? 'no profile'}`,
        },
      ] as StatementLine[];
    },
  };
  return { id, title: id, reader, formats: [{ id: `${id}-1`, title: id }] };
}

async function messages(source: ByteSource, candidates: ReaderCandidate[], options = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const lines of readStatements(source, candidates, options)) {
    for (const line of lines) found.push(line.type === 'problem' ? `${line.code}: ${line.message}` : line.type);
  }
  return found;
}

describe('choosing the reader', () => {
  const file = (text: string): { name: string; head: Uint8Array } => ({
    name: 'jan.txt',
    head: new TextEncoder().encode(text),
  });
  const candidates = [candidate('camt', '<Doc'), candidate('csv', 'date', 0.7), candidate('xml', '<', 0.6)];

  it('takes the one that is most sure', () => {
    expect(chooseReader(file('<Document/>'), candidates).candidate.id).toBe('camt');
    expect(chooseReader(file('<Other/>'), candidates).candidate.id).toBe('xml');
  });

  it('does not guess between two that are equally sure', () => {
    const twins = [candidate('a', 'x', 0.8), candidate('b', 'x', 0.8), candidate('c', 'x', 0.6)];
    expect(() => chooseReader(file('x'), twins)).toThrow(/a or b.*--format/);
  });

  it('lists what is supported when nobody knows the file', () => {
    expect(() => chooseReader(file('?'), candidates)).toThrow(/Supported: camt-1, csv-1, xml-1/);
    expect(() => chooseReader(file('?'), [candidate('unsure', '?', 0.4)])).toThrow(/no format that is known/);
    expect(() => chooseReader(file(''), candidates)).toThrow(/is empty/);
  });

  it('tells the number of formats where there are very many', () => {
    const formats = Array.from({ length: 30 }, (_, n) => ({ id: `f${n}`, title: 'F' }));
    const many: ReaderCandidate = { id: 'tables', title: 'T', formats, reader: { sniff: () => 0, async *read() {} } };
    expect(() => chooseReader({ name: 'x', head: Buffer.from('x') }, [many])).toThrow(
      /Supported: tables \(30 layouts\)\./,
    );
  });

  it('obeys the user, by format or by adapter', () => {
    expect(chooseReader(file('?'), candidates, 'csv-1')).toMatchObject({ candidate: { id: 'csv' }, profile: 'csv-1' });
    expect(chooseReader(file('?'), candidates, 'csv').profile).toBeUndefined();
    expect(() => chooseReader(file('?'), candidates, 'qif')).toThrow(/no statement format "qif"/);
  });

  it('reads each file of an archive with its own reader', async () => {
    const zip = await zipOf({ 'jan.xml': '<Doc>', 'feb.csv': 'date;amount' });
    expect(await messages(stream(zip), candidates)).toEqual([
      'camt: bank.zip: jan.xml, no profile',
      'csv: bank.zip: feb.csv, no profile',
    ]);
    expect(await messages(stream(Buffer.from('date'), 'm.csv'), candidates, { profile: 'bnp' })).toEqual([
      'csv: m.csv, bnp',
    ]);
  });

  it('reads the others in an archive first and then tells the files that nobody knows', async () => {
    const zip = await zipOf({ 'readme.txt': 'Hello', 'jan.xml': '<Doc>', 'empty.xml': '' });
    const read: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const lines of readStatements(stream(zip), candidates))
        for (const line of lines) if (line.type === 'problem') read.push(`${line.code}: ${line.message}`);
    };
    await expect(reading()).rejects.toThrow(/readme\.txt is in no format.*\n.*empty\.xml is empty/);
    expect(read).toEqual(['camt: bank.zip: jan.xml, no profile']);
  });

  it('names the first few of many files that nobody knows', async () => {
    const zip = await zipOf(Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`${n}.txt`, 'Hello'])));
    await expect(messages(stream(zip), candidates)).rejects.toThrow(/^(?:.*\.txt is in no format.*\n){5}4 more files/);
  });

  it('passes over the printed statement beside the one to be read, with a warning', async () => {
    const zip = await zipOf({ 'jan.pdf': '%PDF-1.7', 'jan.xml': '<Doc>' });
    expect(await messages(stream(zip), candidates)).toEqual([
      'camt: bank.zip: jan.xml, no profile',
      'not-a-statement: bank.zip: jan.pdf: a PDF is no statement that can be read; it is passed over',
    ]);
    await expect(messages(stream(await zipOf({ 'jan.pdf': '%PDF-1.7' })), candidates)).rejects.toThrow(/no format/);
  });
});
