import { crc32 } from 'node:zlib';
import { InputError } from '@lettrage/adapter-sdk';
import type { Entry, ZipFile } from 'yauzl';
import { UnpackingBudget } from './archive.limits.js';
import type { ArchiveLimits } from './archive.limits.js';
import { peeked } from './byte-source.js';
import type { ByteSource } from './byte-source.js';
import { archiveKind } from './statement-file.js';
import type { StatementFile } from './statement-file.js';

const LINK = 0o120000;
const FILE_TYPE = 0o170000;
/** What archivers of some systems add beside the files. */
const BY_CATCH = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/;

/**
 * The files of a zip archive, each unpacked as it is read. Names are for messages and never used as paths; sizes are
 * counted while unpacking, since those written in the archive can lie.
 */
export async function* unpackZip(source: ByteSource, limits: ArchiveLimits): AsyncGenerator<StatementFile> {
  const zip = await openZip(source, limits);
  const budget = new UnpackingBudget(source.name, limits);
  try {
    budget.takeEntries(zip.entryCount);
    for (const entry of await entriesOf(zip, source.name)) {
      requireSound(entry, source.name);
      const { head, chunks } = await peeked(contentOf(zip, entry, source.name, budget));
      if (archiveKind(head)) {
        throw new InputError(
          'nested-archive',
          `${source.name} holds the archive ${entry.fileName}. Unpack the outer one.`,
        );
      }
      yield { name: `${source.name}: ${entry.fileName}`, head, chunks };
    }
  } finally {
    zip.close();
  }
}

async function openZip(source: ByteSource, limits: ArchiveLimits): Promise<ZipFile> {
  const { default: yauzl } = await import('yauzl');
  // Not lazily: an entry's stream is opened only when the consumer gets there.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: true, validateEntrySizes: true } as const;
  try {
    return source.path === undefined
      ? await yauzl.fromBufferPromise(await inMemory(source, limits), options)
      : await yauzl.openPromise(source.path, options);
  } catch (error) {
    throw damaged(source.name, error);
  }
}

async function inMemory(source: ByteSource, limits: ArchiveLimits): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.chunks) {
    length += chunk.length;
    if (length > limits.packed) {
      throw new InputError(
        'archive-too-large',
        `${source.name} is an archive of more than ${limits.packed} bytes. Unpack it and give the files.`,
      );
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** The files of the archive's directory, without folders and by-catch, in the archive's order. */
async function entriesOf(zip: ZipFile, archive: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => {
        entries.push(entry);
        zip.readEntry();
      });
      zip.once('end', resolve);
      zip.once('error', reject);
      zip.readEntry();
    });
  } catch (error) {
    throw damaged(archive, error);
  }
  const files = entries.filter(({ fileName }) => !fileName.endsWith('/') && !BY_CATCH.test(fileName));
  if (files.length === 0) throw new InputError('empty-archive', `${archive} holds no file.`);
  return files;
}

function requireSound(entry: Entry, archive: string): void {
  if (entry.isEncrypted()) {
    throw new InputError(
      'encrypted-archive',
      `${entry.fileName} in ${archive} is protected by a password. Unpack it and give the file.`,
    );
  }
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK) {
    throw new InputError(
      'unsafe-archive',
      `${entry.fileName} in ${archive} is a link, not a file. Pack the files themselves.`,
    );
  }
}

async function* contentOf(
  zip: ZipFile,
  entry: Entry,
  archive: string,
  budget: UnpackingBudget,
): AsyncGenerator<Uint8Array> {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    let length = 0;
    let sum = 0;
    try {
      for await (const chunk of stream) {
        length += (chunk as Buffer).length;
        sum = crc32(chunk as Buffer, sum);
        budget.take((chunk as Buffer).length, length, entry.compressedSize);
        yield chunk as Buffer;
      }
      // The unpacker checks lengths only: a flipped bit would be an amount nobody sent.
      if (sum !== entry.crc32) throw new Error('its checksum differs');
    } finally {
      stream.destroy();
    }
  } catch (error) {
    throw damaged(`${entry.fileName} in ${archive}`, error);
  }
}

/** Errors of the unpacker as one sentence; those that are already clear pass. */
function damaged(name: string, error: unknown): Error {
  if (error instanceof InputError) return error;
  const why = error instanceof Error ? error.message : String(error);
  if (/invalid relative path|absolute path|invalid characters/.test(why)) {
    return new InputError('unsafe-archive', `${name} names files outside of the archive (${why}). It is not read.`);
  }
  return new InputError('damaged-archive', `${name} is damaged and cannot be unpacked (${why}). Fetch it again.`);
}
