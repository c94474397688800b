/** Types of columns that can be copied, as PostgreSQL's `format_type` names them. */
export type CopyType = keyof typeof WRITERS;

/** A value of a row to be copied: text, number, truth, bytes, instant (Date), JSON (any object); null and undefined are NULL. */
export type CopyValue = string | bigint | number | boolean | Date | Uint8Array | object | null | undefined;

/** What stands before the first row and after the last (PostgreSQL manual, COPY, "Binary Format"). */
export const COPY_HEADER: Uint8Array = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
export const COPY_TRAILER: Uint8Array = Buffer.from([0xff, 0xff]);

/** Bytes handed over at once: a message a row would cost more than the row. So short that whoever waits meanwhile has a turn. */
const CHUNK = 64 * 1024;
/** What a chunk may be longer than that, so that most rows fit without another copy. */
const SPARE = 16 * 1024;

/**
 * Writes rows in the binary format of COPY, which PostgreSQL reads three times as fast as text, and hands them over in
 * chunks of about 64 KB, cut between rows. Header and trailer are not among them.
 */
export class CopyEncoder {
  private target = targetOf(CHUNK + SPARE);
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
    this.target.view.setInt16(this.end, this.writers.length);
    this.end += 2;
    for (let i = 0; i < this.writers.length; i++) this.addValue(this.writers[i]!, row[i]);
    return this.end < CHUNK ? undefined : this.rest();
  }

  /** What was added since the last full chunk. */
  rest(): Uint8Array {
    const chunk = this.target.bytes.subarray(0, this.end);
    this.target = targetOf(CHUNK + SPARE);
    this.end = 0;
    return chunk;
  }

  private addValue(writer: Writer, value: CopyValue): void {
    if (value === null || value === undefined) {
      this.reserve(4);
      this.target.view.setInt32(this.end, -1);
      this.end += 4;
      return;
    }
    const plain = writer.prepare ? writer.prepare(value) : value;
    this.reserve(4 + (typeof writer.room === 'number' ? writer.room : writer.room(plain)));
    const length = writer.write(this.target, this.end + 4, plain);
    this.target.view.setInt32(this.end, length);
    this.end += 4 + length;
  }

  private reserve(bytes: number): void {
    const { length } = this.target.bytes;
    if (this.end + bytes <= length) return;
    const larger = targetOf(Math.max(length * 2, this.end + bytes));
    this.target.bytes.copy(larger.bytes, 0, 0, this.end);
    this.target = larger;
  }
}

/** Bytes being written, and the view that writes numbers among them: several times as fast as the methods of a Buffer. */
interface Target {
  readonly bytes: Buffer;
  readonly view: DataView;
}

function targetOf(length: number): Target {
  const bytes = Buffer.allocUnsafeSlow(length);
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, length) };
}

/** How the values of one type are written. */
interface Writer {
  /** Puts a value into the form that is written, where that is not the value itself. */
  readonly prepare?: (value: NonNullable<CopyValue>) => NonNullable<CopyValue>;
  /** Most bytes the value can take. */
  readonly room: number | ((value: NonNullable<CopyValue>) => number);
  /** @returns the bytes written */
  readonly write: (target: Target, at: number, value: NonNullable<CopyValue>) => number;
}

const TEXT: Writer = {
  prepare: String,
  // A UTF-16 unit takes three bytes of UTF-8 at most. Half a surrogate pair is written as U+FFFD.
  room: (value) => 3 * (value as string).length,
  write: ({ bytes }, at, value) => writeText(bytes, at, value as string),
};

const JSON_TEXT: Writer = { ...TEXT, prepare: (value) => jsonText(value) };

const WRITERS = {
  text: TEXT,
  json: JSON_TEXT,
  jsonb: {
    ...JSON_TEXT,
    room: (value) => 1 + 3 * (value as string).length,
    write({ bytes }, at, value) {
      // The version of the format, then the text.
      bytes[at] = 1;
      return 1 + writeText(bytes, at + 1, value as string);
    },
  },
  uuid: {
    room: 16,
    write({ bytes }, at, value) {
      if (typeof value !== 'string') bytes.set(value as Uint8Array, at);
      else if (bytes.write(value.replaceAll('-', ''), at, 'hex') !== 16) throw unsuited(value, 'a UUID');
      return 16;
    },
  },
  date: {
    room: 4,
    write({ view }, at, value) {
      view.setInt32(at, daysSince2000(value as string));
      return 4;
    },
  },
  bigint: {
    room: 8,
    write({ view }, at, value) {
      view.setBigInt64(at, int64Of(value as bigint | number | string));
      return 8;
    },
  },
  integer: {
    room: 4,
    write({ bytes }, at, value) {
      bytes.writeInt32BE(Number(value), at);
      return 4;
    },
  },
  boolean: {
    room: 1,
    write({ bytes }, at, value) {
      bytes[at] = value === true ? 1 : 0;
      return 1;
    },
  },
  bytea: {
    room: (value) => (value as Uint8Array).length,
    write({ bytes }, at, value) {
      bytes.set(value as Uint8Array, at);
      return (value as Uint8Array).length;
    },
  },
  'timestamp with time zone': {
    room: 8,
    write({ view }, at, value) {
      view.setBigInt64(at, BigInt((value as Date).getTime() - EPOCH_2000) * 1000n);
      return 8;
    },
  },
  'text[]': {
    room: (value) => (value as readonly string[]).reduce((sum, text) => sum + 4 + 3 * text.length, 20),
    write: ({ bytes }, at, value) => writeTexts(bytes, at, value as readonly string[]),
  },
} as const satisfies Readonly<Record<string, Writer>>;

/** Longest text that is written letter by letter; beyond it the call into the runtime is worth its price. */
const SHORT = 96;

/** Most texts are short and plain ASCII. NUL, which no text of PostgreSQL can hold, is left out. */
function writeText(bytes: Buffer, at: number, text: string): number {
  const { length } = text;
  if (length > SHORT) return writeAnyText(bytes, at, text);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0 || code > 0x7f) return writeAnyText(bytes, at, text);
    bytes[at + i] = code;
  }
  return length;
}

function writeAnyText(bytes: Buffer, at: number, text: string): number {
  return bytes.write(withoutNul(text), at, 'utf8');
}

/** A DataView would cut what is too large instead of refusing it. */
function int64Of(value: bigint | number | string): bigint {
  const number = typeof value === 'bigint' ? value : BigInt(value);
  if (number > MOST || number < LEAST) throw unsuited(value, 'int8');
  return number;
}

const MOST = 2n ** 63n - 1n;
const LEAST = -(2n ** 63n);

/** PostgreSQL counts days and microseconds from here. */
const EPOCH_2000 = Date.UTC(2000, 0, 1);
const MS_PER_DAY = 86_400_000;
/** Days come by the thousand and are few. */
const knownDays = new Map<string, number>();

/** The day last written, which is mostly the next one's too. */
let lastDay = '';
let daysOfLast = 0;

function daysSince2000(day: string): number {
  if (day === lastDay) return daysOfLast;
  lastDay = '';
  let days = knownDays.get(day);
  if (days === undefined) {
    const time = Date.parse(`${day}T00:00:00Z`);
    // Date.parse takes 31 February for 3 March.
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day)
      throw unsuited(day, 'a day YYYY-MM-DD');
    days = (time - EPOCH_2000) / MS_PER_DAY;
    knownDays.set(day, days);
  }
  daysOfLast = days;
  lastDay = day;
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
    const length = writeText(buffer, end + 4, text);
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
  return text.includes('\\u') && /\\u(?:0000|d[89a-f])/.test(text)
    ? text.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (whole, rest: string) =>
        rest === 'u0000' ? '' : /^ud[89a-f]/.test(rest) ? '\ufffd' : whole,
      )
    : text;
}

function unsuited(value: unknown, what: string): Error {
  return new TypeError(`"${String(value)}" is not ${what}.`);
}
