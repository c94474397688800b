import { COPY_HEADER } from './copy-binary.js';

const TRAILER = -1;
const NULL = -1;

/**
 * A row in the bytes it came in. A column is looked up when it is asked for: views of all of them would cost more than
 * what is done with most.
 */
export class CopyRow {
  /** `bounds` holds where each column begins and ends; both are 0 for NULL. */
  constructor(
    private readonly part: Buffer,
    private readonly bounds: readonly number[],
  ) {}

  /** Bytes of a column, counted from 0, as a view; undefined for NULL. */
  bytes(column: number): Buffer | undefined {
    const from = this.bounds[2 * column]!;
    return from === 0 ? undefined : this.part.subarray(from, this.bounds[2 * column + 1]);
  }

  /** A column of text; undefined for NULL. */
  text(column: number): string | undefined {
    const from = this.bounds[2 * column]!;
    return from === 0 ? undefined : this.part.toString('utf8', from, this.bounds[2 * column + 1]);
  }

  /** A column of type bigint or timestamptz, which must not be NULL. */
  int64(column: number): bigint {
    return this.part.readBigInt64BE(this.bounds[2 * column]);
  }

  /** A column of type integer, which must not be NULL. */
  int32(column: number): number {
    return this.part.readInt32BE(this.bounds[2 * column]);
  }
}

/** Reads rows of the binary format of COPY out of parts cut anywhere. */
export class CopyDecoder {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;

  /** The whole rows that a part completes. */
  rows(part: Buffer): CopyRow[] {
    const bytes = this.rest.length === 0 ? part : Buffer.concat([this.rest, part]);
    let at = 0;
    if (!this.started) {
      if (bytes.length < COPY_HEADER.length) return this.keep(bytes, 0);
      this.started = true;
      at = COPY_HEADER.length;
    }
    const rows: CopyRow[] = [];
    for (;;) {
      const bounds = boundsOf(bytes, at);
      if (bounds === undefined) {
        this.keep(bytes, at);
        return rows;
      }
      rows.push(new CopyRow(bytes, bounds.columns));
      at = bounds.end;
    }
  }

  private keep(bytes: Buffer, at: number): [] {
    this.rest = bytes.subarray(at);
    return [];
  }
}

/** Where the columns of the row that begins at `at` lie; undefined where it is not whole, or the trailer. */
function boundsOf(
  bytes: Buffer,
  at: number,
): { readonly columns: readonly number[]; readonly end: number } | undefined {
  if (at + 2 > bytes.length) return undefined;
  const count = bytes.readInt16BE(at);
  if (count === TRAILER) return undefined;
  const columns: number[] = [];
  let end = at + 2;
  for (let i = 0; i < count; i++) {
    if (end + 4 > bytes.length) return undefined;
    const length = bytes.readInt32BE(end);
    end += 4;
    if (length === NULL) columns.push(0, 0);
    else columns.push(end, (end += length));
  }
  return end > bytes.length ? undefined : { columns, end };
}
