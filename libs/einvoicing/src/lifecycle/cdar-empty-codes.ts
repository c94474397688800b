import type { Problem } from '@lettrage/domain';
import { xpathOf, type XmlElement } from '../xml/xml-tree.js';

/**
 * Codes that stand in a message with nothing in them. The model leaves out what is empty, and its rules take what is
 * absent for allowed; the published sheet holds an empty code to be none of its list (BR-FR-CDV-CL-04, 07, 08, 09). The
 * roles of sender and issuer, which no message does without, are told by their own rules.
 */
export function emptyCodes(root: XmlElement): Problem[] {
  const found: Problem[] = [];
  const walk = (element: XmlElement): void => {
    const rule = element.children.length === 0 && element.text.trim() === '' ? ruleOf(element) : undefined;
    if (rule)
      found.push({ severity: 'fatal', rule, message: `${element.local} holds no code.`, location: xpathOf(element) });
    element.children.forEach(walk);
  };
  walk(root);
  return found;
}

function ruleOf({ local, parent }: XmlElement): string | undefined {
  if (local === 'ReasonCode') return 'BR-FR-CDV-CL-09';
  if (local !== 'RoleCode') return undefined;
  const isOfInvoice = parent?.parent?.local === 'ReferenceReferencedDocument';
  if (parent?.local === 'RecipientTradeParty') return isOfInvoice ? 'BR-FR-CDV-CL-08' : 'BR-FR-CDV-CL-04';
  return parent?.local === 'IssuerTradeParty' && isOfInvoice ? 'BR-FR-CDV-CL-07' : undefined;
}
