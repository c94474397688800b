import { isUtf8 } from 'node:buffer';
import { ByteWatch } from './fec-byte-watch.js';
import type { FecReport } from './fec-report.js';

const LONGEST_LINE = 1_000_000;
const NON_ASCII = /[\x80-\xff]/;
const C1 = /[\x80-\x9f]/;
/** A character of several bytes in UTF-8. */
const MULTI_BYTE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;
const LF = 0x0a;
const CR = 0x0d;

/** Lines at hand: their bytes, and the same as one character a byte, so that positions are the same in both. */
export interface FecLines {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Takes the line from `from` to before `to`; false where it has not the fields of a record. */
export type TakeLine = (lines: FecLines, from: number, to: number, line: number) => boolean;

/**
 * Cuts the bytes of a file into lines and watches their characters.
 *
 * Lines are handed on as one character per byte (ISO 8859-1): every sign the rules look for is ASCII, and a million
 * lines need no decoding. {@link shown} decodes what a message quotes.
 */
export class FecLineReader {
  private rest: Uint8Array = new Uint8Array(0);
  private newline: typeof LF | typeof CR | undefined;
  private withReturn = false;
  private line = 0;
  private readonly watch = new ByteWatch();
  private firstUtf8 = 0;
  private firstSingle = 0;
  private mixedTold = false;
  private started = false;
  private stopped = false;

  constructor(
    private readonly report: FecReport,
    private readonly take: TakeLine,
  ) {}

  /** True once nothing more of the file is read. */
  get isStopped(): boolean {
    return this.stopped;
  }

  push(bytes: Uint8Array): void {
    if (this.stopped) return;
    this.watch.look(bytes);
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    if (!this.started && !this.start(false)) return;
    this.cut(false);
  }

  end(): void {
    if (this.stopped) return;
    if (!this.started) this.start(true);
    this.newline ??= LF;
    if (!this.stopped) this.cut(true);
  }

  /** Nothing more of the file is read: what it is has been said. */
  stop(): void {
    this.stopped = true;
    this.rest = new Uint8Array(0);
  }

  private start(last: boolean): boolean {
    if (this.rest.length < 3 && !last) return false;
    this.started = true;
    const beginning = latin1(this.rest.subarray(0, 3));
    if (beginning === '\xef\xbb\xbf') {
      this.report.add('fec-byte-order-mark', 'The file begins with a byte-order mark.', 'line 1');
      this.rest = this.rest.subarray(3);
    } else if (/^(?:\xff\xfe|\xfe\xff|\0[\x20-\x7f]|[\x20-\x7f]\0)/.test(beginning)) {
      this.report.add('fec-charset-invalid', 'The file is UTF-16.', 'line 1');
      this.stop();
    }
    return !this.stopped;
  }

  private cut(isLast: boolean): void {
    const bytes = this.rest;
    const lines = { bytes, text: latin1(bytes) };
    if (this.newline === undefined && !this.findNewline(lines.text)) return;
    let from = 0;
    for (let end = bytes.indexOf(this.newline!); end !== -1; end = bytes.indexOf(this.newline!, from)) {
      this.emit(lines, from, end, true);
      if (this.stopped) return;
      from = end + 1;
    }
    // A copy: whoever hands the bytes over may use their buffer again.
    this.rest = Uint8Array.prototype.slice.call(bytes, from);
    if (isLast && this.rest.length > 0) this.emit(lines, from, bytes.length, false);
    else if (this.rest.length > LONGEST_LINE) this.tooLong();
  }

  /** The first line end decides; a CR at the very end may still be half of a CR LF. */
  private findNewline(text: string): boolean {
    const found = /\r\n|\n|\r(?=[^\n])/.exec(text)?.[0];
    if (found === undefined) {
      if (text.length > LONGEST_LINE) this.tooLong();
      return false;
    }
    this.newline = found === '\r' ? CR : LF;
    this.withReturn = found === '\r\n';
    return true;
  }

  private tooLong(): void {
    this.report.add(
      'fec-line-length',
      `Line ${this.line + 1} is longer than a million characters.`,
      `line ${this.line + 1}`,
    );
    this.stop();
  }

  private emit(lines: FecLines, from: number, end: number, ended: boolean): void {
    this.line++;
    const withReturn = this.newline === LF && end > from && lines.bytes[end - 1] === CR;
    const to = withReturn ? end - 1 : end;
    const { watch } = this;
    if (watch.mayBreak(this.newline!, this.withReturn) && /[\r\n]/.test(lines.text.slice(from, to))) {
      this.brokenText('A line break stands inside the line', this.line);
    }
    if (watch.charset === 'unknown' || (watch.charset === 'single' && this.firstSingle === 0)) {
      const text = lines.text.slice(from, to);
      if (NON_ASCII.test(text)) this.watchCharset(text);
    }
    const { line } = this;
    const isSound = this.take(lines, from, to, line);
    // Records end with CR, LF or both, each as it likes: LF alone is a break in a text only where it breaks the record.
    if (!isSound && ended && this.withReturn && !withReturn) {
      this.brokenText('LF alone ends the line while the others end with CR LF', line);
    }
  }

  /** The line being read and the field of it that holds a character. */
  private place(text: string, at: number): string {
    const before = text.slice(0, at);
    const fields = countOf(text, '\t') > 0 ? countOf(before, '\t') : countOf(before, '|');
    return this.report.placeAt(this.line, fields);
  }

  private brokenText(what: string, line: number): void {
    this.report.add('fec-line-break-in-text', `${what}.`, `line ${line}`);
  }

  private watchCharset(text: string): void {
    const bytes = Buffer.from(text, 'latin1');
    if (isUtf8(bytes)) {
      this.firstUtf8 ||= this.line;
      const lost = text.indexOf('\xef\xbf\xbd');
      if (lost !== -1) {
        const message = 'A character was lost and replaced by U+FFFD.';
        this.report.add('fec-replacement-character', message, this.place(text, lost));
      }
    } else {
      this.firstSingle ||= this.line;
      // Bytes that ISO 8859-15 lacks but UTF-8 explains: the line itself mixes the two.
      if (C1.test(text) && !C1.test(text.replace(MULTI_BYTE, ''))) this.firstUtf8 ||= this.line;
      else if (C1.test(text)) {
        const message = 'Bytes 0x80 to 0x9F are no characters of ISO 8859-15 (the file may be Windows-1252).';
        this.report.add('fec-charset-invalid', message, this.place(text, text.search(C1)));
      }
    }
    if (this.firstUtf8 === 0 || this.firstSingle === 0 || this.mixedTold) return;
    this.mixedTold = true;
    const message = `Line ${this.firstUtf8} holds UTF-8, line ${this.firstSingle} another character set.`;
    this.report.add('fec-charset-mixed', message, `line ${this.line}`);
  }
}

function countOf(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** A copy of its own: what is cut out of a chunk keeps the whole chunk in memory for as long as it is kept. */
export function owned(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** The signs ISO 8859-15 has in the place of others of ISO 8859-1. */
const LATIN_9: Readonly<Record<string, string>> = {
  '\xa4': '€',
  '\xa6': 'Š',
  '\xa8': 'š',
  '\xb4': 'Ž',
  '\xb8': 'ž',
  '\xbc': 'Œ',
  '\xbd': 'œ',
  '\xbe': 'Ÿ',
};
const UNLIKE_LATIN_1 = /[\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe]/g;

/** A field as a message quotes it: decoded, without control characters, not longer than a line. */
export function shown(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const decoded = isUtf8(bytes) ? bytes.toString('utf8') : text.replace(UNLIKE_LATIN_1, (sign) => LATIN_9[sign]!);
  const clean = decoded.replace(/\p{Cc}/gu, ' ');
  return clean.length > 60 ? `${clean.slice(0, 57)}…` : clean;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
