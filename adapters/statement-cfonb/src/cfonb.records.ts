import { NextPlace } from '@lettrage/formats';

/** Length of a record, line end apart. */
export const RECORD = 120;

/** A record with its number in the file, from 1. `long` and `short` hold what does not fit a record. */
export interface CfonbRecord {
  readonly text: string;
  readonly number: number;
  readonly length: 'right' | 'short' | 'long';
}

const KNOWN_START = /^0[1457]/;
/** The end-of-file mark of old systems ends a line; a zero byte is a blank, so that nothing behind it moves. */
const END_MARK = /\u001a/g;
const ZERO = /\u0000/g;
/** The shortest 05 that says anything ends after its qualifier; balances and movements need their amount. */
const SHORTEST: Readonly<Record<string, number>> = { '01': 104, '04': 104, '05': 48, '07': 104 };
/** A line that never ends is no line: what lies beyond is told once and passed over. */
const LONGEST_LINE = 65_536;

/**
 * Cuts text that arrives in pieces into records of 120 characters, whether lines end with CR, LF, CRLF or not at all.
 * Lines without their trailing blanks are completed. Constant memory; where the pieces are cut changes nothing.
 */
export class RecordSplitter {
  private rest = '';
  private number = 0;
  private skipping = false;

  /** Records that are complete with this piece. */
  push(text: string): CfonbRecord[] {
    this.rest += text.replace(END_MARK, '\n').replace(ZERO, ' ');
    return this.take(false);
  }

  /** The last records, when all text is in. */
  end(): CfonbRecord[] {
    return this.take(true);
  }

  private take(ended: boolean): CfonbRecord[] {
    const records: CfonbRecord[] = [];
    const { rest } = this;
    const ends = new LineEnds(rest);
    let at = 0;
    for (;;) {
      for (let code = rest.charCodeAt(at); code === FEED || code === CARRIAGE; code = rest.charCodeAt(++at))
        this.skipping = false;
      const available = rest.length - at;
      if (available === 0) break;
      const lineEnd = endOfLine(rest, ends, at, LONGEST_LINE);
      const length = lineEnd === -1 ? available : lineEnd - at;
      if (this.skipping) {
        at += length;
        continue;
      }
      // Two characters more tell a record that goes on in the same line from a line that is too long.
      if (lineEnd === -1 && !ended && length < RECORD + 2) break;
      if (length <= RECORD || KNOWN_START.test(rest.slice(at + RECORD, at + RECORD + 2))) {
        const size = Math.min(length, RECORD);
        this.add(records, rest.slice(at, at + size));
        at += size;
        continue;
      }
      if (lineEnd === -1 && !ended && length < LONGEST_LINE) break;
      this.addLong(records, rest.slice(at, at + length));
      this.skipping = lineEnd === -1;
      at += length;
    }
    this.rest = rest.slice(at);
    return records;
  }

  private add(records: CfonbRecord[], text: string): void {
    if (text.charCodeAt(0) === SPACE && text.trim() === '') return;
    this.number++;
    const missing = RECORD - text.length;
    if (missing === 0) {
      records.push({ text, number: this.number, length: 'right' });
      return;
    }
    const aligned = realign(text, missing) ?? text;
    const short = aligned.length < (SHORTEST[text.slice(0, 2)] ?? RECORD);
    records.push({ text: aligned.padEnd(RECORD), number: this.number, length: short ? 'short' : 'right' });
  }

  private addLong(records: CfonbRecord[], line: string): void {
    if (line.trim() === '') return;
    const beyond = line.slice(RECORD).trim();
    this.number++;
    records.push({ text: line.slice(0, RECORD), number: this.number, length: beyond === '' ? 'right' : 'long' });
  }
}

const [SPACE, FEED, CARRIAGE] = [32, 10, 13];

/** The line ends of a text, each searched once: looking at every character of every record is most of the reading. */
class LineEnds {
  private readonly feeds: NextPlace;
  private readonly carriages: NextPlace;

  constructor(text: string) {
    this.feeds = new NextPlace(text, '\n');
    this.carriages = new NextPlace(text, '\r');
  }

  /** The next line end at or behind `from`, which only grows; Infinity if there is none. */
  after(from: number): number {
    return Math.min(this.feeds.after(from), this.carriages.after(from));
  }
}

/** Position of the next line end within `limit` characters, or -1. */
function endOfLine(text: string, ends: LineEnds, from: number, limit: number): number {
  const end = ends.after(from);
  if (end <= from + RECORD + 1) return end;
  // Within a run of records nothing further than the next one matters.
  if (KNOWN_START.test(text.slice(from + RECORD, from + RECORD + 2))) return -1;
  return end < from + limit ? end : -1;
}

/**
 * A line of 120 bytes in UTF-8 has fewer characters where its text has accents: the blanks at the end of that text
 * (the label of a movement, the information of a complement) make up for them, so that what follows stays in place.
 */
function realign(text: string, missing: number): string | undefined {
  const extra = Buffer.byteLength(text, 'utf8') - text.length;
  if (extra === 0 || extra !== missing) return undefined;
  const end = (text.startsWith('04') ? 79 : 118) - extra;
  const outside = text.slice(0, 48) + text.slice(end);
  return Buffer.byteLength(outside, 'utf8') === outside.length
    ? text.slice(0, end) + ' '.repeat(extra) + text.slice(end)
    : undefined;
}
