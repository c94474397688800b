/** A tag and the text behind it, up to the next tag. `line` is the tag's. */
export interface OfxToken {
  readonly name: string;
  readonly close: boolean;
  readonly text: string;
  readonly line: number;
}

const [SLASH, GREATER, BLANK] = [47, 62, 32];
const LONGEST_VALUE = 65_536;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Cuts OFX text that arrives in pieces into tags with their values; leaf tags need no end. */
export class OfxTokens {
  /** A value without end or a document type was met; nothing further is read. */
  refused: 'endless' | 'doctype' | undefined;
  /** What stands before the first tag: the header of OFX 1. */
  header = '';
  line = 1;
  private rest = '';
  private open: { name: string; close: boolean; line: number } | undefined;

  /** Tokens that are complete with this piece. */
  push(text: string): OfxToken[] {
    if (this.refused) return [];
    this.rest += text;
    const tokens = this.take();
    if (this.rest.length > LONGEST_VALUE) this.refused = 'endless';
    return tokens;
  }

  /** The last token. */
  end(): OfxToken[] {
    return this.open && !this.refused ? [this.token(this.rest)] : [];
  }

  private take(): OfxToken[] {
    const { rest } = this;
    const tokens: OfxToken[] = [];
    let at = 0;
    for (let start = rest.indexOf('<'); start !== -1; start = rest.indexOf('<', start + 1)) {
      const ends = rest.charCodeAt(start + 1) === SLASH;
      const nameAt = ends ? start + 2 : start + 1;
      const nameEnd = endOfName(rest, nameAt);
      let end = pastBlanks(rest, nameEnd);
      const empty = rest.charCodeAt(end) === SLASH;
      if (empty) end++;
      // Any other `<` belongs to a value, which OFX 1 writes raw.
      if (nameEnd === nameAt || rest.charCodeAt(end) !== GREATER) continue;
      const text = rest.slice(at, start);
      if (this.open) tokens.push(this.token(text));
      else this.header += text;
      if (text.includes('<!') && /<!DOCTYPE|<!ENTITY/i.test(text)) {
        this.refused = 'doctype';
        break;
      }
      this.count(text);
      this.open = { name: rest.slice(nameAt, nameEnd), close: ends || empty, line: this.line };
      at = end + 1;
    }
    this.rest = rest.slice(at);
    return tokens;
  }

  private token(text: string): OfxToken {
    const { name, close, line } = this.open!;
    return { name, close, text: plain(text), line };
  }

  private count(text: string): void {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.line++;
  }
}

/** Where the name at `from` ends; `from` itself if there is none. Names are in capitals: `AB1_2.C`. */
function endOfName(text: string, from: number): number {
  let at = from;
  if (!isCapital(text.charCodeAt(at))) return from;
  for (let code = text.charCodeAt(at); isCapital(code) || isNameSign(code); code = text.charCodeAt(++at));
  return at;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** A digit, `_` or `.`. */
function isNameSign(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 95 || code === 46;
}

function pastBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= BLANK) at++;
  return at;
}

/** The value as meant: sections and entities resolved once, on one line, blanks around it taken off. */
function plain(text: string): string {
  const trimmed = oneLine(text.trim());
  if (trimmed.startsWith('<![CDATA[')) return trimmed.slice(9, trimmed.endsWith(']]>') ? -3 : undefined).trim();
  if (!trimmed.includes('&')) return trimmed;
  return trimmed
    .replace(
      /&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,7}|x[\da-f]{1,6}));/gi,
      (whole, name: string | undefined, number: string | undefined) => {
        if (name !== undefined) return ENTITIES[name.toLowerCase()]!;
        const code = Number(/^x/i.test(number!) ? `0${number}` : number);
        return code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
      },
    )
    .trim();
}

/** Long values are wrapped by some banks; a line break stands for a blank. */
function oneLine(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replace(/\s*[\r\n]\s*/g, ' ') : text;
}
