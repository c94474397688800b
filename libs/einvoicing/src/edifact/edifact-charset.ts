/** Character repertoires of ISO 9735 syntax identifiers and how their bytes are read. */
const CHARSETS: Readonly<Record<string, string>> = {
  // Files that name A or B hold accents all the same: 8859-1 reads them.
  UNOA: 'latin1',
  UNOB: 'latin1',
  UNOC: 'latin1',
  UNOD: 'iso-8859-2',
  UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7',
  UNOG: 'iso-8859-3',
  UNOH: 'iso-8859-4',
  UNOI: 'iso-8859-6',
  UNOJ: 'iso-8859-8',
  UNOK: 'windows-1254',
  UNOW: 'utf-8',
  // Code extension: what stays in its basic set is read, its escape sequences are not.
  UNOX: 'ascii',
  UNOY: 'utf-8',
};

/** What level A allows: capitals, digits, blank and some signs. */
const LEVEL_A = /^[A-Z0-9 .,\-()/=!"%&*;<>'+:?]*$/;
/** What level B adds. */
const LEVEL_B = /^[A-Za-z0-9 .,\-()/=!"%&*;<>'+:?]*$/;

/** True for a syntax identifier whose characters can be read and written here. */
export function isSyntaxIdentifier(identifier: string): boolean {
  return Object.hasOwn(CHARSETS, identifier);
}

/** The syntax identifiers that are read and written here. */
export function syntaxIdentifiers(): readonly string[] {
  return Object.keys(CHARSETS);
}

/** Bytes that are no plain ASCII, or switch to another set (shift in, shift out, escape). */
const BEYOND_ASCII = /[\u000e\u000f\u001b\u0080-\u00ff]/;

/** Decodes bytes in the repertoire of a syntax identifier. Undefined if they are not valid in it (UTF-8 and ASCII only). */
export function decodeEdifact(bytes: Uint8Array, identifier: string): string | undefined {
  const charset = CHARSETS[identifier] ?? 'latin1';
  if (charset === 'latin1' || charset === 'ascii') {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return charset === 'ascii' && BEYOND_ASCII.test(text) ? undefined : text;
  }
  try {
    return new TextDecoder(charset, { fatal: charset === 'utf-8', ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** True if a text stays within what level A or B allows; other levels allow what their bytes can carry. */
export function isInLevel(text: string, identifier: string): boolean {
  if (identifier === 'UNOA') return LEVEL_A.test(text);
  return identifier !== 'UNOB' || LEVEL_B.test(text);
}

/** Common signs that single-byte repertoires lack, and what stands for them. */
const SUBSTITUTES: Readonly<Record<string, string>> = {
  '€': 'EUR',
  œ: 'oe',
  Œ: 'OE',
  æ: 'ae',
  Æ: 'AE',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\n': ' ',
  '\r': '',
  '\t': ' ',
};

/** Writes texts in one repertoire. */
export class EdifactCharset {
  private readonly byteOf: ReadonlyMap<string, number> | undefined;

  constructor(readonly identifier: string) {
    this.byteOf = CHARSETS[identifier] === 'utf-8' ? undefined : reverse(identifier);
  }

  /** The text with substitutes for what the repertoire lacks; control characters and line ends become blanks. */
  fit(text: string): string {
    let out = '';
    for (const character of text.normalize('NFC')) out += this.fitOne(character);
    return out;
  }

  /** The bytes of a text that {@link fit} made. */
  encode(text: string): Uint8Array {
    if (!this.byteOf) return Buffer.from(text, 'utf8');
    const byteOf = this.byteOf;
    return Uint8Array.from([...text].map((character) => byteOf.get(character) ?? 0x3f));
  }

  private fitOne(character: string): string {
    if (this.carries(character)) return character;
    const substitute = SUBSTITUTES[character];
    if (substitute !== undefined)
      return [...substitute].map((one) => (this.carries(one) ? one : this.plain(one))).join('');
    return this.plain(character);
  }

  private plain(character: string): string {
    const bare = character.normalize('NFKD').replace(/\p{M}/gu, '');
    const tries = [bare, bare.toUpperCase()];
    return tries.find((one) => one !== '' && [...one].every((part) => this.carries(part))) ?? ' ';
  }

  private carries(character: string): boolean {
    const code = character.codePointAt(0)!;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
    return isInLevel(character, this.identifier) && (this.byteOf === undefined || this.byteOf.has(character));
  }
}

function reverse(identifier: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) {
    const character = decodeEdifact(Uint8Array.of(byte), identifier);
    if (character !== undefined && character !== '\ufffd') found.set(character, byte);
  }
  return found;
}
