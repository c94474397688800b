import { PlainText } from '@lettrage/formats';

/**
 * The signs ISO 8859-15 has and ISO 8859-1 has not. The tax office's test program makes a flat file of the XML form, takes
 * a line that holds one of them for UTF-8 on the way, and stops at it, or at an è, ô or ü beside it.
 */
const STOPS_XML: Readonly<Record<string, string>> = {
  '€': 'EUR',
  Œ: 'OE',
  œ: 'oe',
  Š: 'S',
  š: 's',
  Ž: 'Z',
  ž: 'z',
  Ÿ: 'Y',
};

/** What cleans texts; see TEXT_RULE. The XML form has no separator, but the flat file made of it has `|`. */
export function fecText(charset: 'iso-8859-15' | 'utf-8', form: 'flat' | 'xml' = 'flat'): PlainText {
  const replaced = form === 'xml' && charset === 'iso-8859-15' ? STOPS_XML : {};
  return new PlainText({ charset, replace: { '|': '/', ...replaced } });
}
