import iconv from 'iconv-lite';

/** Charsets our files are written in. */
export type OutputCharset = 'utf-8' | 'iso-8859-15' | 'windows-1252';

/** A character the charset lacks, and where: index of the UTF-16 unit in the text, line from 1. */
export interface MissingCharacter {
  readonly character: string;
  readonly index: number;
  readonly line: number;
}

/**
 * Bytes of `text` in a charset. A character it lacks becomes its base letter where Unicode knows one (`ő` → `o`),
 * else `?`, and is listed in `missing`: the caller decides whether that is a warning or a refusal.
 */
export function encodeText(
  text: string,
  charset: OutputCharset,
): { bytes: Uint8Array; missing: readonly MissingCharacter[] } {
  if (charset === 'utf-8') return { bytes: Buffer.from(text, 'utf8'), missing: [] };
  const bytes = encodeSingle(text, charset);
  if (bytes !== undefined) return { bytes, missing: [] };
  const missing: MissingCharacter[] = [];
  let line = 1;
  let index = 0;
  let kept = '';
  for (const character of text) {
    if (canEncode(character, charset)) kept += character;
    else {
      missing.push({ character, index, line });
      kept += substitute(character, charset);
    }
    if (character === '\n') line++;
    index += character.length;
  }
  return { bytes: iconv.encode(kept, charset), missing };
}

/** A single-byte charset beside ISO 8859-1: characters that are not at the same place there, and their bytes. */
interface SingleByte {
  readonly elsewhere: RegExp;
  readonly byteOf: ReadonlyMap<string, string>;
}

const SINGLE_BYTES = new Map<string, SingleByte>();

/**
 * The bytes of a text that the charset holds whole, undefined otherwise. Node writes ISO 8859-1 by itself, ten times
 * faster than a table does; only the few characters that stand elsewhere are put in their place first.
 */
function encodeSingle(text: string, charset: Exclude<OutputCharset, 'utf-8'>): Uint8Array | undefined {
  const { elsewhere, byteOf } = singleByte(charset);
  let isWhole = true;
  const placed = text.replace(elsewhere, (character) => {
    const byte = byteOf.get(character);
    if (byte === undefined) isWhole = false;
    return byte ?? '?';
  });
  return isWhole ? Buffer.from(placed, 'latin1') : undefined;
}

function singleByte(charset: Exclude<OutputCharset, 'utf-8'>): SingleByte {
  const known = SINGLE_BYTES.get(charset);
  if (known !== undefined) return known;
  const byteOf = new Map<string, string>();
  let other = '';
  for (let byte = 0; byte < 256; byte++) {
    const character = iconv.decode(Buffer.from([byte]), charset);
    if (character.charCodeAt(0) === byte) continue;
    other += `\\x${byte.toString(16).padStart(2, '0')}`;
    if (character !== '\uFFFD') byteOf.set(character, String.fromCharCode(byte));
  }
  const made = { elsewhere: new RegExp(`[${other}\\u0100-\\uffff]`, 'g'), byteOf };
  SINGLE_BYTES.set(charset, made);
  return made;
}

function canEncode(character: string, charset: OutputCharset): boolean {
  return iconv.decode(iconv.encode(character, charset), charset) === character;
}

function substitute(character: string, charset: OutputCharset): string {
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== '' && canEncode(base, charset) ? base : '?';
}
