import type { Problem } from '@lettrage/domain';
import { CREDIT_NOTE_TYPES } from '../codes/document.codes.js';
import type { ReadInvoice } from '../cii/cii.codec.js';
import type { Invoice } from '../model/index.js';
import { legible, unknownElements } from '../xml/codec-support.js';
import type { Draft, XmlScope } from '../xml/xml-binding.js';
import { child, readAll, writeAll } from '../xml/xml-binding.js';
import { NAMESPACES } from '../xml/xml-names.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { parseXml } from '../xml/xml-tree.js';
import { writeXml, type XmlNode } from '../xml/xml-writer.js';
import { UBL_CREDIT_NOTE, UBL_INVOICE } from './ubl-invoice.js';

/**
 * Reads a UBL 2.1 Invoice or CreditNote (any prefixes) into the model.
 *
 * Never throws on a bad document: no XML, a DOCTYPE, another root or wrong namespaces give problems and no invoice; an
 * unreadable number or day gives a fatal problem with its XPath and leaves the term out; an element no term lives in
 * gives a warning `ubl-not-read` and is lost.
 */
export function readUbl(text: string): ReadInvoice {
  const { root, problems } = parseXml(text);
  return root ? readUblTree(root) : { problems };
}

/** {@link readUbl} of a parsed document. */
export function readUblTree(root: XmlElement): ReadInvoice {
  const bindings =
    root.name === 'ubl:Invoice' ? UBL_INVOICE : root.name === 'cn:CreditNote' ? UBL_CREDIT_NOTE : undefined;
  if (!bindings) return { problems: [wrongRoot(root)] };
  const problems: Problem[] = [];
  const invoice: Draft<Invoice> = {};
  const scope: XmlScope = {
    syntax: 'ubl',
    currency: child(root, 'cbc:DocumentCurrencyCode')?.text.trim(),
    invoiceNumber: child(root, 'cbc:ID')?.text.trim(),
    isExtended: isExtended(child(root, 'cbc:CustomizationID')?.text),
    accountingCurrency: child(root, 'cbc:TaxCurrencyCode')?.text.trim(),
    report: (problem) => problems.push(problem),
  };
  readAll(bindings, root, invoice, scope);
  return { invoice, problems: [...problems, ...unknownElements(root, 'ubl')] };
}

/** True for the specification identifier (BT-24) of EXTENDED-CTC-FR. */
function isExtended(specification: string | undefined): boolean {
  return specification?.trim().endsWith(':extended-ctc-fr') ?? false;
}

function wrongRoot(root: XmlElement): Problem {
  const message =
    root.local === 'Invoice' || root.local === 'CreditNote'
      ? `The root is ${root.local} in the namespace "${root.uri}"; expected "${NAMESPACES[root.local === 'Invoice' ? 'ubl' : 'cn']}".`
      : `The root element is "${root.local}"; expected Invoice or CreditNote. Is this another kind of document?`;
  return { severity: 'fatal', rule: 'ubl-root', message, location: `line ${root.line}` };
}

/** True if a text looks like a UBL invoice or credit note; for sniffing, on any prefix of a document. */
export function looksLikeUbl(head: string): boolean {
  return (
    (head.includes(NAMESPACES.ubl) && /<(?:[\w.-]+:)?Invoice[\s>]/.test(head)) ||
    (head.includes(NAMESPACES.cn) && /<(?:[\w.-]+:)?CreditNote[\s>]/.test(head))
  );
}

/** True if a document of a type is a credit note, which UBL writes as a message of its own. */
export function isCreditNoteType(type: string | undefined): boolean {
  return type !== undefined && CREDIT_NOTE_TYPES.has(type);
}

/**
 * Writes the model as UBL 2.1, an Invoice or, for the types of credit notes, a CreditNote, in the element order of the
 * schema. Terms are written as they are: run {@link checkInvoice} before. What UBL demands and the invoice lacks is
 * added with a warning `ubl-added`; what UBL has no place for is reported as lost.
 */
export function writeUbl(invoice: Invoice): { xml: string; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const scope: XmlScope = {
    syntax: 'ubl',
    currency: invoice.invoiceCurrencyCode,
    invoiceNumber: invoice.invoiceNumber?.trim(),
    isExtended: isExtended(invoice.processControl?.specificationIdentifier),
    accountingCurrency: invoice.vatAccountingCurrencyCode,
    report: (problem) => problems.push(problem),
  };
  const isCreditNote = isCreditNoteType(invoice.invoiceTypeCode);
  const root: XmlNode = {
    tag: isCreditNote ? 'CreditNote' : 'Invoice',
    attributes: {
      xmlns: isCreditNote ? NAMESPACES.cn : NAMESPACES.ubl,
      'xmlns:cac': NAMESPACES.cac,
      'xmlns:cbc': NAMESPACES.cbc,
    },
    children: writeAll(isCreditNote ? UBL_CREDIT_NOTE : UBL_INVOICE, invoice, scope),
  };
  return { xml: writeXml(legible(root, '', problems)), problems };
}
