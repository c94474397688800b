import type { Problem } from '@lettrage/domain';
import type { Invoice } from '../model/index.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { legible, unknownElements } from '../xml/codec-support.js';
import { childOf, parseXml } from '../xml/xml-tree.js';
import { writeXml } from '../xml/xml-writer.js';
import type { XmlNode } from '../xml/xml-writer.js';
import type { XmlScope, Draft } from '../xml/xml-binding.js';
import { readAll, writeAll } from '../xml/xml-binding.js';
import { CROSS_INDUSTRY_INVOICE } from './cii-invoice.js';
import { CII_NAMESPACES } from './cii-namespaces.js';

/** The invoice of a document, if it could be read, and what was wrong or not understood on the way. */
export interface ReadInvoice {
  readonly invoice?: Invoice;
  readonly problems: readonly Problem[];
}

/**
 * Reads a UN/CEFACT Cross Industry Invoice (D16B or D22B, any prefixes) into the model.
 *
 * Never throws on a bad document: no XML, a DOCTYPE, another root or wrong namespaces give problems and no invoice;
 * an unreadable number or day gives a fatal problem with its XPath and leaves the term out; an element outside the
 * core of EN 16931 gives a warning `cii-not-read` and is lost.
 */
export function readCii(text: string): ReadInvoice {
  const { root, problems } = parseXml(text);
  return root ? readCiiTree(root) : { problems };
}

/** {@link readCii} of a parsed document. */
export function readCiiTree(root: XmlElement): ReadInvoice {
  const wrongRoot = checkRoot(root);
  if (wrongRoot) return { problems: [wrongRoot] };
  const found: Problem[] = [];
  const invoice: Draft<Invoice> = {};
  const currencies = currenciesOf(root);
  readAll(CROSS_INDUSTRY_INVOICE, root, invoice, {
    syntax: 'cii',
    ...currencies,
    report: (problem) => found.push(problem),
  });
  return { invoice, problems: [...found, ...unknownElements(root, 'cii')] };
}

/** True if a text looks like a Cross Industry Invoice; for sniffing, on any prefix of a document. */
export function looksLikeCii(head: string): boolean {
  return (
    head.includes('<') && head.includes(CII_NAMESPACES.rsm) && /<(?:[\w.-]+:)?CrossIndustryInvoice[\s>]/.test(head)
  );
}

/**
 * Writes the model as a Cross Industry Invoice in the element order of D22B (which the reduced schemas of Factur-X
 * share). Terms are written as they are: run {@link checkInvoice} before. Characters that XML cannot carry are left
 * out with a warning that names the term's element.
 */
export function writeCii(invoice: Invoice): { xml: string; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const scope: XmlScope = {
    currency: invoice.invoiceCurrencyCode,
    accountingCurrency: invoice.vatAccountingCurrencyCode,
    syntax: 'cii',
    report: (problem) => problems.push(problem),
  };
  const root: XmlNode = {
    tag: 'rsm:CrossIndustryInvoice',
    attributes: Object.fromEntries(Object.entries(CII_NAMESPACES).map(([prefix, uri]) => [`xmlns:${prefix}`, uri])),
    children: writeAll(CROSS_INDUSTRY_INVOICE, invoice, scope),
  };
  return { xml: writeXml(legible(root, '', problems)), problems };
}

function checkRoot(root: XmlElement): Problem | undefined {
  if (root.local === 'CrossIndustryInvoice' && root.uri === CII_NAMESPACES.rsm) return undefined;
  const message =
    root.local === 'CrossIndustryInvoice'
      ? `The root is CrossIndustryInvoice in the namespace "${root.uri}"; expected "${CII_NAMESPACES.rsm}".`
      : `The root element is "${root.local}"; expected CrossIndustryInvoice. Is this another kind of document?`;
  return { severity: 'fatal', rule: 'cii-root', message, location: `line ${root.line}` };
}

/** The currencies are needed before the amounts that stand in front of them are read. */
function currenciesOf(root: XmlElement): Pick<XmlScope, 'currency' | 'accountingCurrency'> {
  const ram = CII_NAMESPACES.ram;
  const transaction = childOf(root, CII_NAMESPACES.rsm, 'SupplyChainTradeTransaction');
  const settlement = transaction && childOf(transaction, ram, 'ApplicableHeaderTradeSettlement');
  return {
    currency: settlement && childOf(settlement, ram, 'InvoiceCurrencyCode')?.text.trim(),
    accountingCurrency: settlement && childOf(settlement, ram, 'TaxCurrencyCode')?.text.trim(),
  };
}
