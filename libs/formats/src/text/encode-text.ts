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
  if (charset === 'utf-8') return { bytes: new TextEncoder().encode(text), missing: [] };
  const encoded = iconv.encode(text, charset);
  // A character the charset lacks comes out as `?`; equal text back means that there was none.
  if (iconv.decode(encoded, charset) === text) return { bytes: encoded, missing: [] };
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

function canEncode(character: string, charset: OutputCharset): boolean {
  return iconv.decode(iconv.encode(character, charset), charset) === character;
}

function substitute(character: string, charset: OutputCharset): string {
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== '' && canEncode(base, charset) ? base : '?';
}
