import { codes } from '../../../codes/code-list.js';
import { sum, ZERO } from '../../../arithmetic/decimal.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { RuleGroup } from '../sheet-rule.js';
import { all, collapse, first, has, normal, number, numberAt } from '../xml-path.js';
import { at, french, NUMBERED_PART, type Finder } from './french-sheet.js';
import * as is from './french-predicates.js';
import { LinesByNumber, isWithin } from './grouped-lines.js';

const ROOT = 'rsm:CrossIndustryInvoice';
const TRANSACTION = `${ROOT}/rsm:SupplyChainTradeTransaction`;
const LINE = `${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem`;
const FRAME = at(`${ROOT}/rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID`);

/** True if the frame (BT-23) ends with one of the digits: 8 several sellers, 9 self-billing both ways. */
export function isFrame(document: SheetDocument, ...digits: readonly string[]): boolean {
  const frame = normal(FRAME(document)[0]);
  return /^[BSM]\d$/.test(frame) && digits.includes(frame[1]!);
}

/** Elements, but only in an invoice of one of the frames. */
const inFrame =
  (on: Finder, ...digits: readonly string[]): Finder =>
  (document) =>
    isFrame(document, ...digits) ? on(document) : [];

const SUBTYPE = 'ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode';
const PARENT = 'ram:AssociatedDocumentLineDocument/ram:ParentLineID';
const NUMBER = 'ram:AssociatedDocumentLineDocument/ram:LineID';
const ITEM_SELLER = 'ram:SpecifiedLineTradeAgreement/ram:ItemSellerTradeParty';
const LEGAL = 'ram:SpecifiedLegalOrganization/ram:ID';
const SETTLEMENT = 'ram:SpecifiedLineTradeSettlement';
const AMOUNTS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementLineMonetarySummation`;
const HEADER = 'ram:ApplicableHeaderTradeSettlement';

const isHead = (line: XmlElement): boolean => is.someReads(line, SUBTYPE, 'GROUP') && !has(line, PARENT);
const heads: Finder = (document) => document.fact(headsOf);
const headsOf = (document: SheetDocument): XmlElement[] => at(LINE)(document).filter(isHead);
const linesByNumber = (document: SheetDocument): LinesByNumber =>
  new LinesByNumber(at(LINE)(document), NUMBER, (line) => all(line, PARENT));

const sellerOf = (line: XmlElement): string => normal(first(line, `${ITEM_SELLER}/${LEGAL}`));
const isObject = (reference: XmlElement, scheme: string): boolean =>
  is.someReads(reference, 'ram:ReferenceTypeCode', scheme);
const partsOf = (line: XmlElement): XmlElement[] =>
  all(line, `${SETTLEMENT}/ram:AdditionalReferencedDocument`)
    .filter((reference) => isObject(reference, 'AFL') && is.someReads(reference, 'ram:TypeCode', '130'))
    .flatMap((reference) => all(reference, 'ram:IssuerAssignedID'));
const partOf = (line: XmlElement): string => normal(partsOf(line)[0]);

const currency = (line: XmlElement, name: string): XmlElement | undefined =>
  first(line.parent!, `${HEADER}/ram:${name}`);
const taxIn = (line: XmlElement, code: string | undefined): XmlElement | undefined =>
  all(line, `${AMOUNTS}/ram:TaxTotalAmount`).find((tax) => tax.attributes.get('currencyID') === code);
const vatOf = (line: XmlElement): XmlElement | undefined => taxIn(line, currency(line, 'InvoiceCurrencyCode')?.text);

/** References of a scheme in the first line of a part. */
const objects =
  (scheme: string): Finder =>
  (document) =>
    heads(document)
      .flatMap((line) => all(line, `${SETTLEMENT}/ram:AdditionalReferencedDocument`))
      .filter((reference) => isObject(reference, scheme));
const isNumbered = (reference: XmlElement): boolean =>
  is.someReads(reference, 'ram:TypeCode', '130') && normal(first(reference, 'ram:IssuerAssignedID')) !== '';

const HEAD: readonly RuleGroup[] = [
  french(
    inFrame(heads, '8', '9'),
    ['BR-FR-MV-03', (line) => normal(first(line, `${ITEM_SELLER}/ram:Name`)) !== '', 0],
    ['BR-FR-MV-03', (line) => sellerOf(line) !== '', 1],
    ['BR-FR-MV-03', (line) => normal(first(line, `${ITEM_SELLER}/ram:PostalTradeAddress/ram:CountryID`)) !== '', 2],
    ['BR-FR-MV-03', (line) => normal(vatOf(line)) !== '', 3],
    [
      'BR-FR-MV-03',
      (line) => {
        const code = currency(line, 'TaxCurrencyCode');
        return !code || (code.text !== '' && normal(taxIn(line, code.text)) !== '');
      },
      4,
    ],
  ),
  french(inFrame(objects('AFL'), '8', '9'), ['BR-FR-MV-03', isNumbered, NUMBERED_PART]),
  french(inFrame(objects('AVV'), '8', '9'), [
    'BR-FR-MV-03',
    (reference) =>
      isNumbered(reference) &&
      !all(reference, 'ram:IssuerAssignedID').some(({ text }) => ['M8', 'S8', 'B8'].includes(text)),
    5,
  ]),
  french(
    inFrame(heads, '8', '9'),
    ['BR-FR-MV-05', isSumOfLines],
    ['BR-FR-MV-09', isVatOfPart],
    ['BR-FR-MV-10', isTotalOfPart],
  ),
];

function isSumOfLines(line: XmlElement, document: SheetDocument): boolean {
  const amounts = document
    .fact(linesByNumber)
    .below(normal(first(line, NUMBER)))
    .filter((child) => all(child, SUBTYPE).some(({ text }) => text !== 'INFORMATION'))
    .flatMap((child) => all(child, `${AMOUNTS}/ram:LineTotalAmount`));
  return isWithin(
    numberAt(line, `${AMOUNTS}/ram:LineTotalAmount`),
    sum(amounts.map((one) => number(one) ?? ZERO)),
    amounts.length,
  );
}

function isVatOfPart(line: XmlElement): boolean {
  const mark = `#${partOf(line)}#`;
  const taxes = all(line.parent!, `${HEADER}/ram:ApplicableTradeTax`)
    .filter((tax) => is.someReads(tax, 'ram:TypeCode', 'VAT') && is.textAt(tax, 'ram:ExemptionReason').startsWith(mark))
    .flatMap((tax) => all(tax, 'ram:CalculatedAmount'));
  return isWithin(number(vatOf(line)), sum(taxes.map((tax) => number(tax) ?? ZERO)), 1);
}

function isTotalOfPart(line: XmlElement, document: SheetDocument): boolean {
  if (!has(line, `${AMOUNTS}/ram:GrandTotalAmount`)) return true;
  const [net, vat] = [numberAt(line, `${AMOUNTS}/ram:LineTotalAmount`), number(vatOf(line))];
  const details = document
    .fact(linesByNumber)
    .below(is.textAt(line, NUMBER))
    .filter((child) => is.someReads(child, SUBTYPE, 'DETAIL'));
  return isWithin(numberAt(line, `${AMOUNTS}/ram:GrandTotalAmount`), net && vat && net.plus(vat), details.length);
}

/** What a line shares with the line it is a part of. */
const shared =
  (term: (line: XmlElement) => string) =>
  (line: XmlElement, document: SheetDocument): boolean => {
    if (term(line) === '') return false;
    if (!has(line, PARENT)) return true;
    const above = document.fact(linesByNumber).above(line).map(term);
    return term(line) === (above.find((one) => one !== '') ?? '');
  };

const sellerOfInvoice = (document: SheetDocument, role: string): string[] =>
  at(`${TRANSACTION}/ram:ApplicableHeaderTradeAgreement/ram:${role}TradeParty/${LEGAL}`)(document).map(
    ({ text }) => text,
  );
const isSoldBy = (line: XmlElement, sirens: readonly string[]): boolean =>
  all(line, `${ITEM_SELLER}/${LEGAL}`).some(({ text }) => sirens.includes(text));
const invoiceNumber = (document: SheetDocument): string =>
  at(`${ROOT}/rsm:ExchangedDocument/ram:ID`)(document)[0]?.text ?? '';
const ownHeads: Finder = (document) =>
  heads(document).filter((line) => isSoldBy(line, sellerOfInvoice(document, 'Seller')));

/** Of the parts of the seller exactly one has the number of the invoice. */
function hasNumberOfInvoice(line: XmlElement, document: SheetDocument): boolean {
  const invoice = invoiceNumber(document);
  const count = ownHeads(document)
    .flatMap((head) => partsOf(head))
    .filter(({ text }) => text === invoice).length;
  return count === 1 || (count === 0 ? partOf(line) === invoice : partOf(line) !== invoice);
}

/** No part has a number that stands anywhere before it. */
function areNumbersNew(_transaction: XmlElement, document: SheetDocument): boolean {
  const numbers = new Set(heads(document).flatMap(partsOf));
  const seen = new Set<string>();
  for (const id of document.named('ram:IssuerAssignedID')) {
    if (numbers.has(id) && seen.has(id.text)) return false;
    seen.add(id.text);
  }
  return true;
}

/** First lines of the parts of a document that corrects another one. */
const correcting =
  (digit: string, types: ReadonlySet<string>): Finder =>
  (document) =>
    isFrame(document, digit) &&
    at(`${ROOT}/rsm:ExchangedDocument/ram:TypeCode`)(document).some(({ text }) => types.has(text))
      ? heads(document)
      : [];
const PREVIOUS = `${SETTLEMENT}/ram:InvoiceReferencedDocument`;
const namesPrevious = (line: XmlElement): boolean => has(line, `${PREVIOUS}/ram:IssuerAssignedID`);
const datesPrevious = (line: XmlElement): boolean =>
  has(line, `${PREVIOUS}/ram:FormattedIssueDateTime/qdt:DateTimeString`);

const details: Finder = (document) => at(LINE)(document).filter((line) => is.someReads(line, SUBTYPE, 'DETAIL'));

/** Invoices for several sellers (frame 8) and self-billing both ways (frame 9), as the French sheet judges them in CII. */
export const CII_GROUPED: readonly RuleGroup[] = [
  french(inFrame(at(`${LINE}/${SUBTYPE}`), '8', '9'), ['BR-FR-MV-01', is.isFilled]),
  french(inFrame(at(TRANSACTION), '8'), ['BR-FR-MV-02', (_one, document) => heads(document).length > 0]),
  french(
    inFrame(at(TRANSACTION), '9'),
    ['BR-FR-BD-02', (_one, document) => heads(document).length === 2],
    ...['Seller', 'Buyer'].map(
      (role, index) =>
        [
          'BR-FR-BD-02',
          (_one: XmlElement, document: SheetDocument) =>
            heads(document).filter((line) => isSoldBy(line, sellerOfInvoice(document, role))).length === 1,
          index + 1,
        ] as const,
    ),
  ),
  ...HEAD,
  french(inFrame(at(LINE), '8', '9'), ['BR-FR-MV-06', shared(sellerOf)], ['BR-FR-MV-07', shared(partOf)]),
  french(inFrame(details, '8', '9'), [
    'BR-FR-MV-08',
    (line) => {
      const reason = first(line, `${SETTLEMENT}/ram:ApplicableTradeTax/ram:ExemptionReason`)?.text ?? '';
      return collapse(reason) !== '' && partOf(line) !== '' && reason.startsWith(`#${partOf(line)}#`);
    },
  ]),
  french(inFrame(ownHeads, '8', '9'), ['BR-FR-MV-11', hasNumberOfInvoice]),
  french(inFrame(at(TRANSACTION), '8', '9'), ['BR-FR-MV-12', areNumbersNew]),
  french(inFrame(at(`${ROOT}/rsm:ExchangedDocument/ram:TypeCode`), '8'), [
    'BR-FR-MV-13',
    (type) => is.isFilled(type) && !is.SELF_BILLED.has(type.text),
  ]),
  french(inFrame(at(`${ROOT}/rsm:ExchangedDocument/ram:TypeCode`), '9'), [
    'BR-FR-BD-13',
    (type) => is.SELF_BILLED.has(normal(type)),
  ]),
  french(
    correcting('8', codes('384 472 381 396 503')),
    ['BR-FR-MV-14', namesPrevious],
    ['BR-FR-MV-14', datesPrevious, 1],
  ),
  french(correcting('9', codes('261 471 473 502')), ['BR-FR-BD-14', namesPrevious], ['BR-FR-BD-14', datesPrevious, 1]),
];
