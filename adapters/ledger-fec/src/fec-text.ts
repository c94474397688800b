import { PlainText } from '@lettrage/formats';

/**
 * What cleans texts; see TEXT_RULE. The XML form has no separator, but the tax office's test program makes a flat file of
 * it with `|`.
 */
export function fecText(charset: 'iso-8859-15' | 'utf-8'): PlainText {
  return new PlainText({ charset, replace: { '|': '/' } });
}
