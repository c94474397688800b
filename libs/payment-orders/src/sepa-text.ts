/** The characters every SEPA bank takes (EPC 217-08); in identifiers nothing else is allowed. */
const PLAIN = /^[a-zA-Z0-9/\-?:().,'+ ]*$/;
const BEYOND = /[^a-zA-Z0-9/\-?:().,'+ ]/g;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  '&': '+',
  '’': "'",
};

/** Text for people in the characters banks take: accents off, what has no likeness becomes a point. Cut at `length`. */
export function sepaText(text: string, length: number): string {
  return text
    .replace(/[ßæÆœŒøØłŁ&’]/g, (letter) => LETTERS[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(BEYOND, '.')
    .trim()
    .slice(0, length)
    .trim();
}

/** True for an identifier as it may stand in a SEPA file: it is never changed, since it must come back as it went. */
export function isSepaIdentifier(text: string): boolean {
  return text !== '' && text.length <= 35 && PLAIN.test(text) && !/^\/|\/$|\/\//.test(text) && text.trim() === text;
}

/** An identifier of at most 35 characters made of any text, such as an invoice number. */
export function identifierOf(text: string): string {
  return sepaText(text, 35)
    .replace(/\/{2,}/g, '/')
    .replace(/^[/ ]+|[/ ]+$/g, '');
}
