/**
 * Counts how often each hash was seen, in a table of 64-bit fingerprints: a statement of a million lines takes 16 MB,
 * where a Map of strings takes a hundred. Two different hashes with one fingerprint (1 in 10⁷ files of a million lines)
 * would only give the second an ordinal it does not need; its reference stays unique.
 */
export class FingerprintCounter {
  private slots = new Int32Array(2 * 1024);
  private used = 0;
  private readonly repeats = new Map<string, number>();

  /** Counts `hash` (at least 16 hexadecimal digits) and says the how manieth it is, from 1. */
  count(hash: string): number {
    const high = eightDigits(hash, 0);
    // Zero marks an empty slot.
    const low = eightDigits(hash, 8) || 1;
    if (this.add(high, low)) return 1;
    const times = (this.repeats.get(hash) ?? 1) + 1;
    this.repeats.set(hash, times);
    return times;
  }

  /** False if the fingerprint was there already. */
  private add(high: number, low: number): boolean {
    if (!insert(this.slots, high, low)) return false;
    this.used++;
    if (this.used * 4 > (this.slots.length / 2) * 3) this.grow();
    return true;
  }

  private grow(): void {
    const larger = new Int32Array(this.slots.length * 2);
    for (let i = 0; i < this.slots.length; i += 2) {
      if (this.slots[i + 1] !== 0) insert(larger, this.slots[i]!, this.slots[i + 1]!);
    }
    this.slots = larger;
  }
}

/**
 * The 32 bits of eight hexadecimal digits. Written out, and with its sign, which needs no object for half of the
 * numbers: every bank line is counted.
 */
function eightDigits(hash: string, from: number): number {
  let number = 0;
  for (let at = from; at < from + 8; at++) {
    const code = hash.charCodeAt(at);
    // '0'…'9' are 0x30…0x39, letters of either case lie above 0x40 and count from 10 on.
    number = (number << 4) | ((code & 15) + (code >> 6) * 9);
  }
  return number;
}

/** Open addressing with linear probing; true if the pair is new. */
function insert(slots: Int32Array, high: number, low: number): boolean {
  const mask = slots.length / 2 - 1;
  for (let slot = high & mask; ; slot = (slot + 1) & mask) {
    const at = slot * 2;
    if (slots[at + 1] === 0) {
      slots[at] = high;
      slots[at + 1] = low;
      return true;
    }
    if (slots[at] === high && slots[at + 1] === low) return false;
  }
}
