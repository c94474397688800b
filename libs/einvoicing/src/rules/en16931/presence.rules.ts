import { isFilled, placed, type InvoiceFacts } from '../facts.js';
import { rule, ruleForEach, type Rule } from '../rule.js';

type Get = (facts: InvoiceFacts) => string | undefined;

/** A term an invoice must have. */
function mandatory(id: string, term: string, en: string, fr: string, get: Get): Rule {
  const text = { en: `An invoice has ${en} (${term}).`, fr: `Une facture porte ${fr} (${term}).` };
  return rule(id, [term], text, (facts) => isFilled(get(facts)));
}

const HEADER: readonly Rule[] = [
  mandatory(
    'BR-01',
    'BT-24',
    'a specification identifier',
    'un identifiant de spécification',
    (f) => f.invoice.processControl?.specificationIdentifier,
  ),
  mandatory('BR-02', 'BT-1', 'an invoice number', 'un numéro de facture', (f) => f.invoice.invoiceNumber),
  mandatory('BR-03', 'BT-2', 'an issue date', "une date d'émission", (f) => f.invoice.invoiceIssueDate),
  mandatory('BR-04', 'BT-3', 'a type code', 'un code de type', (f) => f.invoice.invoiceTypeCode),
  mandatory('BR-05', 'BT-5', 'a currency code', 'un code de devise', (f) => f.invoice.invoiceCurrencyCode),
  mandatory('BR-06', 'BT-27', 'a seller name', 'un nom de vendeur', (f) => f.invoice.seller?.name),
  mandatory('BR-07', 'BT-44', 'a buyer name', "un nom d'acheteur", (f) => f.invoice.buyer?.name),
  rule(
    'BR-08',
    ['BG-5'],
    { en: 'An invoice has the seller postal address (BG-5).', fr: "Une facture porte l'adresse du vendeur (BG-5)." },
    (f) => f.invoice.seller?.postalAddress !== undefined,
  ),
  rule(
    'BR-09',
    ['BT-40'],
    {
      en: 'The seller postal address has a country code (BT-40).',
      fr: "L'adresse du vendeur porte un code de pays (BT-40).",
    },
    (f) => isFilled(f.invoice.seller?.postalAddress?.countryCode),
  ),
  rule(
    'BR-10',
    ['BG-8'],
    { en: 'An invoice has the buyer postal address (BG-8).', fr: "Une facture porte l'adresse de l'acheteur (BG-8)." },
    (f) => f.invoice.buyer?.postalAddress !== undefined,
  ),
  rule(
    'BR-11',
    ['BT-55'],
    {
      en: 'The buyer postal address has a country code (BT-55).',
      fr: "L'adresse de l'acheteur porte un code de pays (BT-55).",
    },
    (f) => isFilled(f.invoice.buyer?.postalAddress?.countryCode),
  ),
  mandatory(
    'BR-12',
    'BT-106',
    'the sum of line net amounts',
    'le total des montants nets des lignes',
    (f) => f.invoice.documentTotals?.sumOfInvoiceLineNetAmount,
  ),
  mandatory(
    'BR-13',
    'BT-109',
    'the total without VAT',
    'le total hors TVA',
    (f) => f.invoice.documentTotals?.invoiceTotalAmountWithoutVat,
  ),
  mandatory(
    'BR-14',
    'BT-112',
    'the total with VAT',
    'le total TVA comprise',
    (f) => f.invoice.documentTotals?.invoiceTotalAmountWithVat,
  ),
  mandatory(
    'BR-15',
    'BT-115',
    'the amount due',
    'le montant à payer',
    (f) => f.invoice.documentTotals?.amountDueForPayment,
  ),
  rule(
    'BR-16',
    ['BG-25'],
    { en: 'An invoice has at least one line (BG-25).', fr: 'Une facture porte au moins une ligne (BG-25).' },
    (f) => f.lines.length > 0,
  ),
  rule(
    'BR-53',
    ['BT-111', 'BT-6'],
    {
      en: 'If the VAT accounting currency (BT-6) is given, the VAT total in it (BT-111) is given too.',
      fr: 'Si la devise de comptabilisation de la TVA (BT-6) est donnée, le total de TVA dans cette devise (BT-111) doit l’être aussi.',
    },
    (f) =>
      !isFilled(f.invoice.vatAccountingCurrencyCode) ||
      isFilled(f.invoice.documentTotals?.invoiceTotalVatAmountInAccountingCurrency),
  ),
];

const PARTIES: readonly Rule[] = [
  rule(
    'BR-17',
    ['BT-59'],
    {
      en: 'The payee (BG-10) has a name (BT-59) and is not the seller; leave the payee out if it is.',
      fr: "Le bénéficiaire (BG-10) a un nom (BT-59) et n'est pas le vendeur ; sinon, ne pas l'indiquer.",
    },
    payeeIsAnother,
  ),
  rule(
    'BR-18',
    ['BT-62'],
    { en: 'The seller tax representative has a name (BT-62).', fr: 'Le représentant fiscal a un nom (BT-62).' },
    ({ invoice: { sellerTaxRepresentative: party } }) => party && isFilled(party.name),
  ),
  rule(
    'BR-19',
    ['BG-12'],
    {
      en: 'The seller tax representative has a postal address (BG-12).',
      fr: 'Le représentant fiscal a une adresse (BG-12).',
    },
    ({ invoice: { sellerTaxRepresentative: party } }) => party && party.postalAddress !== undefined,
  ),
  rule(
    'BR-20',
    ['BT-69'],
    {
      en: 'The tax representative address has a country code (BT-69).',
      fr: "L'adresse du représentant fiscal porte un code de pays (BT-69).",
    },
    ({ invoice: { sellerTaxRepresentative: party } }) =>
      party?.postalAddress && isFilled(party.postalAddress.countryCode),
  ),
  rule(
    'BR-56',
    ['BT-63'],
    {
      en: 'The seller tax representative has a VAT identifier (BT-63).',
      fr: 'Le représentant fiscal a un numéro de TVA (BT-63).',
    },
    ({ invoice: { sellerTaxRepresentative: party } }) => party && isFilled(party.vatIdentifier),
  ),
  rule(
    'BR-57',
    ['BT-80'],
    {
      en: 'The deliver to address has a country code (BT-80).',
      fr: "L'adresse de livraison porte un code de pays (BT-80).",
    },
    ({ invoice: { deliveryInformation: delivery } }) =>
      delivery?.deliverToAddress && isFilled(delivery.deliverToAddress.countryCode),
  ),
  rule(
    'BR-62',
    ['BT-34'],
    {
      en: 'The seller electronic address (BT-34) has a scheme identifier.',
      fr: "L'adresse électronique du vendeur (BT-34) porte un identifiant de schéma.",
    },
    ({ invoice: { seller } }) => seller?.electronicAddress && isFilled(seller.electronicAddress.scheme),
  ),
  rule(
    'BR-63',
    ['BT-49'],
    {
      en: 'The buyer electronic address (BT-49) has a scheme identifier.',
      fr: "L'adresse électronique de l'acheteur (BT-49) porte un identifiant de schéma.",
    },
    ({ invoice: { buyer } }) => buyer?.electronicAddress && isFilled(buyer.electronicAddress.scheme),
  ),
  rule(
    'BR-CO-26',
    ['BT-29', 'BT-30', 'BT-31'],
    {
      en: 'The seller has an identifier (BT-29), a legal registration (BT-30) or a VAT identifier (BT-31).',
      fr: 'Le vendeur a un identifiant (BT-29), un identifiant légal (BT-30) ou un numéro de TVA (BT-31).',
    },
    ({ invoice: { seller } }) =>
      Boolean(
        seller?.identifiers?.some((entry) => isFilled(entry.value)) ||
        isFilled(seller?.legalRegistrationIdentifier?.value) ||
        isFilled(seller?.vatIdentifier),
      ),
  ),
];

function payeeIsAnother({ invoice: { payee, seller } }: InvoiceFacts): boolean | undefined {
  if (payee === undefined) return undefined;
  const sameIdentifier =
    payee.identifier !== undefined && seller?.identifiers?.some((entry) => entry.value === payee.identifier?.value);
  const samePerson = isFilled(payee.name) && payee.name === seller?.name;
  const legal = payee.legalRegistrationIdentifier?.value;
  const sameCompany = legal !== undefined && legal === seller?.legalRegistrationIdentifier?.value;
  return isFilled(payee.name) && !samePerson && !sameIdentifier && !sameCompany;
}

const REFERENCES: readonly Rule[] = [
  ruleForEach(
    'BR-52',
    ['BT-122'],
    {
      en: 'Each supporting document (BG-24) has a reference (BT-122).',
      fr: 'Chaque document justificatif (BG-24) porte une référence (BT-122).',
    },
    (f) => placed('/BG-24', f.invoice.additionalSupportingDocuments),
    (document) => isFilled(document.reference),
  ),
  ruleForEach(
    'BR-55',
    ['BT-25'],
    {
      en: 'Each preceding invoice reference (BG-3) names the invoice (BT-25).',
      fr: 'Chaque référence à une facture antérieure (BG-3) porte son numéro (BT-25).',
    },
    (f) => placed('/BG-3', f.invoice.precedingInvoiceReferences),
    (entry) => isFilled(entry.reference),
  ),
  rule(
    'BR-29',
    ['BT-74', 'BT-73'],
    {
      en: 'The invoicing period does not end (BT-74) before it starts (BT-73).',
      fr: 'La période de facturation ne finit pas (BT-74) avant son début (BT-73).',
    },
    ({ invoice: { deliveryInformation: d } }) => ordered(d?.invoicingPeriod),
  ),
  rule(
    'BR-CO-19',
    ['BG-14', 'BT-73', 'BT-74'],
    {
      en: 'The invoicing period (BG-14) has a start (BT-73) or an end (BT-74).',
      fr: 'La période de facturation (BG-14) a un début (BT-73) ou une fin (BT-74).',
    },
    ({ invoice: { deliveryInformation: d } }) =>
      d?.invoicingPeriod && (isFilled(d.invoicingPeriod.startDate) || isFilled(d.invoicingPeriod.endDate)),
  ),
  rule(
    'BR-CO-03',
    ['BT-7', 'BT-8'],
    {
      en: 'The VAT point date (BT-7) and its code (BT-8) exclude each other.',
      fr: "La date d'exigibilité (BT-7) et son code (BT-8) s'excluent.",
    },
    ({ invoice }) => !(isFilled(invoice.valueAddedTaxPointDate) && isFilled(invoice.valueAddedTaxPointDateCode)),
  ),
];

/** True unless both ends are given and the wrong way round. Days compare as texts. */
export function ordered(period: { startDate?: string; endDate?: string } | undefined): boolean | string {
  const { startDate, endDate } = period ?? {};
  return startDate === undefined || endDate === undefined || endDate >= startDate ? true : `${startDate} > ${endDate}`;
}

const PAYMENT: readonly Rule[] = [
  rule(
    'BR-49',
    ['BT-81', 'BG-16'],
    {
      en: 'Payment instructions (BG-16) have a means code (BT-81).',
      fr: 'Les instructions de paiement (BG-16) portent un code de moyen (BT-81).',
    },
    ({ invoice: { paymentInstructions: p } }) => {
      const onlyReference =
        p !== undefined && Object.keys(p).every((key) => key === 'remittanceInformation' || key === 'directDebit');
      return p === undefined || onlyReference || isFilled(p.paymentMeansTypeCode);
    },
  ),
  ruleForEach(
    'BR-50',
    ['BT-84'],
    {
      en: 'Each credit transfer (BG-17) has an account (BT-84).',
      fr: 'Chaque virement (BG-17) porte un compte (BT-84).',
    },
    (f) => placed('/BG-17', f.invoice.paymentInstructions?.creditTransfers),
    (transfer) => isFilled(transfer.paymentAccountIdentifier),
  ),
  rule(
    'BR-51',
    ['BT-87'],
    {
      en: 'A card number (BT-87) shows no more than its first 6 and last 4 digits.',
      fr: 'Un numéro de carte (BT-87) ne montre pas plus que ses 6 premiers et 4 derniers chiffres.',
    },
    ({ invoice: { paymentInstructions: p } }) => (p?.paymentCardInformation?.primaryAccountNumber ?? '').length <= 10,
    'warning',
  ),
  rule(
    'BR-61',
    ['BT-84', 'BT-81'],
    {
      en: 'A credit transfer (BT-81 30 or 58) names the account (BT-84).',
      fr: 'Un virement (BT-81 30 ou 58) indique le compte (BT-84).',
    },
    ({ invoice: { paymentInstructions: p } }) =>
      !['30', '58'].includes(p?.paymentMeansTypeCode ?? '') ||
      Boolean(p?.creditTransfers?.some((transfer) => isFilled(transfer.paymentAccountIdentifier))),
  ),
  rule(
    'BR-CO-25',
    ['BT-9', 'BT-20', 'BT-115'],
    {
      en: 'A positive amount due (BT-115) has a due date (BT-9) or payment terms (BT-20).',
      fr: 'Un montant à payer positif (BT-115) a une échéance (BT-9) ou des conditions de paiement (BT-20).',
    },
    ({ invoice }) =>
      !/^(?!-)(?=.*[1-9])/.test(invoice.documentTotals?.amountDueForPayment ?? '') ||
      isFilled(invoice.paymentDueDate) ||
      isFilled(invoice.paymentTerms),
    // The standard has it; the artefacts 1.3.16 for CII and UBL no longer test it, so it must not change a verdict.
    'warning',
  ),
];

/** Terms that must be there, of the document and its parties. */
export const PRESENCE_RULES: readonly Rule[] = [...HEADER, ...PARTIES, ...REFERENCES, ...PAYMENT];
