/** Length of the UTF-8 sequence at `at`: 1…4, 0 if the bytes are no UTF-8 there, -1 if the bytes end inside one. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length === 0) return 0;
  const [lowest, highest] = secondByteRange(lead);
  for (let offset = 1; offset < length; offset++) {
    if (at + offset >= bytes.length) return -1;
    const byte = bytes[at + offset]!;
    const [from, to] = offset === 1 ? [lowest, highest] : [0x80, 0xbf];
    if (byte < from || byte > to) return 0;
  }
  return length;
}

/** Overlong forms, surrogates and code points above U+10FFFF are told by the second byte (Unicode 15, table 3-7). */
function secondByteRange(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

/** Where an unfinished sequence at the end starts; the length of `bytes` if there is none. */
export function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return sequenceLength(bytes, bytes.length - back) === -1 ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Offset of the first byte that is no UTF-8, or the length of `bytes`; an unfinished sequence at the end counts as none. */
export function validLength(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length <= 0) return at;
    at += length;
  }
  return at;
}

/** One byte array of two. */
export function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
