/** Bytes gathered before they are handed on. */
const ENOUGH = 128 * 1024;
const SIZE = ENOUGH + 32 * 1024;
/** Keys whose bytes are kept; lines have some fifty. */
const MOST_KEYS = 1_000;

const [LINE_FEED, SPACE, QUOTE, COMMA, BACKSLASH] = [10, 32, 34, 44, 92];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
/** Characters below take one byte, or two. */
const [ASCII, TWO_BYTES] = [0x80, 0x800];

/**
 * Objects as JSON, one a line, in UTF-8: the very bytes of `JSON.stringify`, written straight into one array. To make a
 * text of each line and encode it takes as long as to read the statement it comes from.
 */
export class JsonBytes {
  private bytes = Buffer.allocUnsafe(SIZE);
  private used = 0;
  private readonly keys = new Map<string, Uint8Array>();

  /** There is as much as is worth handing on. */
  get full(): boolean {
    return this.used >= ENOUGH;
  }

  /** Nothing was added since {@link take}. */
  get empty(): boolean {
    return this.used === 0;
  }

  /** Adds an object and the end of its line. */
  line(object: object): void {
    this.value(object);
    this.byte(LINE_FEED);
  }

  /** What was added since the last call; the bytes are the caller's. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.used);
    this.bytes = Buffer.allocUnsafe(SIZE);
    this.used = 0;
    return taken;
  }

  private value(value: unknown): void {
    if (typeof value === 'string') this.text(value);
    else if (Array.isArray(value)) this.array(value);
    else if (isPlain(value)) this.object(value);
    // As in an array: what JSON does not know is null.
    else this.raw(JSON.stringify(value) ?? 'null');
  }

  private object(object: Readonly<Record<string, unknown>>): void {
    let first = true;
    this.byte(OPEN_OBJECT);
    for (const key in object) {
      const value = object[key];
      if (value === undefined || typeof value === 'function' || typeof value === 'symbol') continue;
      if (!first) this.byte(COMMA);
      first = false;
      this.copy(this.keyBytes(key));
      this.value(value);
    }
    this.byte(CLOSE_OBJECT);
  }

  private array(values: readonly unknown[]): void {
    this.byte(OPEN_ARRAY);
    for (let n = 0; n < values.length; n++) {
      if (n > 0) this.byte(COMMA);
      this.value(values[n]);
    }
    this.byte(CLOSE_ARRAY);
  }

  /** The text as JSON has it, character by character as long as that needs no thought. */
  private text(text: string): void {
    const { length } = text;
    this.room(2 * length + 2);
    const { bytes } = this;
    let used = this.used;
    bytes[used++] = QUOTE;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code < ASCII && code >= SPACE && code !== QUOTE && code !== BACKSLASH) bytes[used++] = code;
      else if (code >= ASCII && code < TWO_BYTES) {
        bytes[used++] = 0xc0 | (code >> 6);
        bytes[used++] = 0x80 | (code & 0x3f);
      } else return this.raw(JSON.stringify(text));
    }
    bytes[used++] = QUOTE;
    this.used = used;
  }

  /** `"key":`. */
  private keyBytes(key: string): Uint8Array {
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    const bytes = Buffer.from(`${JSON.stringify(key)}:`, 'utf8');
    if (this.keys.size < MOST_KEYS) this.keys.set(key, bytes);
    return bytes;
  }

  private copy(from: Uint8Array): void {
    const { length } = from;
    this.room(length);
    const { bytes, used } = this;
    for (let n = 0; n < length; n++) bytes[used + n] = from[n]!;
    this.used = used + length;
  }

  private raw(json: string): void {
    this.room(3 * json.length);
    this.used += this.bytes.write(json, this.used, 'utf8');
  }

  private byte(byte: number): void {
    this.room(1);
    this.bytes[this.used++] = byte;
  }

  private room(length: number): void {
    if (this.used + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.used + length));
    larger.set(this.bytes.subarray(0, this.used));
    this.bytes = larger;
  }
}

/** An object with nothing but its own keys, which JSON writes as they are. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return (value as { toJSON?: unknown }).toJSON === undefined;
}
