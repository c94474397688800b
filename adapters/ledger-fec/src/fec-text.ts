import { PlainText } from '@lettrage/formats';

/** What cleans texts for a flat file; see TEXT_RULE. */
export function flatText(charset: 'iso-8859-15' | 'utf-8'): PlainText {
  return new PlainText({ charset, replace: { '|': '/' } });
}

/** What cleans texts for the XML form, in which no sign parts fields. */
export function xmlText(charset: 'iso-8859-15' | 'utf-8'): PlainText {
  return new PlainText({ charset });
}
