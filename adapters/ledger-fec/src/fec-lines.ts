import { isUtf8 } from 'node:buffer';
import type { FecReport } from './fec-report.js';

const LONGEST_LINE = 1_000_000;
const NON_ASCII = /[\x80-\xff]/;
/** The beginning of a character of several bytes in UTF-8. */
const LEAD = /[\xc2-\xf4][\x80-\xbf]/;
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const C1 = /[\x80-\x9f]/;
/** A character of several bytes in UTF-8. */
const MULTI_BYTE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

/**
 * Cuts the bytes of a file into lines and watches their characters.
 *
 * Lines are handed on as one character per byte (ISO 8859-1): every sign the rules look for is ASCII, and a million
 * lines need no decoding. {@link shown} decodes what a message quotes.
 */
export class FecLineReader {
  private rest = '';
  private newline: '\n' | '\r' | undefined;
  private withReturn = false;
  private line = 0;
  private isPlain = false;
  /** `single`: bytes above 127, and none that UTF-8 would explain or ISO 8859-15 lacks. */
  private charset: 'ascii' | 'single' | 'unknown' = 'unknown';
  private firstUtf8 = 0;
  private firstSingle = 0;
  private mixedTold = false;
  private started = false;
  private stopped = false;

  constructor(
    private readonly report: FecReport,
    private readonly take: (text: string, line: number, isPlain: boolean) => void,
  ) {}

  /** True once nothing more of the file is read. */
  get isStopped(): boolean {
    return this.stopped;
  }

  push(bytes: Uint8Array): void {
    if (this.stopped) return;
    this.rest += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    if (!this.started && !this.start(false)) return;
    this.cut();
  }

  end(): void {
    if (this.stopped) return;
    if (!this.started) this.start(true);
    this.newline ??= '\n';
    this.cut();
    this.watch(this.rest);
    if (this.rest !== '') this.emit(this.rest, false);
    this.rest = '';
  }

  /** What the lines at hand may hold: one look at all of them spares one at each. */
  private watch(text: string): void {
    this.isPlain = !CONTROL.test(text);
    this.charset = !NON_ASCII.test(text) ? 'ascii' : C1.test(text) || LEAD.test(text) ? 'unknown' : 'single';
  }

  /** Nothing more of the file is read: what it is has been said. */
  stop(): void {
    this.stopped = true;
    this.rest = '';
  }

  private start(last: boolean): boolean {
    if (this.rest.length < 3 && !last) return false;
    this.started = true;
    if (this.rest.startsWith('\xef\xbb\xbf')) {
      this.report.add('fec-byte-order-mark', 'The file begins with a byte-order mark.', 'line 1');
      this.rest = this.rest.slice(3);
    } else if (/^(?:\xff\xfe|\xfe\xff|\0[\x20-\x7f]|[\x20-\x7f]\0)/.test(this.rest)) {
      this.report.add('fec-charset-invalid', 'The file is UTF-16.', 'line 1');
      this.stop();
    }
    return !this.stopped;
  }

  private cut(): void {
    if (this.newline === undefined && !this.findNewline()) return;
    this.watch(this.rest);
    const lines = this.rest.split(this.newline!);
    this.rest = lines.pop()!;
    for (const text of lines) {
      this.emit(text, true);
      if (this.stopped) return;
    }
    if (this.rest.length > LONGEST_LINE) this.tooLong();
  }

  /** The first line end decides; a CR at the very end may still be half of a CR LF. */
  private findNewline(): boolean {
    const found = /\r\n|\n|\r(?=[^\n])/.exec(this.rest)?.[0];
    if (found === undefined) {
      if (this.rest.length > LONGEST_LINE) this.tooLong();
      return false;
    }
    this.newline = found === '\r' ? '\r' : '\n';
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

  private emit(raw: string, ended: boolean): void {
    this.line++;
    let text = raw;
    if (this.withReturn && text.endsWith('\r')) text = text.slice(0, -1);
    else if (this.withReturn && ended) this.brokenText('LF alone ends the line while the others end with CR LF');
    if (text.includes('\r') || text.includes('\n')) this.brokenText('A line break stands inside the line');
    if (this.charset === 'unknown' && NON_ASCII.test(text)) this.watchCharset(text);
    else if (this.charset === 'single' && this.firstSingle === 0 && NON_ASCII.test(text)) this.watchCharset(text);
    this.take(text, this.line, this.isPlain);
  }

  private brokenText(what: string): void {
    this.report.add('fec-line-break-in-text', `${what}.`, `line ${this.line}`);
  }

  private watchCharset(text: string): void {
    const bytes = Buffer.from(text, 'latin1');
    if (isUtf8(bytes)) {
      this.firstUtf8 ||= this.line;
      if (text.includes('\xef\xbf\xbd')) {
        this.report.add(
          'fec-replacement-character',
          'A character was lost and replaced by U+FFFD.',
          `line ${this.line}`,
        );
      }
    } else {
      this.firstSingle ||= this.line;
      // Bytes that ISO 8859-15 lacks but UTF-8 explains: the line itself mixes the two.
      if (C1.test(text) && !C1.test(text.replace(MULTI_BYTE, ''))) this.firstUtf8 ||= this.line;
      else if (C1.test(text)) {
        const message = 'Bytes 0x80 to 0x9F are no characters of ISO 8859-15 (the file may be Windows-1252).';
        this.report.add('fec-charset-invalid', message, `line ${this.line}`);
      }
    }
    if (this.firstUtf8 === 0 || this.firstSingle === 0 || this.mixedTold) return;
    this.mixedTold = true;
    const message = `Line ${this.firstUtf8} holds UTF-8, line ${this.firstSingle} another character set.`;
    this.report.add('fec-charset-mixed', message, `line ${this.line}`);
  }
}

/** A copy of its own: what is cut out of a chunk keeps the whole chunk in memory for as long as it is kept. */
export function owned(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** A field as a message quotes it: decoded, without control characters, not longer than a line. */
export function shown(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const decoded = isUtf8(bytes) ? bytes.toString('utf8') : text;
  const clean = decoded.replace(/\p{Cc}/gu, ' ');
  return clean.length > 60 ? `${clean.slice(0, 57)}…` : clean;
}
