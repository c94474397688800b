const [TAB, CARRIAGE_RETURN, BLANK, LOWER_A, LOWER_Z] = [9, 13, 32, 97, 122];
const [ASCII, NO_BREAK, MICRO, SHARP_S, DIVISION, DIAERESIS_Y, LATIN_1] = [127, 0xa0, 0xb5, 0xdf, 0xf7, 0xff, 0xff];
const CASE = 32;
const LONGEST_VIEW = 512;

/**
 * Texts one after the other as UTF-8, without blanks and in capitals, written character by character into one array: no
 * string is made on the way. Knows the letters of Latin-1; says so of any other text instead of writing it wrongly.
 */
export class PlainBytes {
  private readonly bytes: Uint8Array;
  private readonly views: (Uint8Array | undefined)[] = [];
  private used = 0;
  private known = true;
  private first: string | undefined;
  private firstUsed = 0;

  constructor(private readonly size: number) {
    this.bytes = new Uint8Array(size);
  }

  /** Begins anew with a text, which stays where it is if it is the one of the time before: the lines of an account. */
  begin(text: string): void {
    if (text === this.first) {
      this.used = this.firstUsed;
      this.known = true;
      return;
    }
    this.used = 0;
    this.known = true;
    this.add(text);
    this.first = this.known ? text : undefined;
    this.firstUsed = this.used;
  }

  /** Adds a character of ASCII as it is. */
  separate(code: number): void {
    this.bytes[this.used++] = code;
  }

  /** Adds a text without its blanks, in capitals. */
  add(text: string | undefined): void {
    if (text === undefined) return;
    const { bytes } = this;
    const { length } = text;
    // A character takes two bytes at most; a few are left for what separates the texts.
    if (this.used + 2 * length + 16 > this.size) this.known = false;
    if (!this.known) return;
    let { used } = this;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code > BLANK && code <= ASCII) bytes[used++] = code >= LOWER_A && code <= LOWER_Z ? code - CASE : code;
      else if (code > ASCII) used = this.addLatin(code, used);
      else if (code !== BLANK && (code < TAB || code > CARRIAGE_RETURN)) bytes[used++] = code;
    }
    this.used = used;
  }

  /** The bytes added since {@link begin}, or undefined if a text did not fit; good until then. */
  taken(): Uint8Array | undefined {
    const { used } = this;
    if (!this.known) return undefined;
    // A view costs as much to make as half the hashing of a line, and lines are of a few hundred lengths.
    if (used >= LONGEST_VIEW) return this.bytes.subarray(0, used);
    return (this.views[used] ??= this.bytes.subarray(0, used));
  }

  private addLatin(code: number, used: number): number {
    const { bytes } = this;
    if (code > LATIN_1) this.known = false;
    else if (code === SHARP_S) bytes[used] = bytes[used + 1] = 0x53;
    // The capitals of two letters lie beyond Latin-1.
    else if (code === MICRO) [bytes[used], bytes[used + 1]] = [0xce, 0x9c];
    else if (code === DIAERESIS_Y) [bytes[used], bytes[used + 1]] = [0xc5, 0xb8];
    else if (code === NO_BREAK) return used;
    else {
      const capital = code > SHARP_S && code !== DIVISION ? code - CASE : code;
      bytes[used] = 0xc0 | (capital >> 6);
      bytes[used + 1] = 0x80 | (capital & 0x3f);
    }
    return used + 2;
  }
}
