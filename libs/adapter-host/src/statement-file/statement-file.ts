/** One statement file ready to be recognised and read, unpacked if it came in an archive. */
export interface StatementFile {
  /** For messages only; the name inside an archive follows the archive's: `bank.zip: jan.xml`. */
  readonly name: string;
  /** The first 64 KiB. */
  readonly head: Uint8Array;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** First parts of an office document, which is a zip archive but one file. */
const OFFICE_PART = /^(?:\[Content_Types\]\.xml$|_rels\/|xl\/|docProps\/)/;

/** `zip` or `gzip` by the first bytes, never by the name; undefined for anything else, workbooks included. */
export function archiveKind(head: Uint8Array): 'zip' | 'gzip' | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const isZip =
    head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) && (head[3] === 4 || head[3] === 6);
  return isZip && !OFFICE_PART.test(firstName(head)) ? 'zip' : undefined;
}

/** Name of the first file of a zip archive, from its local header (APPNOTE 4.3.7). */
function firstName(head: Uint8Array): string {
  const length = (head[26] ?? 0) + 256 * (head[27] ?? 0);
  return Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1', 30, Math.min(30 + length, 286));
}
