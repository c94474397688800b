/** Types of columns that can be copied, as PostgreSQL's `format_type` names them. */
export type CopyType = keyof typeof WRITERS;

/** A value of a row to be copied: text, number, truth, bytes, instant (Date), JSON (any object); null and undefined are NULL. */
export type CopyValue = string | bigint | number | boolean | Date | Uint8Array | object | null | undefined;

/** What stands before the first row and after the last (PostgreSQL manual, COPY, "Binary Format"). */
export const COPY_HEADER: Uint8Array = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
export const COPY_TRAILER: Uint8Array = Buffer.from([0xff, 0xff]);

/** Bytes handed over at once: a message a row would cost more than the row. */
const CHUNK = 64 * 1024;

/**
 * Writes rows in the binary format of COPY, which PostgreSQL reads three times as fast as text, and hands them over in
 * chunks of about 64 KB, cut between rows. Header and trailer are not among them.
 */
export class CopyEncoder {
  private buffer = Buffer.allocUnsafe(2 * CHUNK);
  private end = 0;
  private readonly writers: readonly Writer[];

  /** @throws TypeError if a type is none of `CopyType` */
  constructor(types: readonly string[]) {
    this.writers = types.map((type) => {
      const writer = (WRITERS as Readonly<Record<string, Writer>>)[type];
      if (!writer) throw new TypeError(`Columns of type ${type} cannot be copied.`);
      return writer;
    });
  }

  /**
   * Adds a row, one value a column.
   *
   * @returns a full chunk, from time to time
   * @throws Error naming the value that does not suit its column
   */
  add(row: readonly CopyValue[]): Uint8Array | undefined {
    this.reserve(2);
    this.end = this.buffer.writeInt16BE(this.writers.length, this.end);
    for (let i = 0; i < this.writers.length; i++) this.addValue(this.writers[i]!, row[i]);
    return this.end < CHUNK ? undefined : this.rest();
  }

  /** What was added since the last full chunk. */
  rest(): Uint8Array {
    const chunk = this.buffer.subarray(0, this.end);
    this.buffer = Buffer.allocUnsafe(2 * CHUNK);
    this.end = 0;
    return chunk;
  }

  private addValue(writer: Writer, value: CopyValue): void {
    if (value === null || value === undefined) {
      this.reserve(4);
      this.end = this.buffer.writeInt32BE(-1, this.end);
      return;
    }
    const plain = writer.prepare ? writer.prepare(value) : value;
    this.reserve(4 + (typeof writer.room === 'number' ? writer.room : writer.room(plain)));
    const length = writer.write(this.buffer, this.end + 4, plain);
    this.buffer.writeInt32BE(length, this.end);
    this.end += 4 + length;
  }

  private reserve(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + bytes));
    this.buffer.copy(larger, 0, 0, this.end);
    this.buffer = larger;
  }
}

/** How the values of one type are written. */
interface Writer {
  /** Puts a value into the form that is written, where that is not the value itself. */
  readonly prepare?: (value: NonNullable<CopyValue>) => NonNullable<CopyValue>;
  /** Most bytes the value can take. */
  readonly room: number | ((value: NonNullable<CopyValue>) => number);
  /** @returns the bytes written */
  readonly write: (buffer: Buffer, at: number, value: NonNullable<CopyValue>) => number;
}

const TEXT: Writer = {
  prepare: (value) => withoutNul(String(value)),
  // A UTF-16 unit takes three bytes of UTF-8 at most. Half a surrogate pair is written as U+FFFD.
  room: (value) => 3 * (value as string).length,
  write: (buffer, at, value) => buffer.write(value as string, at, 'utf8'),
};

const JSON_TEXT: Writer = { ...TEXT, prepare: (value) => jsonText(value) };

const WRITERS = {
  text: TEXT,
  json: JSON_TEXT,
  jsonb: {
    ...JSON_TEXT,
    room: (value) => 1 + 3 * (value as string).length,
    // The version of the format, then the text.
    write: (buffer, at, value) => 1 + buffer.write(value as string, buffer.writeUInt8(1, at), 'utf8'),
  },
  uuid: {
    room: 16,
    write(buffer, at, value) {
      if (buffer.write((value as string).replaceAll('-', ''), at, 'hex') !== 16) throw unsuited(value, 'a UUID');
      return 16;
    },
  },
  date: {
    room: 4,
    write(buffer, at, value) {
      buffer.writeInt32BE(daysSince2000(value as string), at);
      return 4;
    },
  },
  bigint: {
    room: 8,
    write(buffer, at, value) {
      buffer.writeBigInt64BE(BigInt(value as bigint | number | string), at);
      return 8;
    },
  },
  integer: {
    room: 4,
    write(buffer, at, value) {
      buffer.writeInt32BE(Number(value), at);
      return 4;
    },
  },
  boolean: {
    room: 1,
    write(buffer, at, value) {
      buffer.writeUInt8(value === true ? 1 : 0, at);
      return 1;
    },
  },
  bytea: {
    room: (value) => (value as Uint8Array).length,
    write(buffer, at, value) {
      buffer.set(value as Uint8Array, at);
      return (value as Uint8Array).length;
    },
  },
  'timestamp with time zone': {
    room: 8,
    write(buffer, at, value) {
      buffer.writeBigInt64BE(BigInt((value as Date).getTime() - EPOCH_2000) * 1000n, at);
      return 8;
    },
  },
  'text[]': {
    room: (value) => (value as readonly string[]).reduce((sum, text) => sum + 4 + 3 * text.length, 20),
    write: (buffer, at, value) => writeTexts(buffer, at, value as readonly string[]),
  },
} as const satisfies Readonly<Record<string, Writer>>;

/** PostgreSQL counts days and microseconds from here. */
const EPOCH_2000 = Date.UTC(2000, 0, 1);
const MS_PER_DAY = 86_400_000;
/** Days come by the thousand and are few. */
const knownDays = new Map<string, number>();

function daysSince2000(day: string): number {
  let days = knownDays.get(day);
  if (days === undefined) {
    const time = Date.parse(`${day}T00:00:00Z`);
    // Date.parse takes 31 February for 3 March.
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day)
      throw unsuited(day, 'a day YYYY-MM-DD');
    days = (time - EPOCH_2000) / MS_PER_DAY;
    knownDays.set(day, days);
  }
  return days;
}

/** NUL, which no text of PostgreSQL can hold, is left out. */
function withoutNul(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
}

/** One dimension, no NULL, type 25 (text); the size of the dimension and its lower bound; then each text. */
function writeTexts(buffer: Buffer, at: number, texts: readonly string[]): number {
  let end = at;
  for (const head of texts.length === 0 ? [0, 0, 25] : [1, 0, 25, texts.length, 1])
    end = buffer.writeInt32BE(head, end);
  for (const text of texts) {
    const length = buffer.write(withoutNul(text), end + 4, 'utf8');
    buffer.writeInt32BE(length, end);
    end += 4 + length;
  }
  return end - at;
}

/**
 * JSON writes NUL and half a surrogate pair as escapes, which PostgreSQL refuses: the first is left out, the second
 * replaced. A backslash that only precedes such letters is left alone.
 */
function jsonText(value: object | string | number | bigint | boolean): string {
  const text = JSON.stringify(value);
  return /\\u(?:0000|d[89a-f])/.test(text)
    ? text.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (whole, rest: string) =>
        rest === 'u0000' ? '' : /^ud[89a-f]/.test(rest) ? '\ufffd' : whole,
      )
    : text;
}

function unsuited(value: unknown, what: string): Error {
  return new TypeError(`"${String(value)}" is not ${what}.`);
}
