import { XmlFault } from './xml-error.js';
import { isXmlName } from './xml-names.js';

// XML 1.0, production 23; the encoding itself is the decoder's business.
const DECLARATION =
  /^xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*$/;

/**
 * Checks what stands between `<?` and `?>`. `first`: nothing but blanks came before, as the XML declaration needs it;
 * the blanks are an error of many bank programs and change nothing. Throws {@link XmlFault}.
 */
export function checkInstruction(written: string, first: boolean): void {
  const target = /^[^ \t\n]*/.exec(written)![0];
  if (target === 'xml') {
    if (!first) throw new XmlFault('an XML declaration that is not at the start of the document');
    if (!DECLARATION.test(written)) throw new XmlFault('an XML declaration that cannot be read');
  } else if (!isXmlName(target)) {
    throw new XmlFault(`a processing instruction without a name: <?${target.slice(0, 20)}`);
  }
}
