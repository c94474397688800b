import { codes } from '../../../codes/code-list.js';
import { sum, ZERO } from '../../../arithmetic/decimal.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { RuleGroup } from '../sheet-rule.js';
import { all, first, has, normal, number, numberAt } from '../xml-path.js';
import { at, french, NUMBERED_PART, type Finder } from './french-sheet.js';
import * as is from './french-predicates.js';
import { LinesByNumber, isWithin } from './grouped-lines.js';

const INVOICE = at('ubl:Invoice', 'cn:CreditNote');
const LINES = at('ubl:Invoice/cac:InvoiceLine', 'cn:CreditNote/cac:CreditNoteLine');
const REFERENCES = at(
  'ubl:Invoice/cac:InvoiceLine/cac:BillingReference',
  'cn:CreditNote/cac:CreditNoteLine/cac:BillingReference',
);
const TYPE = at('ubl:Invoice/cbc:InvoiceTypeCode', 'cn:CreditNote/cbc:CreditNoteTypeCode');

/** True if the frame (BT-23) ends with one of the digits: 8 several sellers, 9 self-billing both ways. */
export function isFrame(document: SheetDocument, ...digits: readonly string[]): boolean {
  const [invoice] = INVOICE(document);
  const frame = invoice ? normal(first(invoice, 'cbc:ProfileID')) : '';
  return /^[BSM]\d$/.test(frame) && digits.includes(frame[1]!);
}

/** Elements, but only in an invoice of one of the frames. */
const inFrame =
  (on: Finder, ...digits: readonly string[]): Finder =>
  (document) =>
    isFrame(document, ...digits) ? on(document) : [];

const NUMBER = 'cac:InvoiceDocumentReference/cbc:ID';
const SUBTYPE = 'cac:InvoiceDocumentReference/cbc:DocumentStatusCode';
const PARENT = 'cac:BillingReferenceLine/cbc:ID';
const ITEM_SELLER = 'cac:Item/cac:ManufacturerParty';

/** What a line is stands in its reference to the invoice itself. */
const ownNumber = (document: SheetDocument): string => {
  const [invoice] = INVOICE(document);
  return invoice ? is.textAt(invoice, 'cbc:ID') : '';
};
const isOwn = (reference: XmlElement, document: SheetDocument): boolean =>
  is.someReads(reference, NUMBER, document.fact(ownNumber));
const ownReferences = (line: XmlElement, document: SheetDocument): XmlElement[] =>
  all(line, 'cac:BillingReference').filter((reference) => isOwn(reference, document));
const isOfType = (line: XmlElement, document: SheetDocument, type: string): boolean =>
  ownReferences(line, document).some((reference) => is.someReads(reference, SUBTYPE, type));
const parentsOf = (line: XmlElement, document: SheetDocument): XmlElement[] =>
  ownReferences(line, document).flatMap((reference) => all(reference, PARENT));

/** References that make their line the first of a part. */
const headsOf = (document: SheetDocument): XmlElement[] =>
  REFERENCES(document).filter(
    (reference) => isOwn(reference, document) && is.someReads(reference, SUBTYPE, 'GROUP') && !has(reference, PARENT),
  );
const heads: Finder = (document) => document.fact(headsOf);
const linesByNumber = (document: SheetDocument): LinesByNumber =>
  new LinesByNumber(LINES(document), 'cbc:ID', (line) => parentsOf(line, document));

const sellerOf = (line: XmlElement): string => normal(first(line, `${ITEM_SELLER}/cac:PartyLegalEntity/cbc:CompanyID`));
const objectsOf = (line: XmlElement, scheme: string): XmlElement[] =>
  all(line, 'cac:DocumentReference')
    .filter((reference) => is.someReads(reference, 'cbc:DocumentTypeCode', '130'))
    .flatMap((reference) => all(reference, 'cbc:ID'))
    .filter((id) => id.attributes.get('schemeID') === scheme);
const partOf = (line: XmlElement): string => normal(objectsOf(line, 'AFL')[0]);
const taxIn = (line: XmlElement, code: string | undefined): XmlElement | undefined =>
  all(line, 'cac:TaxTotal/cbc:TaxAmount').find((tax) => tax.attributes.get('currencyID') === code);
const vatOf = (line: XmlElement): XmlElement | undefined =>
  taxIn(line, first(line.parent!, 'cbc:DocumentCurrencyCode')?.text);

/** What holds for the line of a reference. */
const ofLine =
  (holds: (line: XmlElement, document: SheetDocument) => boolean) =>
  (reference: XmlElement, document: SheetDocument): boolean =>
    holds(reference.parent!, document);

const HEAD = french(
  inFrame(heads, '8', '9'),
  [
    'BR-FR-MV-03',
    ofLine((line) => normal(first(line, `${ITEM_SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`)) !== ''),
    0,
  ],
  ['BR-FR-MV-03', ofLine((line) => sellerOf(line) !== ''), 1],
  [
    'BR-FR-MV-03',
    ofLine((line) => normal(first(line, `${ITEM_SELLER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`)) !== ''),
    2,
  ],
  ['BR-FR-MV-03', ofLine((line) => normal(vatOf(line)) !== ''), 3],
  ['BR-FR-MV-03', ofLine(tellsVatInAccountingCurrency), 4],
  ['BR-FR-MV-03', ofLine((line) => partOf(line) !== ''), NUMBERED_PART],
  [
    'BR-FR-MV-03',
    ofLine((line) => {
      const frames = objectsOf(line, 'AVV');
      return normal(frames[0]) !== '' && !frames.some(({ text }) => ['M8', 'S8', 'B8'].includes(text));
    }),
    5,
  ],
  ['BR-FR-MV-05', ofLine(isSumOfLines)],
  ['BR-FR-MV-09', ofLine(isVatOfPart)],
  ['BR-FR-MV-10', ofLine(isTotalOfPart)],
);

function tellsVatInAccountingCurrency(line: XmlElement): boolean {
  const code = first(line.parent!, 'cbc:TaxCurrencyCode');
  return !code || (code.text !== '' && normal(taxIn(line, code.text)) !== '');
}

function isSumOfLines(line: XmlElement, document: SheetDocument): boolean {
  const amounts = document
    .fact(linesByNumber)
    .below(normal(first(line, 'cbc:ID')))
    .filter((child) =>
      ownReferences(child, document).some((one) => all(one, SUBTYPE).some(({ text }) => text !== 'INFORMATION')),
    )
    .flatMap((child) => all(child, 'cbc:LineExtensionAmount'));
  const expected = sum(amounts.map((one) => number(one) ?? ZERO));
  return isWithin(numberAt(line, 'cbc:LineExtensionAmount'), expected, amounts.length);
}

function isVatOfPart(line: XmlElement): boolean {
  const mark = `#${partOf(line)}#`;
  const taxes = all(line.parent!, 'cac:TaxTotal/cac:TaxSubtotal')
    .filter(
      (one) =>
        is.someReads(one, 'cac:TaxCategory/cac:TaxScheme/cbc:ID', 'VAT') &&
        is.textAt(one, 'cac:TaxCategory/cbc:TaxExemptionReason').startsWith(mark),
    )
    .flatMap((one) => all(one, 'cbc:TaxAmount'));
  return isWithin(number(vatOf(line)), sum(taxes.map((tax) => number(tax) ?? ZERO)), 1);
}

function isTotalOfPart(line: XmlElement, document: SheetDocument): boolean {
  if (!has(line, 'cbc:TaxInclusiveLineExtensionAmount')) return true;
  const [net, vat] = [numberAt(line, 'cbc:LineExtensionAmount'), number(vatOf(line))];
  const details = document
    .fact(linesByNumber)
    .below(is.textAt(line, 'cbc:ID'))
    .filter((child) => isOfType(child, document, 'DETAIL'));
  return isWithin(numberAt(line, 'cbc:TaxInclusiveLineExtensionAmount'), net && vat && net.plus(vat), details.length);
}

/** What a line shares with the line it is a part of. */
const shared =
  (term: (line: XmlElement) => string) =>
  (line: XmlElement, document: SheetDocument): boolean => {
    if (term(line) === '') return false;
    if (parentsOf(line, document).length === 0) return true;
    const above = document.fact(linesByNumber).above(line).map(term);
    return term(line) === (above.find((one) => one !== '') ?? '');
  };

const sirensOf = (document: SheetDocument, role: string): string[] =>
  INVOICE(document)
    .flatMap((invoice) => all(invoice, `cac:Accounting${role}Party/cac:Party/cac:PartyLegalEntity/cbc:CompanyID`))
    .map(({ text }) => text);
const ownHeads: Finder = (document) => {
  const sirens = sirensOf(document, 'Supplier');
  return heads(document).filter(({ parent }) => sirens.includes(sellerOf(parent!)));
};

/** Of the parts of the seller exactly one has the number of the invoice. */
function hasNumberOfInvoice(line: XmlElement, document: SheetDocument): boolean {
  const invoice = document.fact(ownNumber);
  const own = new Set(ownHeads(document).map(({ parent }) => parent!));
  const count = [...own].filter((one) => objectsOf(one, 'AFL').some(({ text }) => text === invoice)).length;
  return count === 1 || (count === 0 ? partOf(line) === invoice : partOf(line) !== invoice);
}

/** No part has a number that stands in a line before it. */
function areNumbersNew(_invoice: XmlElement, document: SheetDocument): boolean {
  const first = new Set(heads(document).flatMap(({ parent }) => objectsOf(parent!, 'AFL')));
  const seen = new Set<string>();
  for (const id of LINES(document).flatMap((line) => objectsOf(line, 'AFL'))) {
    if (first.has(id) && seen.has(id.text)) return false;
    seen.add(id.text);
  }
  return true;
}

/** First lines of the parts of a document that corrects another one. */
const correcting =
  (digit: string, types: ReadonlySet<string>): Finder =>
  (document) =>
    isFrame(document, digit) && TYPE(document).some(({ text }) => types.has(text)) ? heads(document) : [];
const tellsOfPrevious = (term: string) =>
  ofLine((line, document) =>
    all(line, 'cac:BillingReference').some(
      (reference) =>
        all(reference, NUMBER).some(({ text }) => text !== document.fact(ownNumber)) &&
        has(reference, `cac:InvoiceDocumentReference/${term}`),
    ),
  );

/** Invoices for several sellers (frame 8) and self-billing both ways (frame 9), as the French sheet judges them in UBL. */
export const UBL_GROUPED: readonly RuleGroup[] = [
  french(inFrame(LINES, '8', '9'), [
    'BR-FR-MV-01',
    (line, document) => normal(ownReferences(line, document).flatMap((reference) => all(reference, SUBTYPE))[0]) !== '',
  ]),
  french(inFrame(INVOICE, '8'), ['BR-FR-MV-02', (_one, document) => heads(document).length > 0]),
  french(
    inFrame(INVOICE, '9'),
    ['BR-FR-BD-02', (_one, document) => heads(document).length === 2],
    ...['Supplier', 'Customer'].map(
      (role, index) =>
        [
          'BR-FR-BD-02',
          (_one: XmlElement, document: SheetDocument) => {
            const sirens = sirensOf(document, role);
            return (
              heads(document).filter(({ parent }) =>
                all(parent!, `${ITEM_SELLER}/cac:PartyLegalEntity/cbc:CompanyID`).some(({ text }) =>
                  sirens.includes(text),
                ),
              ).length === 1
            );
          },
          index + 1,
        ] as const,
    ),
  ),
  HEAD,
  french(inFrame(LINES, '8', '9'), ['BR-FR-MV-06', shared(sellerOf)], ['BR-FR-MV-07', shared(partOf)]),
  french(
    inFrame((document) => LINES(document).filter((line) => isOfType(line, document, 'DETAIL')), '8', '9'),
    [
      'BR-FR-MV-08',
      (line) => {
        const reason = first(line, 'cac:Item/cac:ClassifiedTaxCategory/cbc:TaxExemptionReason');
        return normal(reason) !== '' && partOf(line) !== '' && reason!.text.startsWith(`#${partOf(line)}#`);
      },
    ],
  ),
  french(inFrame(ownHeads, '8', '9'), ['BR-FR-MV-11', ofLine(hasNumberOfInvoice)]),
  french(inFrame(INVOICE, '8', '9'), ['BR-FR-MV-12', areNumbersNew]),
  french(inFrame(TYPE, '8'), ['BR-FR-MV-13', (type) => is.isFilled(type) && !is.SELF_BILLED.has(normal(type))]),
  french(inFrame(TYPE, '9'), ['BR-FR-BD-13', (type) => is.SELF_BILLED.has(normal(type))]),
  french(
    correcting('8', codes('384 472 381 396 503')),
    ['BR-FR-MV-14', tellsOfPrevious('cbc:ID')],
    ['BR-FR-MV-14', tellsOfPrevious('cbc:IssueDate'), 1],
  ),
  french(
    correcting('9', codes('261 471 473 502')),
    ['BR-FR-BD-14', tellsOfPrevious('cbc:ID')],
    ['BR-FR-BD-14', tellsOfPrevious('cbc:IssueDate'), 1],
  ),
];
