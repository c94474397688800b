import { NextPlace } from '@lettrage/formats';

/** A tag and the text behind it, up to the next tag. `line` is the tag's. */
export interface OfxToken {
  readonly name: string;
  readonly close: boolean;
  readonly text: string;
  readonly line: number;
}

const [SLASH, GREATER, BLANK, DELETE] = [47, 62, 32, 127];
const LONGEST_NAME = 40;
const LONGEST_VALUE = 65_536;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Cuts OFX text that arrives in pieces into tags with their values; leaf tags need no end. */
export class OfxTokens {
  /** A value without end or a document type was met; nothing further is read. */
  refused: 'endless' | 'doctype' | undefined;
  /** What stands before the first tag: the header of OFX 1. */
  header = '';
  line = 1;
  private readonly names = new Names();
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
    return this.open && !this.refused ? [this.token(plain(this.rest))] : [];
  }

  private take(): OfxToken[] {
    const { rest } = this;
    const tokens: OfxToken[] = [];
    const signs = new SignsOf(rest);
    let at = 0;
    for (let start = rest.indexOf('<'); start !== -1; start = rest.indexOf('<', start + 1)) {
      const ends = rest.charCodeAt(start + 1) === SLASH;
      const nameAt = ends ? start + 2 : start + 1;
      const nameEnd = endOfName(rest, nameAt) || endOfSmallName(rest, nameAt);
      let end = pastBlanks(rest, nameEnd);
      const empty = rest.charCodeAt(end) === SLASH;
      if (empty) end++;
      // Any other `<` belongs to a value, which OFX 1 writes raw.
      if (nameEnd === nameAt || rest.charCodeAt(end) !== GREATER) continue;
      if (at === start) {
        if (this.open) tokens.push(this.token(''));
      } else if (!this.takeText(rest.slice(at, start), tokens, signs, at, start)) break;
      this.open = { name: this.names.of(rest, nameAt, nameEnd), close: ends || empty, line: this.line };
      at = end + 1;
    }
    this.rest = rest.slice(at);
    return tokens;
  }

  /** Takes the text between two tags, from `at` to `end`; false for one that ends the reading. */
  private takeText(text: string, tokens: OfxToken[], signs: SignsOf, at: number, end: number): boolean {
    if (this.open) tokens.push(this.token(signs.anyIn(at, end) ? plain(text) : trimmed(text)));
    else this.header += text;
    if (signs.declarations.after(at) < end && /<!DOCTYPE|<!ENTITY/i.test(text)) {
      this.refused = 'doctype';
      return false;
    }
    if (signs.feeds.after(at) < end) this.count(text);
    return true;
  }

  private token(text: string): OfxToken {
    const { name, close, line } = this.open!;
    return { name, close, text, line };
  }

  private count(text: string): void {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.line++;
  }
}

/** Where the signs stand that make a value another than its text. */
class SignsOf {
  readonly feeds: NextPlace;
  readonly declarations: NextPlace;
  private readonly carriages: NextPlace;
  private readonly entities: NextPlace;

  constructor(text: string) {
    this.feeds = new NextPlace(text, '\n');
    this.carriages = new NextPlace(text, '\r');
    this.entities = new NextPlace(text, '&');
    this.declarations = new NextPlace(text, '<!');
  }

  /** True if one of them stands from `at` up to `end`. */
  anyIn(at: number, end: number): boolean {
    return (
      this.feeds.after(at) < end ||
      this.entities.after(at) < end ||
      this.carriages.after(at) < end ||
      this.declarations.after(at) < end
    );
  }
}

const SLOTS = 256;

/** Names of tags, each made once: a file has millions of tags and some thirty names. */
class Names {
  private readonly slots: string[] = Array.from({ length: SLOTS }, () => '');

  /** The name that stands in a text from `from` to `to`. */
  of(text: string, from: number, to: number): string {
    const length = to - from;
    const slot = (length * 31 + text.charCodeAt(from) * 7 + text.charCodeAt(to - 1)) % SLOTS;
    const known = this.slots[slot]!;
    if (known.length === length && text.startsWith(known, from)) return known;
    const name = text.slice(from, to).toUpperCase();
    // Kept as it stands in the text, so a name in small letters never is.
    if (length <= LONGEST_NAME && text.startsWith(name, from)) this.slots[slot] = name;
    return name;
  }
}

/** Where the name at `from` ends; 0 if there is none. Names are in capitals: `AB1_2.C`. */
function endOfName(text: string, from: number): number {
  let at = from;
  if (!isCapital(text.charCodeAt(at))) return 0;
  for (let code = text.charCodeAt(at); isCapital(code) || isNameSign(code); code = text.charCodeAt(++at));
  return at;
}

/** Tags a reading depends on. In small letters only these count: any other, such as `<b>`, belongs to a value. */
const KNOWN = new Set(
  (
    'OFX STMTRS CCSTMTRS INVSTMTRS CURDEF BANKACCTFROM CCACCTFROM BANKID BRANCHID ACCTID ACCTTYPE ACCTKEY BANKTRANLIST ' +
    'BANKTRANLISTP DTSTART DTEND STMTTRN STMTTRNP TRNTYPE DTPOSTED DTTRAN DTUSER DTAVAIL TRNAMT FITID CORRECTFITID ' +
    'CORRECTACTION SRVRTID CHECKNUM REFNUM SIC PAYEEID NAME EXTDNAME PAYEE MEMO BANKACCTTO CCACCTTO CURRENCY ORIGCURRENCY ' +
    'CURRATE CURSYM LEDGERBAL AVAILBAL BALAMT DTASOF STMTTRNRS CCSTMTTRNRS TRNUID BANKMSGSRSV1 CREDITCARDMSGSRSV1'
  ).split(' '),
);
const SMALL_NAME = /[a-z][A-Za-z0-9_.]{1,39}|[A-Z][a-z][A-Za-z0-9_.]{0,38}/y;

/** Where a known name in small letters ends, as some programs write them; `from` itself if there is none. */
function endOfSmallName(text: string, from: number): number {
  SMALL_NAME.lastIndex = from;
  const name = SMALL_NAME.exec(text)?.[0];
  return name !== undefined && KNOWN.has(name.toUpperCase()) ? from + name.length : from;
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
  const value = oneLine(text.trim());
  if (value.startsWith('<![CDATA[')) return value.slice(9, value.endsWith(']]>') ? -3 : undefined).trim();
  if (!value.includes('&')) return value;
  return value
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

/** A value without blanks around it; most have none, which two looks tell. */
function trimmed(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return text.charCodeAt(0) > BLANK && last > BLANK && last < DELETE && text.charCodeAt(0) < DELETE
    ? text
    : text.trim();
}
