import { isDay } from '@lettrage/domain';
import { codes } from '../../codes/code-list.js';
import type { Invoice } from '../../model/index.js';
import { decimalOrZero, isFilled, placed, type InvoiceFacts } from '../facts.js';
import { rule, ruleForEach, type Rule } from '../rule.js';
import { frameOf, precedingInvoices } from './french-terms.js';

/** BT-23: B goods, S services, M both; 1 normal, 2 already paid, 4 final after deposit, 7, 8, 9 special. */
export const FRAMES = codes('B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8 B9 S9 M9');
const TYPES = codes('380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503');
const DEPOSITS = codes('386 500 503');
const CORRECTIVE = codes('384 471 472 473');
const CREDIT_NOTES = codes('261 381 396 502 503');
const TREATMENTS = codes('B2B B2BINT B2C B2CINT OUTOFSCOPE ARCHIVEONLY');
const ATTACHMENTS = codes(
  'RIB LISIBLE FEUILLE_DE_STYLE PJA BORDEREAU_SUIVI DOCUMENT_ANNEXE BON_LIVRAISON BON_COMMANDE BORDEREAU_SUIVI_VALIDATION ETAT_ACOMPTE FACTURE_PAIEMENT_DIRECT RECAPITULATIF_COTRAITANCE',
);

const typeOf = ({ invoice }: InvoiceFacts): string => invoice.invoiceTypeCode ?? '';
const isPaidFrame = (facts: InvoiceFacts): boolean => ['B2', 'S2', 'M2'].includes(frameOf(facts));
const notesOf = (invoice: Invoice, code: string) => (invoice.notes ?? []).filter((note) => note.subjectCode === code);

/** True if a note says that the invoice is treated as B2B (BAR). */
export function isB2B(invoice: Invoice): boolean {
  return notesOf(invoice, 'BAR').some((note) => note.note?.trim() === 'B2B');
}

function* numbers(facts: InvoiceFacts): Iterable<readonly [string, string | undefined]> {
  yield ['/BT-1', facts.invoice.invoiceNumber];
  for (const [path, entry] of precedingInvoices(facts)) yield [`${path}/BT-25`, entry.reference];
}

function* types(facts: InvoiceFacts): Iterable<readonly [string, string | undefined]> {
  yield ['/BT-3', facts.invoice.invoiceTypeCode];
  for (const [path, entry] of precedingInvoices(facts)) yield [`${path}/EXT-FR-FE-02`, entry.typeCode];
}

function* days(facts: InvoiceFacts): Iterable<readonly [string, string | undefined]> {
  const { invoice, lines } = facts;
  const delivery = invoice.deliveryInformation;
  yield ['/BT-2', invoice.invoiceIssueDate];
  yield ['/BT-7', invoice.valueAddedTaxPointDate];
  if (!invoice.paymentInstalments) yield ['/BT-9', invoice.paymentDueDate];
  for (const [path, instalment] of placed('/BT-9', invoice.paymentInstalments)) yield [path, instalment.dueDate];
  yield ['/BT-72', delivery?.actualDeliveryDate];
  yield ['/BT-73', delivery?.invoicingPeriod?.startDate];
  yield ['/BT-74', delivery?.invoicingPeriod?.endDate];
  for (const [path, entry] of precedingInvoices(facts)) yield [`${path}/BT-26`, entry.issueDate];
  for (const [path, line] of lines) {
    yield [`${path}/BT-134`, line.period?.startDate];
    yield [`${path}/BT-135`, line.period?.endDate];
    yield [`${path}/EXT-FR-FE-158`, line.deliveryInformation?.actualDeliveryDate];
  }
}

const IDENTITY: readonly Rule[] = [
  ruleForEach(
    'BR-FR-01',
    ['BT-1', 'BT-25'],
    {
      en: 'An invoice number (BT-1, BT-25) has at most 35 characters.',
      fr: 'Un numéro de facture (BT-1, BT-25) a au plus 35 caractères.',
    },
    numbers,
    (number) => (number ?? '').length <= 35,
  ),
  ruleForEach(
    'BR-FR-02',
    ['BT-1', 'BT-25'],
    {
      en: 'An invoice number (BT-1, BT-25) is made of letters, digits and + - _ / without blanks.',
      fr: 'Un numéro de facture (BT-1, BT-25) ne contient que lettres, chiffres et + - _ /, sans espace.',
    },
    numbers,
    (number) => !isFilled(number) || /^[A-Za-z0-9+\-_/]+$/.test(number) || number,
  ),
  ruleForEach(
    'BR-FR-03',
    ['BT-2', 'BT-7', 'BT-9', 'BT-26', 'BT-72', 'BT-73', 'BT-74', 'BT-134', 'BT-135'],
    { en: 'A date exists and lies between 2000 and 2099.', fr: 'Une date existe et se situe entre 2000 et 2099.' },
    days,
    (day) => day === undefined || (isDay(day) && day.startsWith('20')) || day,
  ),
  ruleForEach(
    'BR-FR-04',
    ['BT-3'],
    {
      en: 'The type of an invoice (BT-3) is one the French reform knows.',
      fr: 'Le type d’une facture (BT-3) est admis par la réforme.',
    },
    types,
    (code) => code === undefined || TYPES.has(code) || code,
  ),
  rule(
    'BR-FR-08',
    ['BT-23'],
    {
      en: 'The invoicing frame (BT-23) is present and known, such as B1, S1 or M1.',
      fr: 'Le cadre de facturation (BT-23) est présent et connu, par exemple B1, S1 ou M1.',
    },
    (f) => FRAMES.has(frameOf(f)) || frameOf(f),
  ),
];

const MENTIONS = [
  ['PMT', 'the fixed recovery fee of 40 €', "l'indemnité forfaitaire de recouvrement de 40 €"],
  ['PMD', 'late payment penalties', 'les pénalités de retard'],
  ['AAB', 'discount for early payment, or its absence', "l'escompte ou son absence"],
] as const;

const NOTES: readonly Rule[] = [
  ...MENTIONS.map(([code, en, fr]) =>
    rule(
      'BR-FR-05',
      ['BG-1'],
      { en: `A note with subject code ${code} tells of ${en}.`, fr: `Une note de code sujet ${code} indique ${fr}.` },
      ({ invoice }) => notesOf(invoice, code).length > 0,
    ),
  ),
  ...['PMT', 'PMD', 'AAB', 'TXD'].map((code) =>
    rule(
      'BR-FR-06',
      ['BT-21'],
      { en: `At most one note has the subject code ${code}.`, fr: `Une note au plus porte le code sujet ${code}.` },
      ({ invoice }) => notesOf(invoice, code).length <= 1,
    ),
  ),
  ruleForEach(
    'BR-FR-20',
    ['BT-22', 'BT-21'],
    {
      en: 'The treatment note (BAR) is B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE or ARCHIVEONLY.',
      fr: 'La note de traitement (BAR) vaut B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE ou ARCHIVEONLY.',
    },
    (f) => placed('/BG-1', f.invoice.notes),
    (note) => note.subjectCode !== 'BAR' || TREATMENTS.has(note.note ?? '') || (note.note ?? ''),
  ),
  rule(
    'BR-FR-31',
    ['BT-21'],
    { en: 'There is at most one treatment note (BAR).', fr: 'Il y a au plus une note de traitement (BAR).' },
    ({ invoice }) => notesOf(invoice, 'BAR').filter((note) => TREATMENTS.has(note.note?.trim() ?? '')).length <= 1,
  ),
  ruleForEach(
    'BR-FR-17',
    ['BT-123'],
    {
      en: 'The description of a supporting document (BT-123) is a code of the French list.',
      fr: "La qualification d'une pièce jointe (BT-123) est un code de la liste française.",
    },
    (f) => placed('/BG-24', f.invoice.additionalSupportingDocuments),
    ({ description }) => !isFilled(description) || ATTACHMENTS.has(description) || description,
  ),
  rule(
    'BR-FR-18',
    ['BT-123'],
    {
      en: 'At most one supporting document is the readable invoice (LISIBLE).',
      fr: 'Une seule pièce jointe au plus est le LISIBLE.',
    },
    ({ invoice }) =>
      (invoice.additionalSupportingDocuments ?? []).filter((document) => document.description === 'LISIBLE').length <=
      1,
  ),
];

const isDated = (references: Invoice['precedingInvoiceReferences']): boolean =>
  (references ?? []).some((entry) => isFilled(entry.reference) && isFilled(entry.issueDate));

const COHERENCE: readonly Rule[] = [
  rule(
    'BR-FR-CO-03',
    ['BT-12', 'BG-14', 'BT-3'],
    {
      en: 'A global rebate (262) names the contract (BT-12) and the whole period (BT-73, BT-74).',
      fr: 'Un avoir de remise globale (262) porte le contrat (BT-12) et la période (BT-73, BT-74).',
    },
    (f) => {
      const period = f.invoice.deliveryInformation?.invoicingPeriod;
      return (
        typeOf(f) !== '262' ||
        (isFilled(f.invoice.contractReference) && isFilled(period?.startDate) && isFilled(period?.endDate))
      );
    },
  ),
  rule(
    'BR-FR-CO-04',
    ['BG-3', 'BT-3'],
    {
      en: 'A corrective invoice (384, 471, 472, 473) names exactly one preceding invoice.',
      fr: 'Une facture rectificative (384, 471, 472, 473) cite une seule facture antérieure.',
    },
    (f) => !CORRECTIVE.has(typeOf(f)) || f.invoice.precedingInvoiceReferences?.length === 1,
  ),
  rule(
    'BR-FR-CO-05',
    ['BG-3', 'BT-3'],
    {
      en: 'A credit note (261, 381, 396, 502, 503) names a preceding invoice with its date, in the header or in each line.',
      fr: 'Un avoir (261, 381, 396, 502, 503) cite une facture antérieure avec sa date, en tête ou à chaque ligne.',
    },
    (f) =>
      !CREDIT_NOTES.has(typeOf(f)) ||
      isDated(f.invoice.precedingInvoiceReferences) ||
      (f.invoice.lines ?? [])
        .filter((line) => line.lineSubtypeCode !== 'GROUP' && line.lineSubtypeCode !== 'INFORMATION')
        .every((line) => isDated(line.precedingInvoiceReferences)),
  ),
  rule(
    'BR-FR-CO-07',
    ['BT-9', 'BT-2'],
    {
      en: 'The due date (BT-9) is not before the issue date (BT-2), deposits and invoices already paid excepted.',
      fr: "L'échéance (BT-9) n'est pas antérieure à l'émission (BT-2), sauf acomptes et factures déjà payées.",
    },
    (f) => {
      const { paymentDueDate: due, invoiceIssueDate: issued } = f.invoice;
      return (
        due === undefined ||
        issued === undefined ||
        DEPOSITS.has(typeOf(f)) ||
        isPaidFrame(f) ||
        due >= issued ||
        `${due} < ${issued}`
      );
    },
  ),
  rule(
    'BR-FR-CO-08',
    ['BT-23', 'BT-3'],
    {
      en: 'A final invoice after deposit (B4, S4, M4) is not itself a deposit (386, 500, 503).',
      fr: "Une facture définitive après acompte (B4, S4, M4) n'est pas un acompte (386, 500, 503).",
    },
    (f) => !['B4', 'S4', 'M4'].includes(frameOf(f)) || !DEPOSITS.has(typeOf(f)),
  ),
  rule(
    'BR-FR-CO-09',
    ['BT-113', 'BT-112', 'BT-23'],
    {
      en: 'Already paid (B2, S2, M2): the paid amount (BT-113) is the total with VAT (BT-112).',
      fr: 'Déjà payée (B2, S2, M2) : le montant payé (BT-113) est le total TVA comprise (BT-112).',
    },
    (f) => {
      const totals = f.invoice.documentTotals;
      return (
        !isPaidFrame(f) || decimalOrZero(totals?.paidAmount).equals(decimalOrZero(totals?.invoiceTotalAmountWithVat))
      );
    },
  ),
  rule(
    'BR-FR-CO-09',
    ['BT-115', 'BT-23'],
    {
      en: 'Already paid (B2, S2, M2): nothing is due (BT-115).',
      fr: 'Déjà payée (B2, S2, M2) : rien n’est à payer (BT-115).',
    },
    (f) => !isPaidFrame(f) || decimalOrZero(f.invoice.documentTotals?.amountDueForPayment).isZero(),
  ),
  rule(
    'BR-FR-CO-09',
    ['BT-9', 'BT-23'],
    {
      en: 'Already paid (B2, S2, M2): the due date (BT-9) is the day of payment.',
      fr: 'Déjà payée (B2, S2, M2) : l’échéance (BT-9) est la date de paiement.',
    },
    (f) => !isPaidFrame(f) || isFilled(f.invoice.paymentDueDate),
  ),
  rule(
    'BR-FR-CO-12',
    ['BT-6', 'BT-111', 'BT-5'],
    {
      en: 'An invoice in another currency has EUR as accounting currency (BT-6) and its VAT in EUR (BT-111).',
      fr: 'Une facture en devise a EUR comme devise de comptabilisation (BT-6) et sa TVA en EUR (BT-111).',
    },
    ({ invoice }) => {
      const foreign = invoice.invoiceCurrencyCode !== undefined && invoice.invoiceCurrencyCode !== 'EUR';
      return (
        !foreign ||
        (invoice.vatAccountingCurrencyCode === 'EUR' &&
          isFilled(invoice.documentTotals?.invoiceTotalVatAmountInAccountingCurrency))
      );
    },
  ),
];

/** Numbers, dates, types, notes and how they agree. */
export const FRENCH_DOCUMENT_RULES: readonly Rule[] = [...IDENTITY, ...NOTES, ...COHERENCE];
