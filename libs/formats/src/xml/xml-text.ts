import { XmlFault } from './xml-error.js';

/** The five entities every XML document has; without a DOCTYPE there are no others. */
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Characters no XML 1.0 document may hold, a half of a surrogate pair included (production 2). */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/u;

/** The same, whole surrogate pairs included: without the flag `u` the engine searches several times as fast. */
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

/** Offset of the first character that no XML document may hold, or -1. */
export function forbiddenAt(text: string): number {
  return SUSPECT.test(text) ? text.search(FORBIDDEN) : -1;
}

const NUMERIC = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}))$/;
/** Longer than any reference that can be right. */
const LONGEST = 40;

/** Text with its references (`&amp;`, `&#233;`, `&#xE9;`) resolved. Throws {@link XmlFault} on any other. */
export function resolved(text: string): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', from)) {
    const end = text.indexOf(';', at);
    if (end === -1 || end - at > LONGEST)
      throw new XmlFault(`an & that begins no entity: ${text.slice(at, at + 20)} (write &amp; for the sign itself)`);
    const name = text.slice(at + 1, end);
    result += text.slice(from, at) + (PREDEFINED.get(name) ?? numbered(name));
    from = end + 1;
  }
  return result + text.slice(from);
}

function numbered(name: string): string {
  const match = NUMERIC.exec(name);
  if (!match) throw new XmlFault(`the unknown entity &${name.slice(0, 40)};`);
  const code = match[1] === undefined ? Number.parseInt(match[2]!, 10) : Number.parseInt(match[1], 16);
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : '\u0000';
  if (forbiddenAt(character) !== -1) throw new XmlFault(`&${name}; names a character that XML does not allow`);
  return character;
}
