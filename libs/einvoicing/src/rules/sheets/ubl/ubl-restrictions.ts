import type { XmlElement } from '../../../xml/xml-tree.js';
import { about, type SheetRule } from '../sheet-rule.js';
import { all, hasAttribute } from '../xml-path.js';
import { LINE_NAMES } from './ubl-contexts.js';
import { RESTRICTED } from './ubl-restricted-elements.js';

/** A name of the table in its namespace: capitalised aggregate names carry a star. */
function expand(step: string): string {
  if (step.includes(':')) return step;
  return step.startsWith('*') ? `cac:${step.slice(1)}` : `cbc:${step}`;
}

const number = (value: number): string => String(value).padStart(3, '0');

function restriction(id: string, paths: readonly string[], shown: string): SheetRule {
  const split = paths.map((path) => path.split('/'));
  return {
    id,
    severity: 'warning',
    text: {
      en: `${shown} is outside the core of the standard: a receiver may not read it.`,
      fr: `${shown} est hors du cœur de la norme : un destinataire peut ne pas le lire.`,
    },
    holds: about(split[0]!.at(-1)!, (_invoice, document) =>
      split.every((steps) => document.atPath(steps).length === 0),
    ),
  };
}

/** One rule per element of the table, numbered on from the first of its row. */
function fromTable(): SheetRule[] {
  return RESTRICTED.flatMap(([start, prefix, names]) => {
    const parents = prefix
      .split('/')
      .filter((step) => step !== '')
      .map(expand);
    let next = start;
    return names
      .trim()
      .split(/\s+/)
      .flatMap((name) => {
        const id = next++;
        // A dash holds the place of a number the sheet does not use.
        if (name === '-') return [];
        const steps = [...parents, ...name.split('/').map(expand)];
        const shown = steps.join('/');
        const isOfLine = steps[0] === 'cac:Line';
        const paths = isOfLine ? LINE_NAMES.map((line) => [line, ...steps.slice(1)].join('/')) : [shown];
        return [restriction(`UBL-CR-${number(id)}`, paths, isOfLine ? steps.slice(1).join('/') : shown)];
      });
  });
}

type Test = (invoice: XmlElement, document: Parameters<SheetRule['holds']>[1]) => boolean;

const without =
  (path: string, attribute: string): Test =>
  (invoice) =>
    !hasAttribute(invoice, path, attribute);

const nowhere =
  (parent: string, name: string, attribute?: string): Test =>
  (_invoice, document) =>
    !(parent === '' ? document.named(name) : document.namedBelow(parent, name)).some(
      (element) => attribute === undefined || element.attributes.has(attribute),
    );

const isObject = (reference: XmlElement): boolean =>
  all(reference, 'cbc:DocumentTypeCode').some((type) => type.text === '130');

/** A reference without a type, or with one (of several) that is not 130. */
const isOther = (reference: XmlElement): boolean => {
  const types = all(reference, 'cbc:DocumentTypeCode');
  return types.length === 0 || types.some((type) => type.text !== '130');
};

/** Attributes and combinations, which no table of elements can say. */
const OTHERS: Readonly<Record<number, Test>> = {
  2: (invoice) => all(invoice, 'cbc:UBLVersionID').every((version) => version.text === '2.1'),
  412: (invoice, document) =>
    document.root.name === 'cn:CreditNote' || all(invoice, 'cac:PaymentMeans/cbc:PaymentDueDate').length === 0,
  648: without('cbc:CustomizationID', 'schemeID'),
  649: without('cbc:ProfileID', 'schemeID'),
  650: without('cbc:ID', 'schemeID'),
  651: without('cbc:SalesOrderID', 'schemeID'),
  652: nowhere('cac:PartyTaxScheme', 'cbc:CompanyID', 'schemeID'),
  653: without('cac:PaymentMeans/cbc:PaymentID', 'schemeID'),
  654: without('cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID', 'schemeID'),
  655: without('cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID', 'schemeID'),
  656: without('cbc:InvoiceTypeCode', 'listID'),
  657: without('cbc:DocumentCurrencyCode', 'listID'),
  658: without('cbc:TaxCurrencyCode', 'listID'),
  659: without('cac:AdditionalDocumentReference/cbc:DocumentTypeCode', 'listID'),
  660: nowhere('cac:Country', 'cbc:IdentificationCode', 'listID'),
  661: without('cac:PaymentMeans/cbc:PaymentMeansCode', 'listID'),
  662: nowhere('', 'cbc:AllowanceChargeReasonCode', 'listID'),
  663: (_invoice, document) => document.attributeCount('unitCodeListID') === 0,
  664: nowhere('', 'cac:FinancialInstitution'),
  665: (_invoice, document) =>
    !document
      .named('cac:AdditionalDocumentReference')
      .some((reference) => isOther(reference) && hasAttribute(reference, 'cbc:ID', 'schemeID')),
  667: nowhere('cac:BuyersItemIdentification', 'cbc:ID', 'schemeID'),
  668: nowhere('cac:SellersItemIdentification', 'cbc:ID', 'schemeID'),
  669: inPriceDiscount('cbc:AllowanceChargeReasonCode'),
  670: inPriceDiscount('cbc:AllowanceChargeReason'),
  671: inPriceDiscount('cbc:MultiplierFactorNumeric'),
  672: without('cbc:CreditNoteTypeCode', 'listID'),
  674: nowhere('', 'cbc:PrimaryAccountNumberID', 'schemeID'),
  675: nowhere('cac:CardAccount', 'cbc:NetworkID', 'schemeID'),
  676: nowhere('cac:PaymentMandate', 'cbc:ID', 'schemeID'),
  677: (_invoice, document) =>
    !document
      .named('cac:PaymentMandate')
      .some((mandate) => hasAttribute(mandate, 'cac:PayerFinancialAccount/cbc:ID', 'schemeID')),
  678: nowhere('cac:TaxCategory', 'cbc:ID', 'schemeID'),
  679: nowhere('cac:ClassifiedTaxCategory', 'cbc:ID', 'schemeID'),
  680: nowhere('cac:PaymentMeans', 'cac:PayerFinancialAccount'),
};

function inPriceDiscount(name: string): Test {
  return (_invoice, document) =>
    !document.namedBelow('cac:AllowanceCharge', name).some(({ parent }) => parent?.parent?.name === 'cac:Price');
}

/** An invoiced object (type 130) is neither an attachment nor described: the two fatal rules of the family. */
const FATAL: Readonly<Record<number, Test>> = {
  666: (_invoice, document) => !objectsWith(document, 'cac:Attachment'),
  673: (_invoice, document) => !objectsWith(document, 'cbc:DocumentDescription'),
};

function objectsWith(document: Parameters<Test>[1], path: string): boolean {
  return document
    .named('cac:AdditionalDocumentReference')
    .some((reference) => isObject(reference) && all(reference, path).length > 0);
}

/** UBL-CR-*: what the standard leaves out of UBL. Warnings but two. */
export function ublRestrictions(): SheetRule[] {
  const single =
    (severity: SheetRule['severity']) =>
    ([id, holds]: [string, Test]): SheetRule => ({
      id: `UBL-CR-${number(Number(id))}`,
      severity,
      holds,
      text: {
        en: 'An element or attribute is used in a way that is outside the core of the standard.',
        fr: "Un élément ou attribut est employé d'une manière hors du cœur de la norme.",
      },
    });
  return [
    ...fromTable(),
    ...Object.entries(OTHERS).map(single('warning')),
    ...Object.entries(FATAL).map(single('fatal')),
  ];
}
