/** Packed texts as plain data, which one thread can hand to another. */
export interface PackedTextsParts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly used: number;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly others: ReadonlyMap<number, string>;
  readonly count: number;
}

/**
 * A list of many short texts in few bytes: a million invoice numbers take 20 MB, as strings of their own 50 and a place
 * in every garbage collection. Texts of letters above U+00FF are kept as strings.
 */
export class PackedTexts {
  private bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1 << 12);
  /** The same bytes, as what makes a string of them at once. */
  private view = Buffer.alloc(0);
  private used = 0;
  private ends: Uint32Array<ArrayBuffer> = new Uint32Array(1 << 8);
  private others = new Map<number, string>();
  private count = 0;

  /** The texts that {@link parts} gave; their arrays are taken over. */
  static from({ bytes, used, ends, others, count }: PackedTextsParts): PackedTexts {
    return Object.assign(new PackedTexts(), { bytes, used, ends, others: new Map(others), count });
  }

  /** The texts as plain data; not copied. */
  get parts(): PackedTextsParts {
    const { bytes, used, ends, others, count } = this;
    return { bytes, used, ends, others, count };
  }

  /** Number of texts. */
  get size(): number {
    return this.count;
  }

  /** Adds a text; its number, from 0. */
  add(text: string): number {
    const index = this.count++;
    if (this.used + text.length > this.bytes.length) this.bytes = grown(this.bytes, this.used + text.length);
    if (index === this.ends.length) this.ends = grown(this.ends, index + 1);
    if (!this.write(text)) this.others.set(index, text);
    this.ends[index] = this.used;
    return index;
  }

  /** Adds a text of letters up to U+00FF that stands in `bytes`, one byte a letter; its number, from 0. */
  addBytes(bytes: Uint8Array, from: number, to: number): number {
    const index = this.count++;
    const { used } = this;
    const after = used + to - from;
    if (after > this.bytes.length) this.bytes = grown(this.bytes, after);
    if (index === this.ends.length) this.ends = grown(this.ends, index + 1);
    const own = this.bytes;
    for (let at = 0; at < to - from; at++) own[used + at] = bytes[from + at]!;
    this.used = after;
    this.ends[index] = after;
    return index;
  }

  /** The text of a number that `add` gave. */
  get(index: number): string {
    const start = index === 0 ? 0 : this.ends[index - 1]!;
    const end = this.ends[index]!;
    if (start === end) return this.others.get(index) ?? '';
    if (this.view.buffer !== this.bytes.buffer) this.view = Buffer.from(this.bytes.buffer);
    return this.view.toString('latin1', start, end);
  }

  /** The letters of all texts, one byte each; those of a text stand from {@link startOf} to {@link endOf}. */
  get letters(): Uint8Array {
    return this.bytes;
  }

  startOf(index: number): number {
    return index === 0 ? 0 : this.ends[index - 1]!;
  }

  /** Where the bytes of a text end; where they begin if it is empty or has letters that are no bytes. */
  endOf(index: number): number {
    return this.ends[index]!;
  }

  /** True if two texts are equal. */
  same(one: number, other: number): boolean {
    const [start, second] = [this.startOf(one), this.startOf(other)];
    const length = this.endOf(one) - start;
    if (this.endOf(other) - second !== length) return false;
    if (length === 0) return this.get(one) === this.get(other);
    for (let at = 0; at < length; at++) if (this.bytes[start + at] !== this.bytes[second + at]) return false;
    return true;
  }

  /** True if the text of this number is `text`. */
  is(index: number, text: string): boolean {
    const start = index === 0 ? 0 : this.ends[index - 1]!;
    if (this.ends[index]! - start !== text.length || text.length === 0) return this.get(index) === text;
    for (let at = 0; at < text.length; at++) if (this.bytes[start + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  /** True if the text of this number stands in `bytes`, one byte a letter. */
  isBytes(index: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.startOf(index);
    if (this.ends[index]! - start !== to - from || this.others.has(index)) return false;
    const own = this.bytes;
    for (let at = 0; at < to - from; at++) if (own[start + at] !== bytes[from + at]) return false;
    return true;
  }

  /** Appends the text as one byte a letter; false, with nothing appended, if it does not fit. */
  private write(text: string): boolean {
    if (text.length > LONGEST) return false;
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at);
      if (letter > 0xff) return false;
      this.bytes[this.used + at] = letter;
    }
    this.used += text.length;
    return true;
  }
}

/** Longer texts are kept as they are: they would not fit on the stack when they are read. */
const LONGEST = 10_000;

/** Texts that are found again: the first number under which each was added. */
export class PackedTextSet {
  private readonly texts = new PackedTexts();
  private slots = new Int32Array(1 << 8).fill(-1);
  private hashes = new Int32Array(1 << 8);

  /** Adds a text that is new and answers undefined, or answers the number of the equal one, counted from 0. */
  add(text: string): number | undefined {
    if (this.texts.size * 2 >= this.slots.length) this.spread();
    const hash = hashOf(text);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; this.slots[slot] !== -1; slot = (slot + 1) & mask) {
      const index = this.slots[slot]!;
      if (this.hashes[index] === hash && this.texts.is(index, text)) return index;
    }
    const index = this.texts.add(text);
    if (index === this.hashes.length) this.hashes = grown(this.hashes, index + 1);
    this.hashes[index] = hash;
    this.slots[slot] = index;
    return undefined;
  }

  /** The same for a text of ASCII letters that stands in `bytes`. */
  addBytes(bytes: Uint8Array, from: number, to: number): number | undefined {
    if (this.texts.size * 2 >= this.slots.length) this.spread();
    const hash = hashOfBytes(bytes, from, to);
    const slot = this.slotOf(hash, bytes, from, to);
    if (this.slots[slot] !== -1) return this.slots[slot]!;
    const index = this.texts.addBytes(bytes, from, to);
    if (index === this.hashes.length) this.hashes = grown(this.hashes, index + 1);
    this.hashes[index] = hash;
    this.slots[slot] = index;
    return undefined;
  }

  /** The number of the equal text, or undefined. */
  findBytes(bytes: Uint8Array, from: number, to: number): number | undefined {
    const found = this.slots[this.slotOf(hashOfBytes(bytes, from, to), bytes, from, to)]!;
    return found === -1 ? undefined : found;
  }

  /** Where the equal text is noted, or the free slot where it would be. */
  private slotOf(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; this.slots[slot] !== -1; slot = (slot + 1) & mask) {
      const index = this.slots[slot]!;
      if (this.hashes[index] === hash && this.texts.isBytes(index, bytes, from, to)) break;
    }
    return slot;
  }

  /** Doubles the table. */
  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let index = 0; index < this.texts.size; index++) {
      let slot = this.hashes[index]! & mask;
      while (this.slots[slot] !== -1) slot = (slot + 1) & mask;
      this.slots[slot] = index;
    }
  }
}

/** FNV-1a over the letters, its bits mixed once more since running numbers differ in few of them. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return stirred(hash);
}

/** The same over letters that stand in `bytes`. */
function hashOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return stirred(hash);
}

function stirred(hash: number): number {
  const folded = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return folded ^ (folded >>> 13);
}

/** A typed array of at least this length with the same beginning, at least half as long again. */
export function grown<T extends Uint8Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array>(
  array: T,
  least: number,
): T {
  const longer = new (array.constructor as new (length: number) => T)(Math.max(least, Math.ceil(array.length * 1.5)));
  longer.set(array as never);
  return longer;
}
