/** How the lines of a file are quoted where it is not as RFC 4180 says. */
export interface Quoting {
  /** Other than `"`. */
  readonly quote?: string;
  /** Each line is one quoted cell that holds the line: spreadsheets save a file so that they did not cut. */
  readonly wrapped: boolean;
}

/** Lines looked at. */
const SAMPLE = 10;
const SINGLE = /^'[^']*'(?:[;,\t|]'[^']*')+$/;
const WRAPPED = /^"(?:[^"]|"")*"$/;
const DELIMITER = /[;,\t|]/;

/** How the start of a file is quoted. */
export function quotingOf(start: string): Quoting {
  const first = start.trimStart()[0];
  if (first !== '"' && first !== "'") return { wrapped: false };
  const lines = start.split(/\r\n?|\n/, SAMPLE + 1).slice(0, SAMPLE);
  // The last may go on in what is not here.
  const whole = (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => line.trim() !== '');
  if (first === "'")
    return whole.every((line) => SINGLE.test(line)) ? { quote: "'", wrapped: false } : { wrapped: false };
  return { wrapped: whole.length > 0 && whole.every((line) => WRAPPED.test(line) && DELIMITER.test(line)) };
}

/** A longer line is handed on as it is; nothing that is read has such. */
const LONGEST = 1_000_000;

/** Takes the quotes around each line off text that comes in pieces; lines without them stay. */
export class LineUnwrapper {
  private rest = '';

  push(text: string): string {
    const all = this.rest + text;
    const end = all.length > LONGEST ? all.length : all.lastIndexOf('\n') + 1;
    this.rest = all.slice(end);
    return unwrapLines(all.slice(0, end));
  }

  end(): string {
    return unwrapLines(this.rest);
  }
}

/** The lines of a text without the quotes around each. */
export function unwrapLines(text: string): string {
  return text.replace(/^"((?:[^"\r\n]|"")*)"(?=\r?$)/gm, (_, line: string) => line.replaceAll('""', '"'));
}
