import { CodeUnits } from './code-units.js';
import { NO_ATTRIBUTES, XmlTagRests, type XmlAttributes } from './xml-attributes.js';
import { XmlError, XmlFault } from './xml-error.js';
import { commonNames, type XmlName } from './xml-names.js';
import { checkInstruction } from './xml-prolog.js';
import { forbiddenAt, resolved } from './xml-text.js';

/** What the reader of an XML stream is told, in document order. Names are local names, without prefix. */
export interface XmlEvents {
  open(name: string, attributes: XmlAttributes, prefix: string): void;
  /**
   * Text or CDATA, references resolved, whole between two pieces of markup. White space that only sets tags apart
   * (indentation) is left out.
   */
  text(text: string): void;
  close(name: string): void;
  /**
   * Asked after each start tag: a reader that knows what comes may read the rest of the element itself, its end tag
   * included, and says where that ends; the scanner then tells nothing of it. Undefined leaves it to the scanner.
   * What is passed over must be tags as the scanner has accepted before, at this depth, in which only texts differ; they
   * hold no character XML forbids and no `]]>`, references are as written. `codes` are the characters of `text` and a
   * zero; the inside of the element begins at `at`.
   */
  ahead?(text: string, codes: Uint16Array, at: number, depth: number): number | undefined;
}

/** Caps against hostile input. */
export interface XmlLimits {
  /** Levels of elements. */
  readonly depth: number;
  /** Characters of one text, tag or comment. */
  readonly text: number;
}

const LIMITS: XmlLimits = { depth: 64, text: 1_048_576 };
/** An unfinished tag or text longer than this is looked at again only when it has doubled, so never a thousand times. */
const RETRY = 65_536;

const SPACE = 32;
const EXCLAMATION = 33;
const SLASH = 47;
const LESS = 60;
const GREATER = 62;
const QUESTION = 63;
const BOM = '\ufeff';

/** What was read before a text: indentation stands after a tag. */
const enum Before {
  Nothing,
  Other,
  StartTag,
  EndTag,
}

/**
 * A strict XML 1.0 scanner for text that arrives in pieces, made for statements of any size: everything is found by
 * searching the piece at hand, and nothing is kept but the names of the open elements and one unfinished piece of
 * markup. Refuses DOCTYPE, so no entity but the five predefined ones exists; reads nothing from outside. Throws
 * {@link XmlError} and is of no use afterwards.
 */
export class XmlStream {
  private readonly names = commonNames();
  private readonly rests = new XmlTagRests();
  private readonly open: XmlName[] = [];
  private readonly codes = new CodeUnits();
  /** The text at hand, and how much of it is done. */
  private buffer = '';
  private at = 0;
  /** Of the markup being read. */
  private start = 0;
  /** Kept back because its meaning depends on the next character: a carriage return, half of a surrogate pair. */
  private carried = '';
  private retryAt = 0;
  private before = Before.Nothing;
  private started = false;
  private rooted = false;
  /** Lines end before `counted`; the next one at `nextLine`. Counted only when somebody asks. */
  private lines = 1;
  private nextLine = -1;
  /** The next places that need a closer look; Infinity for none in the text at hand. */
  private nextReference = -1;
  private nextCdataEnd = -1;

  /**
   * With `several`, a document may follow the end of another, as where files of a bank were put behind one another, and
   * the end may be filled up with NUL or Ctrl-Z.
   */
  constructor(
    private readonly events: XmlEvents,
    private readonly limits: XmlLimits = LIMITS,
    private readonly several = false,
  ) {}

  /** Line being read, from 1: that of the end of the tag an event is about. */
  get line(): number {
    while (this.nextLine < this.at) {
      if (this.nextLine >= 0) this.lines++;
      this.nextLine = searched(this.buffer.indexOf('\n', this.nextLine + 1));
    }
    return this.lines;
  }

  /** Names of the open elements, joined by `/`. */
  get path(): string {
    return this.open.map(({ local }) => local).join('/');
  }

  /** Reads the next piece of text; events come before it returns. */
  write(text: string): void {
    const piece = this.admitted(text);
    const forbidden = forbiddenAt(piece);
    this.take(forbidden === -1 ? piece : piece.slice(0, forbidden));
    if (forbidden === -1) return;
    // What old systems and transfers fill the end of a file up with.
    if (this.several && this.rooted && this.open.length === 0 && /^[\0\u001a\s]*$/.test(piece.slice(forbidden))) return;
    this.at = this.buffer.length;
    this.fail(`a character that XML does not allow (${codeOf(piece, forbidden)})`);
  }

  /** Ends the document; an element still open is an error. */
  end(): void {
    this.retryAt = 0;
    this.take(this.carried === '\r' ? '\n' : this.carried);
    const rest = this.buffer.slice(this.at);
    this.at = this.buffer.length;
    if (this.open.length > 0)
      this.fail(`the file ends inside <${this.open.at(-1)!.local}>; it is cut short, ask for it again`);
    if (rest.trim() !== '')
      this.fail(rest.startsWith('<') ? 'the file ends inside a tag' : 'text outside the document');
    if (!this.rooted) this.fail('the document has no element');
  }

  /** Line ends as one character, as XML wants them; what is not yet complete waits. */
  private admitted(text: string): string {
    let piece = this.carried === '' ? text : this.carried + text;
    this.carried = '';
    const last = piece.charCodeAt(piece.length - 1);
    if (last === 13 || (last >= 0xd800 && last <= 0xdbff)) {
      this.carried = piece.slice(-1);
      piece = piece.slice(0, -1);
    }
    if (piece.includes('\r')) piece = piece.replace(/\r\n?/g, '\n');
    if (!this.started && piece !== '') {
      this.started = true;
      if (piece.startsWith(BOM)) piece = piece.slice(1);
    }
    return piece;
  }

  private take(piece: string): void {
    // Lines of what is dropped are counted before it goes.
    this.lines = this.line;
    this.buffer = this.buffer.slice(this.at) + piece;
    this.at = 0;
    this.start = 0;
    this.nextLine = -1;
    const { length } = this.buffer;
    if (length < this.retryAt) return;
    this.scan();
    const waiting = length - this.at;
    if (waiting > this.limits.text) this.fail(tooLong(this.limits));
    this.retryAt = waiting > RETRY ? Math.min(2 * waiting, this.limits.text + 1) : 0;
  }

  /** Reads as much of the text at hand as is complete. */
  private scan(): void {
    this.codes.load(this.buffer);
    this.nextReference = searched(this.buffer.indexOf('&'));
    this.nextCdataEnd = searched(this.buffer.indexOf(']]>'));
    try {
      this.scanMarkup(this.buffer, this.codes.units);
    } catch (error) {
      if (!(error instanceof XmlFault)) throw error;
      this.at = Math.max(this.at, this.start);
      this.fail(error.message);
    }
  }

  /** Reads markup after markup, each with the text before it, until one is not complete. */
  private scanMarkup(buffer: string, codes: Uint16Array): void {
    const { length } = buffer;
    for (;;) {
      let start = this.at;
      while (codes[start]! <= SPACE && start < length) start++;
      const blank = codes[start] === LESS;
      if (!blank) start = buffer.indexOf('<', start);
      if (start === -1 || start + 1 >= length) return;
      this.start = start;
      const code = codes[start + 1]!;
      let complete: boolean;
      if (code === SLASH) complete = this.endTag(buffer, codes, start, blank);
      else if (code === EXCLAMATION) complete = this.declaration(buffer, start);
      else if (code === QUESTION) complete = this.instruction(buffer, start);
      else complete = this.startTag(buffer, codes, start, blank);
      if (!complete) return;
    }
  }

  private startTag(buffer: string, codes: Uint16Array, start: number, blank: boolean): boolean {
    const { open, names } = this;
    const name = names.at(buffer, codes, start + 1);
    if (name === undefined) return false;
    let { end } = names;
    let attributes = NO_ATTRIBUTES;
    let empty = false;
    if (codes[end] === GREATER) end++;
    else {
      const rest = this.rests.at(buffer, end);
      if (rest === undefined) return false;
      ({ attributes, empty } = rest);
      end += rest.length;
      if (end - start > this.limits.text) this.fail(tooLong(this.limits));
    }
    if (start > this.at && !(blank && this.before >= Before.StartTag)) this.textTo(start);
    if (open.length === 0) this.root();
    if (open.length >= this.limits.depth) this.fail(`elements nested deeper than ${this.limits.depth} levels`);
    this.at = end;
    open.push(name);
    this.events.open(name.local, attributes, name.prefix);
    this.before = Before.StartTag;
    if (empty) this.close(name);
    else if (this.events.ahead !== undefined) this.lookAhead();
    return true;
  }

  /** Lets the reader read the element just opened, where nothing in the text at hand needs a closer look. */
  private lookAhead(): void {
    if (this.nextCdataEnd !== Infinity || this.buffer.length > this.limits.text) return;
    const end = this.events.ahead!(this.buffer, this.codes.units, this.at, this.open.length);
    if (end === undefined) return;
    this.at = end;
    this.open.pop();
    this.before = Before.EndTag;
  }

  private endTag(buffer: string, codes: Uint16Array, start: number, blank: boolean): boolean {
    const { open, names } = this;
    const name = names.at(buffer, codes, start + 2);
    if (name === undefined) return false;
    let { end } = names;
    while (codes[end]! <= SPACE && end < buffer.length) end++;
    if (end === buffer.length) return false;
    const expected = open[open.length - 1];
    if (codes[end] !== GREATER || expected?.qualified !== name.qualified)
      throw new XmlFault(endTagFault(name, expected));
    if (start > this.at && !(blank && this.before === Before.EndTag)) this.textTo(start);
    this.at = end + 1;
    this.close(expected);
    return true;
  }

  private close(name: XmlName): void {
    // The path still names the element while the reader is told.
    this.events.close(name.local);
    this.open.pop();
    this.before = Before.EndTag;
  }

  private root(): void {
    if (this.rooted && !this.several) throw new XmlFault('a second document after the end of the first');
    this.rooted = true;
  }

  /** Comments and CDATA; a DOCTYPE is refused. */
  private declaration(buffer: string, start: number): boolean {
    if (buffer.startsWith('<!--', start)) {
      const end = buffer.indexOf('--', start + 4);
      if (end === -1 || end + 2 >= buffer.length) return false;
      if (buffer[end + 2] !== '>') throw new XmlFault('"--" inside a comment');
      this.other(start, end + 3);
      return true;
    }
    if (buffer.startsWith('<![CDATA[', start)) {
      const end = buffer.indexOf(']]>', start + 9);
      if (end === -1) return false;
      this.other(start, end + 3);
      if (this.open.length === 0) throw new XmlFault('text outside the document');
      if (end > start + 9) this.events.text(buffer.slice(start + 9, end));
      return true;
    }
    if (buffer.startsWith('<!DOCTYPE', start)) throw new XmlFault('a DOCTYPE is not accepted in this file; remove it');
    const seen = buffer.slice(start, start + 9);
    if (['<!--', '<![CDATA[', '<!DOCTYPE'].some((markup) => markup.startsWith(seen))) return false;
    throw new XmlFault(`markup that cannot be read: ${seen}`);
  }

  /** Processing instructions mean nothing here; the XML declaration may only begin the document. */
  private instruction(buffer: string, start: number): boolean {
    const end = buffer.indexOf('?>', start + 2);
    if (end === -1) return false;
    const mayDeclare = this.before === Before.Nothing || (this.several && this.open.length === 0);
    checkInstruction(buffer.slice(start + 2, end), mayDeclare);
    this.other(start, end + 2);
    return true;
  }

  /** Markup that is no tag, and the text before it. */
  private other(start: number, end: number): void {
    if (end - start > this.limits.text) this.fail(tooLong(this.limits));
    if (start > this.at) this.textTo(start);
    this.at = end;
    this.before = Before.Other;
  }

  /** The text up to the markup at `end`. */
  private textTo(end: number): void {
    const { buffer, at: start } = this;
    if (end - start > this.limits.text) this.fail(tooLong(this.limits));
    let text = buffer.slice(start, end);
    if (this.open.length === 0) {
      if ((this.several ? /[^ \t\n\ufeff]/ : /[^ \t\n]/).test(text)) throw new XmlFault('text outside the document');
      return;
    }
    if (this.nextCdataEnd < start) this.nextCdataEnd = searched(buffer.indexOf(']]>', start));
    if (this.nextCdataEnd < end) throw new XmlFault('"]]>" in a text (write ]]&gt;)');
    if (this.nextReference < start) this.nextReference = searched(buffer.indexOf('&', start));
    if (this.nextReference < end) text = resolved(text);
    this.at = end;
    this.events.text(text);
  }

  private fail(message: string): never {
    throw new XmlError(message, this.line, this.path);
  }
}

/** The result of a search as a position that compares: nothing found is beyond everything. */
function searched(index: number): number {
  return index === -1 ? Infinity : index;
}

function endTagFault(name: XmlName, expected: XmlName | undefined): string {
  const written = `the end tag </${name.qualified.slice(0, 40)}`;
  if (expected === undefined) return `${written}> ends nothing`;
  return expected.qualified === name.qualified
    ? `${written} is not closed`
    : `${written}> where </${expected.qualified}> is expected`;
}

function tooLong(limits: XmlLimits): string {
  return `a text longer than ${limits.text} characters`;
}

function codeOf(text: string, at: number): string {
  return `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
}
