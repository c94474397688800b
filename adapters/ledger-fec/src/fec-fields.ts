import type { FecLines } from './fec-lines.js';

const BLANK = 0x20;
const DELETE = 0x7f;
const [TAB, PIPE] = [0x09, 0x7c];

/**
 * Cuts lines into fields. A field that is the same as the line before's is the same string: nearly half of all are, and
 * what is known of them need not be found out again.
 */
export class FieldCutter {
  private readonly separator: number;
  private readonly other: number;
  private readonly fields: string[];
  /** Where the fields of the line before begin, in the lines it came from; its end is the last. */
  private readonly starts: Int32Array;
  private before: FecLines | undefined;

  constructor(
    separator: string,
    private readonly width: number,
  ) {
    this.separator = separator.charCodeAt(0);
    this.other = (separator === '\t' ? PIPE : TAB)!;
    this.fields = new Array<string>(width).fill('');
    this.starts = new Int32Array(width + 1);
  }

  /**
   * The fields of a line, good until the next one is cut; undefined where it has another number of them, the other
   * separator, or a control character.
   */
  cut(lines: FecLines, from: number, to: number): readonly string[] | undefined {
    const { bytes } = lines;
    const { separator, other, width } = this;
    let column = 0;
    let start = from;
    const isNear = this.before === lines;
    this.before = undefined;
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      if (byte === separator) {
        if (column + 1 === width) return undefined;
        this.take(lines, column++, start, at, isNear);
        start = at + 1;
      } else if (byte < BLANK || byte === other || byte === DELETE) return undefined;
    }
    if (column + 1 !== width) return undefined;
    this.take(lines, column, start, to, isNear);
    this.starts[width] = to + 1;
    this.before = lines;
    return this.fields;
  }

  private take({ bytes, text }: FecLines, column: number, start: number, end: number, isNear: boolean): void {
    const { starts, fields } = this;
    const previous = starts[column]!;
    const length = end - start;
    starts[column] = start;
    if (isNear && fields[column]!.length === length) {
      let i = 0;
      while (i < length && bytes[previous + i] === bytes[start + i]) i++;
      if (i === length) return;
    }
    fields[column] = length === 0 ? '' : text.slice(start, end);
  }
}
