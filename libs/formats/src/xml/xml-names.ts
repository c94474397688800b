import { XmlFault } from './xml-error.js';

/** A name as it stands in tags. */
export interface XmlName {
  /** With its prefix. */
  readonly qualified: string;
  readonly local: string;
  /** `''` for none. */
  readonly prefix: string;
}

// XML 1.0, fifth edition, productions 4 and 4a.
const NAME =
  /^[:A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}][:A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}.\-0-9\u00b7\u0300-\u036f\u203f\u2040]*$/u;

/** True for a `Name` of XML 1.0. */
export function isXmlName(text: string): boolean {
  return NAME.test(text);
}

const ASCII = 128;
const MOST_STATES = 4096;
const SPACE = 32;
const SLASH = 47;
const GREATER = 62;

let shared: XmlNames | undefined;

/**
 * The names that documents have in common: a small document costs less to read than to learn its names. Once a file that
 * invents names has filled the table, the next document begins a new one.
 */
export function commonNames(): XmlNames {
  if (!shared || shared.isFull) shared = new XmlNames();
  return shared;
}

/**
 * The names of documents. They repeat a hundred thousand times, so each is checked and cut from the text once and found
 * again by walking its characters through a table of states, without making a string. A file that invents names without
 * end gains nothing: the table stops growing at {@link MOST_STATES}, and names beyond it are read the slow way.
 */
export class XmlNames {
  /** Where the name found last ends in the text. */
  end = 0;
  /** Next state by state and character; 0 is "not seen yet", 1 the start. */
  private next = new Uint16Array(64 * ASCII);
  private states = 2;
  /** The name that ends in a state. */
  private readonly names: (XmlName | undefined)[] = [undefined, undefined];
  private readonly beyond = new Map<string, XmlName>();

  /** Names came that had no room. */
  get isFull(): boolean {
    return this.beyond.size > 0;
  }

  /**
   * The name at `start`, up to a blank, `/` or `>`; {@link end} then says where. `codes` are the characters of `text`
   * and a zero after them. Undefined if the text ends inside the name. Throws {@link XmlFault} if it is none.
   */
  at(text: string, codes: Uint16Array, start: number): XmlName | undefined {
    const { next } = this;
    let state = 1;
    let at = start;
    for (let code = codes[at]!; code > SPACE && code !== SLASH && code !== GREATER; code = codes[++at]!) {
      state = code < ASCII ? next[state * ASCII + code]! : 0;
      if (state === 0) return this.unknown(text, codes, start, at);
    }
    if (at === text.length) return undefined;
    this.end = at;
    return this.names[state] ?? this.unknown(text, codes, start, at);
  }

  private unknown(text: string, codes: Uint16Array, start: number, from: number): XmlName | undefined {
    let end = from;
    for (let code = codes[end]!; code > SPACE && code !== SLASH && code !== GREATER;) code = codes[++end]!;
    if (end === text.length) return undefined;
    this.end = end;
    const written = text.slice(start, end);
    const known = this.beyond.get(written);
    if (known !== undefined) return known;
    // A file that invents names without end is not worth keeping them: that takes ten times as long as reading them.
    if (this.beyond.size >= MOST_STATES) return nameOf(written, (part) => part);
    const name = nameOf(written, single);
    this.remember(name);
    return name;
  }

  private remember(name: XmlName): void {
    const { qualified } = name;
    if (this.states + qualified.length > MOST_STATES || !/^[\u0021-\u007e]*$/.test(qualified)) {
      this.beyond.set(qualified, name);
      return;
    }
    let state = 1;
    for (let at = 0; at < qualified.length; at++) {
      const slot = state * ASCII + qualified.charCodeAt(at);
      if (this.next[slot] === 0) this.next[slot] = this.newState();
      state = this.next[slot]!;
    }
    this.names[state] = name;
  }

  private newState(): number {
    if ((this.states + 1) * ASCII > this.next.length) {
      const larger = new Uint16Array(this.next.length * 2);
      larger.set(this.next);
      this.next = larger;
    }
    this.names.push(undefined);
    return this.states++;
  }
}

function nameOf(written: string, kept: (part: string) => string): XmlName {
  if (!isXmlName(written)) throw new XmlFault(`"${written.slice(0, 40)}" is no name of an element`);
  const colon = written.indexOf(':');
  return {
    qualified: kept(written),
    local: kept(written.slice(colon + 1)),
    prefix: colon === -1 ? '' : kept(written.slice(0, colon)),
  };
}

/** The engine's one copy of a text: readers then compare names by pointer, and no chunk is kept alive by a piece of it. */
function single(text: string): string {
  return Object.keys({ [text]: 0 })[0]!;
}
