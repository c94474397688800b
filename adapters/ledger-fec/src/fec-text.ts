import { PlainText } from '@lettrage/formats';

/**
 * What cleans texts; see TEXT_RULE. The XML form has no separator, but the tax office's test program makes a flat file of
 * it with `|`, and stops at three letters of ISO 8859-15 while it does.
 */
export function fecText(charset: 'iso-8859-15' | 'utf-8', form: 'flat' | 'xml' = 'flat'): PlainText {
  const stops: Readonly<Record<string, string>> =
    form === 'xml' && charset === 'iso-8859-15' ? { Ž: 'Z', ž: 'z', Ÿ: 'Y' } : {};
  return new PlainText({ charset, replace: { '|': '/', ...stops } });
}
