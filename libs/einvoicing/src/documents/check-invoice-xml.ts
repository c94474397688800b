import type { Problem } from '@lettrage/domain';
import type { Invoice } from '../model/index.js';
import { checkInvoice, packsOf } from '../rules/check-invoice.js';
import {
  checkDocumentInProfile,
  checkFrenchDocument,
  isFacturx,
  sheetProfileOf,
} from '../rules/sheets/profile-sheets.js';
import { SheetDocument } from '../rules/sheets/sheet-document.js';
import { readInvoiceXml } from './read-document.js';

/** Which rules, and in which language to say what is broken. */
export interface CheckXmlOptions {
  /**
   * Pack ids such as `en16931`, `ctc-fr`, `plausibility`. Absent: those that follow from the document, those of EN 16931
   * as far as its profile (BT-24: MINIMUM, BASIC WL, EXTENDED…) keeps them.
   */
  readonly rules?: readonly string[];
  /** True if the document was inside a Factur-X PDF: one that says EN 16931 is held to the schema of that profile. */
  readonly isFacturx?: boolean;
  readonly lang?: 'en' | 'fr';
}

/** The verdict on a written document. */
export interface CheckedDocument {
  readonly invoice?: Invoice;
  readonly problems: readonly Problem[];
}

/**
 * Checks a written invoice, or a part of one, as it stands: the EN 16931 rules of its syntax element by element, located
 * by XPath, the French rules likewise, and the other packs on the terms read from it. Never throws on a bad document.
 */
export function checkInvoiceXml(text: string, options: CheckXmlOptions = {}): CheckedDocument {
  const lang = options.lang ?? 'en';
  const { invoice, root, syntax, problems } = readInvoiceXml(text);
  if (!root || !syntax) return { problems };
  // A part of an invoice has no terms of the model: what is told of the root then is no problem of the part.
  const isPart = invoice === undefined;
  const packs = packsOf(invoice ?? {}, options.rules).map((pack) => pack.id);
  const specification = invoice?.processControl?.specificationIdentifier;
  // Who names the rules wants all of them; else a document is judged by what its profile (BT-24) promises.
  const profile = options.rules === undefined ? sheetProfileOf(specification, options.isFacturx) : 'core';
  const document = new SheetDocument(root);
  const judged = packs.includes('en16931')
    ? checkDocumentInProfile(document, profile, lang, isFacturx(specification, options.isFacturx))
    : [];
  const others = packs.filter((pack) => pack !== 'en16931' && pack !== 'ctc-fr');
  const further = isPart ? [] : checkInvoice(invoice, { rules: others, lang, syntax });
  const french = !isPart && packs.includes('ctc-fr') ? checkFrenchDocument(document, lang) : [];
  return {
    ...(invoice ? { invoice } : {}),
    problems: [...(isPart ? [partOf(root.name)] : problems.map(asReadingProblem)), ...judged, ...french, ...further],
  };
}

function partOf(name: string): Problem {
  const message = `The document is a part of an invoice (${name}): it is checked as far as the rules apply to it.`;
  return { severity: 'warning', rule: 'invoice-part', message };
}

/** Days are judged by the rules of the standard, which let a format other than 102 or the 31st of June pass. */
function asReadingProblem(problem: Problem): Problem {
  return problem.rule === 'cii-date' ? { ...problem, severity: 'warning' } : problem;
}
