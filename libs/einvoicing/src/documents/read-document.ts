import type { Problem } from '@lettrage/domain';
import { readCiiTree } from '../cii/cii.codec.js';
import type { ReadInvoice } from '../cii/cii.codec.js';
import type { InvoiceSyntax } from '../rules/sheets/check-document.js';
import { syntaxOf } from '../rules/sheets/check-document.js';
import { readUblTree } from '../ubl/ubl.codec.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { parseXml } from '../xml/xml-tree.js';
import { isZugferd1, modernised } from './zugferd1.js';

/** A read document: the invoice, the syntax it is written in, and its tree for those who judge it as written. */
export interface ReadDocument extends ReadInvoice {
  readonly syntax?: InvoiceSyntax;
  readonly root?: XmlElement;
}

/**
 * Reads an invoice of any XML syntax: CII (D16B, D22B, any Factur-X or ZUGFeRD 2), ZUGFeRD 1.0, UBL Invoice and
 * CreditNote. Never throws on a bad document; what is wrong with it are the problems.
 */
export function readInvoiceXml(text: string): ReadDocument {
  const { root: parsed, problems } = parseXml(text);
  if (!parsed) return { problems };
  const old = isZugferd1(parsed);
  const root = old ? modernised(parsed) : parsed;
  const syntax = syntaxOf(root);
  if (syntax === undefined) return { problems: [unknownRoot(root)] };
  const read = syntax === 'cii' ? readCiiTree(root) : readUblTree(root);
  return { ...read, syntax, root, problems: [...(old ? [ZUGFERD1_WARNING] : []), ...read.problems] };
}

const ZUGFERD1_WARNING: Problem = {
  severity: 'warning',
  rule: 'zugferd-1',
  message: 'The invoice is ZUGFeRD 1.0, which predates EN 16931: ask the sender for a current version.',
};

function unknownRoot(root: XmlElement): Problem {
  const message = `The root element is "${root.local}" in the namespace "${root.uri}": it is no CII or UBL invoice.`;
  return { severity: 'fatal', rule: 'unknown-syntax', message, location: `line ${root.line}` };
}

/** True if a text looks like a ZUGFeRD 1.0 invoice; for sniffing. */
export function looksLikeZugferd1(head: string): boolean {
  return /<(?:[\w.-]+:)?CrossIndustryDocument[\s>]/.test(head) && head.includes('urn:ferd:CrossIndustryDocument');
}
