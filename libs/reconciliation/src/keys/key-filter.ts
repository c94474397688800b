/**
 * Says of most keys at once that they were not asked for, without making a string of them: ten million keys of a book
 * are held against the few hundred thousand of a statement. Of the keys that were asked for it never says no.
 */
export class KeyFilter {
  private readonly bits: Uint32Array;
  private readonly mask: number;

  /** Room for this many keys at a false answer in two hundred or fewer. */
  constructor(keys: number) {
    const bits = 2 ** Math.max(10, Math.ceil(Math.log2(Math.max(1, keys) * 32)));
    this.bits = new Uint32Array(bits / 32);
    this.mask = bits - 1;
  }

  add(key: string): void {
    const hash = hashOf(SEED, key);
    const [bit, other] = [hash & this.mask, mixed(hash) & this.mask];
    this.bits[bit >>> 5]! |= 1 << (bit & 31);
    this.bits[other >>> 5]! |= 1 << (other & 31);
  }

  /** False if the key was not added. */
  mayHoldKey(key: string): boolean {
    return this.mayHoldHash(hashOf(SEED, key));
  }

  /** False if the key of these two parts was not added. */
  mayHold(kind: string, text: string): boolean {
    return this.mayHoldHash(hashOf(hashOf(SEED, kind), text));
  }

  /** False if no key of this hash was added; see {@link hashOfKind} and {@link hashedOn}. */
  mayHoldHash(hash: number): boolean {
    const { bits, mask } = this;
    const bit = hash & mask;
    if ((bits[bit >>> 5]! & (1 << (bit & 31))) === 0) return false;
    const other = mixed(hash) & mask;
    return (bits[other >>> 5]! & (1 << (other & 31))) !== 0;
  }
}

const SEED = 0x811c9dc5;

/** FNV-1a, carried on from an earlier part. */
function hashOf(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** Another place for the same hash. */
function mixed(hash: number): number {
  const folded = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return folded ^ (folded >>> 13);
}

/** The hash of a key's first part, to be carried on letter by letter. */
export function hashOfKind(kind: string): number {
  return hashOf(SEED, kind);
}

/** A hash with one more letter. */
export function hashedOn(hash: number, letter: number): number {
  return Math.imul(hash ^ letter, 0x01000193);
}
