import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';

/** A workbook that cannot be opened, with the reason and what to do. */
export class WorkbookError extends Error {
  override readonly name = 'WorkbookError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What a workbook may be and unpack to. */
export const WORKBOOK_LIMITS = { packed: 64 << 20, unpacked: 160 << 20, entries: 2_000, ratio: 400 } as const;
/** Below this a high ratio is no danger: a sheet of equal rows packs very well. */
const RATIO_FROM = 2 << 20;

/** The parts of a workbook by name, each unpacked as it is read. Names are looked up, never used as paths. */
export class WorkbookArchive {
  private unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Opens the archive; throws {@link WorkbookError}. */
  static async open(bytes: Buffer): Promise<WorkbookArchive> {
    const { default: yauzl } = await import('yauzl');
    try {
      const options = { lazyEntries: true, autoClose: false, decodeStrings: true, validateEntrySizes: true } as const;
      const zip = await yauzl.fromBufferPromise(bytes, options);
      if (zip.entryCount > WORKBOOK_LIMITS.entries)
        throw new WorkbookError('workbook-too-large', `it holds ${zip.entryCount} parts, which no statement has`);
      return new WorkbookArchive(zip, await entriesOf(zip));
    } catch (error) {
      throw damaged(error);
    }
  }

  /** True if the workbook has this part. */
  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** Bytes of a part; nothing if there is none. Throws {@link WorkbookError}. */
  async *part(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) return;
    if (entry.isEncrypted()) throw encrypted();
    try {
      const stream = await this.zip.openReadStreamPromise(entry);
      let length = 0;
      let sum = 0;
      try {
        for await (const chunk of stream) {
          const bytes = chunk as Buffer;
          length += bytes.length;
          sum = crc32(bytes, sum);
          this.take(bytes.length, length, entry.compressedSize);
          yield bytes;
        }
        // The unpacker checks lengths only: a flipped bit would be an amount nobody sent.
        if (sum !== entry.crc32) throw new Error(`the checksum of ${name} differs`);
      } finally {
        stream.destroy();
      }
    } catch (error) {
      throw damaged(error);
    }
  }

  private take(bytes: number, part: number, packed: number): void {
    this.unpacked += bytes;
    if (this.unpacked > WORKBOOK_LIMITS.unpacked || (part > RATIO_FROM && part > packed * WORKBOOK_LIMITS.ratio))
      throw new WorkbookError(
        'workbook-too-large',
        'it unpacks to far more than a statement holds. If it is sound, save the sheet as CSV and give that',
      );
  }
}

/** The refusal of a workbook behind a password. */
export function encrypted(): WorkbookError {
  return new WorkbookError(
    'encrypted-workbook',
    'it is protected by a password. Open it in the spreadsheet program, save it without a password and give that',
  );
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName.toLowerCase(), entry);
      zip.readEntry();
    });
    zip.once('end', resolve);
    zip.once('error', reject);
    zip.readEntry();
  });
  return entries;
}

function damaged(error: unknown): Error {
  if (error instanceof WorkbookError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new WorkbookError('damaged-workbook', `it is damaged and cannot be unpacked (${why}). Fetch it again`);
}
