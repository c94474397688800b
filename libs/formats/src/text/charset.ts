import iconv from 'iconv-lite';

/** Turns the bytes of a single-byte (or UTF-16) charset into text, chunk by chunk. */
export interface CharsetDecoder {
  decode(bytes: Uint8Array): string;
  end(): string;
}

const ALIASES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  usascii: 'utf-8',
  // 1252 holds all printable characters of 8859-1 and gives 0x80 its meaning, the euro sign, where files lie.
  'iso-8859-1': 'windows-1252',
  iso8859_1: 'windows-1252',
  'iso8859-1': 'windows-1252',
  latin1: 'windows-1252',
  cp1252: 'windows-1252',
  ansi: 'windows-1252',
  'iso8859-15': 'iso-8859-15',
  latin9: 'iso-8859-15',
  'utf-16': 'utf-16le',
  ucs2: 'utf-16le',
};

/** The name this library uses for a charset label, or undefined if nothing can decode it. */
export function charsetOf(label: string): string | undefined {
  const plain = label.trim().toLowerCase();
  const name = ALIASES[plain] ?? plain;
  return isNative(name) || iconv.encodingExists(name) ? name : undefined;
}

/** A decoder for a name given by {@link charsetOf}, UTF-8 excepted. */
export function charsetDecoder(name: string): CharsetDecoder {
  if (name === 'windows-1252') return { decode: windows1252, end: () => '' };
  if (isNative(name)) {
    // `stream: true` also for the last byte: without it Node 20 turns 0x80-0x9F of windows-1252 into control characters.
    const decoder = new TextDecoder(name, { ignoreBOM: true });
    return {
      decode: (bytes) => decoder.decode(bytes, { stream: true }),
      end: () => (isUtf16(name) ? decoder.decode() : ''),
    };
  }
  const decoder = iconv.getDecoder(name);
  return { decode: (bytes) => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' };
}

/** What windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters; five places are empty in both. */
const HIGH_CONTROLS = /[\u0080-\u009f]/g;
const ABOVE = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Latin-1 but for 32 signs. Not by `TextDecoder`: its texts take two bytes a character, which makes all that reads them
 * slower, and Node 20 gets those signs wrong.
 */
function windows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(HIGH_CONTROLS, (sign) => ABOVE[sign.charCodeAt(0) - 0x80]!);
}

const NATIVE = new Set(['windows-1252', 'iso-8859-15', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'macintosh']);

function isNative(name: string): boolean {
  return NATIVE.has(name);
}

/** True for the two-byte charsets. */
export function isUtf16(name: string): boolean {
  return name.startsWith('utf-16');
}
