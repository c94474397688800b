const LF = 0x0a;
const CR = 0x0d;
const ASCII = 0x80;
/** Bytes from 0x80 to here are no characters of ISO 8859-15. */
const C1_END = 0x9f;
/** The beginning of a character of several bytes in UTF-8, and how far the bytes after it go. */
const LEAD = 0xc2;
const LEAD_END = 0xf4;
const CONTINUATION_END = 0xbf;

/**
 * What stands in a file as far as it was read, told from one look at its bytes as they come: where something does not
 * stand at all, no line need be searched for it.
 */
export class ByteWatch {
  private hasHigh = false;
  /** Bytes above 127 that UTF-8 would explain, or that ISO 8859-15 lacks. */
  private hasOdd = false;
  private hasFeed = false;
  private hasReturn = false;
  /** A CR that no LF follows. */
  private hasLoneReturn = false;
  private last = 0;

  /** Looks at the next bytes of the file. */
  look(bytes: Uint8Array): void {
    let { last } = this;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte >= ASCII) this.lookHigh(byte, last);
      else if (byte === LF) this.hasFeed = true;
      else if (byte === CR) this.hasReturn = true;
      if (last === CR && byte !== LF) this.hasLoneReturn = true;
      last = byte;
    }
    this.last = last;
  }

  private lookHigh(byte: number, last: number): void {
    this.hasHigh = true;
    if (byte <= C1_END || (last >= LEAD && last <= LEAD_END && byte <= CONTINUATION_END)) this.hasOdd = true;
  }

  /** `single`: bytes above 127, and none that UTF-8 would explain or ISO 8859-15 lacks. */
  get charset(): 'ascii' | 'single' | 'unknown' {
    if (this.hasOdd) return 'unknown';
    return this.hasHigh ? 'single' : 'ascii';
  }

  /** Whether a line break may stand where none ends a line, in a file whose lines end so. */
  mayBreak(newline: number, withReturn: boolean): boolean {
    if (withReturn) return this.hasLoneReturn;
    return newline === LF ? this.hasReturn : this.hasFeed;
  }
}
