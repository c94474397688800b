import { XmlFault } from './xml-error.js';
import { isXmlName } from './xml-names.js';
import { resolved } from './xml-text.js';

/** Attributes by their name, prefix included. Has no prototype, so that every name is a plain key. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** What stands between the name of an element and the end of its start tag. */
export interface XmlTagRest {
  readonly attributes: XmlAttributes;
  /** Ends in `/>`: there is no end tag. */
  readonly empty: boolean;
  /** Characters up to and including the `>`. */
  readonly length: number;
}

export const NO_ATTRIBUTES: XmlAttributes = Object.freeze(Object.create(null) as Record<string, string>);

const ATTRIBUTE = /[ \t\n]+([^ \t\n=<>/"']+)[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /[ \t\n]*(\/?)>/y;
/** What may still become an attribute or the end of the tag when more text comes. */
const UNFINISHED = /(?:[ \t\n]+(?:[^ \t\n=<>/"']+(?:[ \t\n]*(?:=[ \t\n]*(?:"[^"<]*|'[^'<]*)?)?)?)?|[ \t\n]*\/?)$/y;
const BLANK = /[\t\n]/g;

const LONGEST_KEPT = 100;
const MOST_KEPT = 1_000;

/** Reads the rest of start tags; statements repeat `Ccy="EUR"` on every amount, so short ones are read once. */
export class XmlTagRests {
  private readonly known = new Map<string, XmlTagRest>();
  /** The one read last, which nearly always comes again: found without making a text to look it up by. */
  private lastWritten = '>';
  private lastRest: XmlTagRest = { attributes: NO_ATTRIBUTES, empty: false, length: 1 };

  /** The rest of the tag at `from`; undefined if the text ends inside it. Throws {@link XmlFault}. */
  at(text: string, from: number): XmlTagRest | undefined {
    if (text.startsWith(this.lastWritten, from)) return this.lastRest;
    const end = text.indexOf('>', from) + 1;
    if (end === 0 || end - from > LONGEST_KEPT) return readRest(text, from);
    const written = text.slice(from, end);
    const rest = this.known.get(written) ?? readRest(text, from);
    if (rest?.length !== written.length) return rest;
    if (this.known.size < MOST_KEPT) this.known.set(written, rest);
    [this.lastWritten, this.lastRest] = [written, rest];
    return rest;
  }
}

function readRest(text: string, from: number): XmlTagRest | undefined {
  let attributes: Record<string, string> | undefined;
  for (let at = from; ;) {
    END.lastIndex = at;
    const end = END.exec(text);
    if (end) {
      const length = END.lastIndex - from;
      return { attributes: attributes ?? NO_ATTRIBUTES, empty: end[1] === '/', length };
    }
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (!found) {
      UNFINISHED.lastIndex = at;
      if (UNFINISHED.test(text)) return undefined;
      throw new XmlFault(fault(text.slice(at, at + 60)));
    }
    const [, name, quoted, apostrophed] = found;
    attributes ??= Object.create(null) as Record<string, string>;
    if (!isXmlName(name!)) throw new XmlFault(`"${name!.slice(0, 40)}" is no name of an attribute`);
    if (attributes[name!] !== undefined) throw new XmlFault(`the attribute ${name!.slice(0, 40)} stands twice`);
    const value = (quoted ?? apostrophed!).replace(BLANK, ' ');
    attributes[name!] = value.includes('&') ? resolved(value) : value;
    at = ATTRIBUTE.lastIndex;
  }
}

function fault(text: string): string {
  const shown = text.replace(/\s+/g, ' ').trim().slice(0, 30);
  return `a start tag that cannot be read at "${shown}" (expected name="value" or the end of the tag)`;
}
