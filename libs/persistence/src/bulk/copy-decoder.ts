import { COPY_HEADER } from './copy-binary.js';

const TRAILER = -1;
const NULL = -1;

/**
 * Reads rows of the binary format of COPY out of parts cut anywhere: the bytes of each column, undefined for NULL, as
 * views of what came in.
 */
export class CopyDecoder {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;

  /** The whole rows that a part completes. */
  rows(part: Buffer): (Buffer | undefined)[][] {
    const bytes = this.rest.length === 0 ? part : Buffer.concat([this.rest, part]);
    let at = 0;
    if (!this.started) {
      if (bytes.length < COPY_HEADER.length) return this.keep(bytes, 0);
      this.started = true;
      at = COPY_HEADER.length;
    }
    const rows: (Buffer | undefined)[][] = [];
    for (;;) {
      const end = endOfRow(bytes, at);
      if (end === undefined) {
        this.keep(bytes, at);
        return rows;
      }
      rows.push(columnsOf(bytes, at));
      at = end;
    }
  }

  private keep(bytes: Buffer, at: number): [] {
    this.rest = bytes.subarray(at);
    return [];
  }
}

/** Where the row that begins at `at` ends; undefined where it is not whole, or the trailer. */
function endOfRow(bytes: Buffer, at: number): number | undefined {
  if (at + 2 > bytes.length) return undefined;
  const count = bytes.readInt16BE(at);
  if (count === TRAILER) return undefined;
  let end = at + 2;
  for (let i = 0; i < count; i++) {
    if (end + 4 > bytes.length) return undefined;
    const length = bytes.readInt32BE(end);
    end += length === NULL ? 4 : 4 + length;
  }
  return end > bytes.length ? undefined : end;
}

function columnsOf(bytes: Buffer, from: number): (Buffer | undefined)[] {
  const columns = new Array<Buffer | undefined>(bytes.readInt16BE(from));
  let at = from + 2;
  for (let i = 0; i < columns.length; i++) {
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length === NULL) continue;
    columns[i] = bytes.subarray(at, at + length);
    at += length;
  }
  return columns;
}
