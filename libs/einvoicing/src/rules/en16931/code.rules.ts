import { ATTACHMENT_TYPES, COUNTRIES, CURRENCIES, DOCUMENT_TYPES, PAYMENT_MEANS } from '../../codes/document.codes.js';
import { ELECTRONIC_ADDRESS_SCHEMES, IDENTIFIER_SCHEMES } from '../../codes/identifier.codes.js';
import { ITEM_CLASSIFICATIONS, NOTE_SUBJECTS, REFERENCE_QUALIFIERS } from '../../codes/reference.codes.js';
import { UNITS } from '../../codes/unit.codes.js';
import { ALLOWANCE_REASONS, CHARGE_REASONS, VAT_CATEGORIES, VAT_EXEMPTION_REASONS } from '../../codes/vat.codes.js';
import { isFilled, placed, type InvoiceFacts } from '../facts.js';
import { ruleForEach, type Rule } from '../rule.js';

type Coded = readonly [location: string, code: string | undefined];

/** A rule that each code found is of a list. Absent codes are not its business. */
function inList(
  id: string,
  term: string,
  list: ReadonlySet<string>,
  en: string,
  fr: string,
  found: (facts: InvoiceFacts) => Iterable<Coded>,
): Rule {
  const text = { en: `${en} (${term}) is a code of the list.`, fr: `${fr} (${term}) est un code de la liste.` };
  return ruleForEach(id, [term], text, found, (code) => !isFilled(code) || list.has(code) || code);
}

/** Codes of each member of a repeated group. */
function each<T>(
  members: (facts: InvoiceFacts) => Iterable<readonly [string, T]>,
  term: string,
  get: (member: T) => string | undefined,
) {
  return function* (facts: InvoiceFacts): Iterable<Coded> {
    for (const [path, member] of members(facts)) yield [`${path}/${term}`, get(member)];
  };
}

const TAX_POINT_CODES = new Set(['3', '35', '432']);
const linesOf = (facts: InvoiceFacts) => facts.lines;

const DOCUMENT: readonly Rule[] = [
  inList('BR-CL-01', 'BT-3', DOCUMENT_TYPES, 'The invoice type', 'Le type de facture', (f) => [
    ['/BT-3', f.invoice.invoiceTypeCode],
  ]),
  inList('BR-CL-04', 'BT-5', CURRENCIES, 'The invoice currency', 'La devise de facturation', (f) => [
    ['/BT-5', f.invoice.invoiceCurrencyCode],
  ]),
  inList(
    'BR-CL-05',
    'BT-6',
    CURRENCIES,
    'The VAT accounting currency',
    'La devise de comptabilisation de la TVA',
    (f) => [['/BT-6', f.invoice.vatAccountingCurrencyCode]],
  ),
  inList('BR-CL-06', 'BT-8', TAX_POINT_CODES, 'The VAT point date code', "Le code d'exigibilité de la TVA", (f) => [
    ['/BT-8', f.invoice.valueAddedTaxPointDateCode],
  ]),
  inList(
    'BR-CL-07',
    'BT-18, BT-128',
    REFERENCE_QUALIFIERS,
    'The scheme of an invoiced object',
    "Le schéma d'un objet facturé",
    (f) => [
      ['/BT-18', f.invoice.invoicedObjectIdentifier?.scheme],
      ...f.lines.map(([path, line]) => [`${path}/BT-128`, line.objectIdentifier?.scheme] as const),
    ],
  ),
  inList(
    'BR-CL-08',
    'BT-21',
    NOTE_SUBJECTS,
    'The subject of a note',
    "Le sujet d'une note",
    each(
      (f) => placed('/BG-1', f.invoice.notes),
      'BT-21',
      (note) => note.subjectCode,
    ),
  ),
  inList('BR-CL-16', 'BT-81', PAYMENT_MEANS, 'The payment means', 'Le moyen de paiement', (f) => [
    ['/BT-81', f.invoice.paymentInstructions?.paymentMeansTypeCode],
  ]),
  inList(
    'BR-CL-24',
    'BT-125',
    ATTACHMENT_TYPES,
    'The type of an attached document',
    "Le type d'un document joint",
    each(
      (f) => placed('/BG-24', f.invoice.additionalSupportingDocuments),
      'BT-125',
      (document) => document.attachedDocument?.mimeCode,
    ),
  ),
];

const PARTIES: readonly Rule[] = [
  inList(
    'BR-CL-10',
    'BT-29, BT-46, BT-60',
    IDENTIFIER_SCHEMES,
    'The scheme of a party identifier',
    "Le schéma d'un identifiant de partie",
    ({ invoice }) => [
      ...placed('/BT-29', invoice.seller?.identifiers).map(([path, entry]) => [path, entry.scheme] as const),
      ...placed('/BT-46', invoice.buyer?.identifiers).map(([path, entry]) => [path, entry.scheme] as const),
      // SEPA marks a creditor identifier and is allowed beside ISO 6523.
      ['/BT-60', invoice.payee?.identifier?.scheme === 'SEPA' ? undefined : invoice.payee?.identifier?.scheme],
    ],
  ),
  inList(
    'BR-CL-11',
    'BT-30, BT-47, BT-61',
    IDENTIFIER_SCHEMES,
    'The scheme of a legal registration',
    "Le schéma d'un identifiant légal",
    ({ invoice }) => [
      ['/BT-30', invoice.seller?.legalRegistrationIdentifier?.scheme],
      ['/BT-47', invoice.buyer?.legalRegistrationIdentifier?.scheme],
      ['/BT-61', invoice.payee?.legalRegistrationIdentifier?.scheme],
    ],
  ),
  inList('BR-CL-14', 'BT-40, BT-55, BT-69, BT-80', COUNTRIES, 'A country', 'Un pays', ({ invoice }) => [
    ['/BT-40', invoice.seller?.postalAddress?.countryCode],
    ['/BT-55', invoice.buyer?.postalAddress?.countryCode],
    ['/BT-69', invoice.sellerTaxRepresentative?.postalAddress?.countryCode],
    ['/BT-80', invoice.deliveryInformation?.deliverToAddress?.countryCode],
  ]),
  inList(
    'BR-CL-25',
    'BT-34, BT-49',
    ELECTRONIC_ADDRESS_SCHEMES,
    'The scheme of an electronic address',
    "Le schéma d'une adresse électronique",
    ({ invoice }) => [
      ['/BT-34', invoice.seller?.electronicAddress?.scheme],
      ['/BT-49', invoice.buyer?.electronicAddress?.scheme],
    ],
  ),
  inList(
    'BR-CL-26',
    'BT-71',
    IDENTIFIER_SCHEMES,
    'The scheme of a delivery location',
    "Le schéma d'un lieu de livraison",
    (f) => [['/BT-71', f.invoice.deliveryInformation?.deliverToLocationIdentifier?.scheme]],
  ),
  ruleForEach(
    'BR-CO-09',
    ['BT-31', 'BT-63', 'BT-48'],
    {
      en: 'A VAT identifier (BT-31, BT-63, BT-48) starts with a country code (EL for Greece).',
      fr: 'Un numéro de TVA (BT-31, BT-63, BT-48) commence par un code de pays (EL pour la Grèce).',
    },
    ({ invoice }): Coded[] => [
      ['/BT-31', invoice.seller?.vatIdentifier],
      ['/BT-63', invoice.sellerTaxRepresentative?.vatIdentifier],
      ['/BT-48', invoice.buyer?.vatIdentifier],
    ],
    (id) => !isFilled(id) || COUNTRIES.has(id.slice(0, 2)) || id.startsWith('EL') || id,
  ),
];

const LINES_AND_TAX: readonly Rule[] = [
  inList(
    'BR-CL-13',
    'BT-158',
    ITEM_CLASSIFICATIONS,
    'The scheme of an item classification',
    "Le schéma d'une classification d'article",
    (f) =>
      f.lines.flatMap(([path, line]) =>
        placed(`${path}/BT-158`, line.itemInformation?.classificationIdentifiers).map(
          ([at, entry]) => [at, entry.scheme] as const,
        ),
      ),
  ),
  inList(
    'BR-CL-15',
    'BT-159',
    COUNTRIES,
    'A country of origin',
    "Un pays d'origine",
    each(linesOf, 'BT-159', (line) => line.itemInformation?.countryOfOrigin),
  ),
  inList(
    'BR-CL-17',
    'BT-118',
    VAT_CATEGORIES,
    'The VAT category of a breakdown',
    "La catégorie de TVA d'une ventilation",
    each(
      (f) => f.breakdown,
      'BT-118',
      (bucket) => bucket.vatCategoryCode,
    ),
  ),
  inList(
    'BR-CL-18',
    'BT-151, BT-95, BT-102',
    VAT_CATEGORIES,
    'A VAT category',
    'Une catégorie de TVA',
    each(
      (f) => f.taxed,
      'BT-151',
      (taxed) => taxed.category,
    ),
  ),
  inList(
    'BR-CL-19',
    'BT-98, BT-140',
    ALLOWANCE_REASONS,
    'The reason of an allowance',
    "Le motif d'une remise",
    each(
      (f) => [...f.allowances, ...f.lineAllowances],
      'BT-98',
      (entry) => entry.reasonCode,
    ),
  ),
  inList(
    'BR-CL-20',
    'BT-105, BT-145',
    CHARGE_REASONS,
    'The reason of a charge',
    "Le motif d'une charge",
    each(
      (f) => [...f.charges, ...f.lineCharges],
      'BT-105',
      (entry) => entry.reasonCode,
    ),
  ),
  inList(
    'BR-CL-21',
    'BT-157',
    IDENTIFIER_SCHEMES,
    'The scheme of an item standard identifier',
    "Le schéma d'un identifiant standard d'article",
    each(linesOf, 'BT-157', (line) => line.itemInformation?.standardIdentifier?.scheme),
  ),
  inList(
    'BR-CL-22',
    'BT-121',
    VAT_EXEMPTION_REASONS,
    'The exemption reason',
    "Le motif d'exonération",
    each(
      (f) => f.breakdown,
      'BT-121',
      (bucket) => bucket.vatExemptionReasonCode?.toUpperCase(),
    ),
  ),
  inList('BR-CL-23', 'BT-130, BT-150', UNITS, 'A unit of measure', 'Une unité de mesure', function* (f) {
    for (const [path, line] of f.lines) {
      yield [`${path}/BT-130`, line.invoicedQuantityUnitOfMeasureCode];
      yield [`${path}/BT-150`, line.priceDetails?.itemPriceBaseQuantityUnitOfMeasureCode];
    }
  }),
];

/** Code lists. */
export const CODE_RULES: readonly Rule[] = [...DOCUMENT, ...PARTIES, ...LINES_AND_TAX];
