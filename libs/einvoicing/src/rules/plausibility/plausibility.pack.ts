import { compact, isDay, isIban, isSiren, isSiret } from '@lettrage/domain';
import { isDecimal } from '../../arithmetic/decimal.js';
import { decimalOrZero, equal, isFilled, placed, type InvoiceFacts, type Placed } from '../facts.js';
import { rule, ruleForEach, type Rule, type RulePack } from '../rule.js';
import { vatOf } from '../en16931/total.rules.js';

/** Check digits of a French VAT identifier with a numeric key; the newer keys with letters have no published formula. */
function isVatIdentifier(id: string): boolean {
  const french = /^FR(\d{2})(\d{9})$/.exec(id);
  if (french) return isSiren(french[2]!) && Number(french[1]) === (12 + 3 * (Number(french[2]) % 97)) % 97;
  if (id.startsWith('FR')) return /^FR[0-9A-HJ-NP-Z]{2}\d{9}$/.test(id);
  return /^[A-Z]{2}[0-9A-Z+*]{2,13}$/.test(id);
}

function* identifiers({ invoice }: InvoiceFacts): Iterable<Placed<{ value: string; scheme?: string }>> {
  const { seller, buyer } = invoice;
  if (seller?.legalRegistrationIdentifier) yield ['/BT-30', seller.legalRegistrationIdentifier];
  if (buyer?.legalRegistrationIdentifier) yield ['/BT-47', buyer.legalRegistrationIdentifier];
  yield* placed('/BT-29', seller?.identifiers);
  yield* placed('/BT-46', buyer?.identifiers);
}

function* vatIdentifiers({ invoice }: InvoiceFacts): Iterable<Placed<string | undefined>> {
  yield ['/BT-31', invoice.seller?.vatIdentifier];
  yield ['/BT-48', invoice.buyer?.vatIdentifier];
  yield ['/BT-63', invoice.sellerTaxRepresentative?.vatIdentifier];
}

function* days({ invoice }: InvoiceFacts): Iterable<Placed<string | undefined>> {
  yield ['/BT-2', invoice.invoiceIssueDate];
  yield ['/BT-7', invoice.valueAddedTaxPointDate];
  yield ['/BT-9', invoice.paymentDueDate];
  yield ['/BT-72', invoice.deliveryInformation?.actualDeliveryDate];
}

function* numbers({ invoice, lines, breakdown }: InvoiceFacts): Iterable<Placed<string | undefined>> {
  for (const [key, value] of Object.entries(invoice.documentTotals ?? {})) yield [`/BG-22/${key}`, value as string];
  for (const [path, bucket] of breakdown) {
    yield [`${path}/BT-116`, bucket.vatCategoryTaxableAmount];
    yield [`${path}/BT-117`, bucket.vatCategoryTaxAmount];
    yield [`${path}/BT-119`, bucket.vatCategoryRate];
  }
  for (const [path, line] of lines) {
    yield [`${path}/BT-129`, line.invoicedQuantity];
    yield [`${path}/BT-131`, line.netAmount];
    yield [`${path}/BT-146`, line.priceDetails?.itemNetPrice];
    yield [`${path}/BT-152`, line.vatInformation?.invoicedItemVatRate];
  }
}

const PLACEHOLDER = /^(n\/?a|\.|-|x+|tbd|todo|néant|neant|null|undefined|string)$/i;

const RULES: readonly Rule[] = [
  ruleForEach(
    'number-form',
    ['BG-22', 'BG-23', 'BG-25'],
    {
      en: 'A number is written with digits and a decimal point, such as 1200.50.',
      fr: 'Un nombre s’écrit en chiffres avec un point décimal, par exemple 1200.50.',
    },
    numbers,
    (value) => value === undefined || isDecimal(value) || value,
    'fatal',
  ),
  ruleForEach(
    'date-form',
    ['BT-2', 'BT-7', 'BT-9', 'BT-72'],
    { en: 'A date exists and is written YYYY-MM-DD.', fr: 'Une date existe et s’écrit AAAA-MM-JJ.' },
    days,
    (day) => day === undefined || isDay(day) || day,
    'fatal',
  ),
  ruleForEach(
    'siren-check-digit',
    ['BT-30', 'BT-47', 'BT-29', 'BT-46'],
    { en: 'A SIREN (scheme 0002) has a right check digit.', fr: 'Un SIREN (schéma 0002) a une clé juste.' },
    identifiers,
    (id) => id.scheme !== '0002' || isSiren(id.value) || id.value,
    'warning',
  ),
  ruleForEach(
    'siret-check-digit',
    ['BT-29', 'BT-46'],
    { en: 'A SIRET (scheme 0009) has a right check digit.', fr: 'Un SIRET (schéma 0009) a une clé juste.' },
    identifiers,
    (id) => id.scheme !== '0009' || isSiret(id.value) || id.value,
    'warning',
  ),
  ruleForEach(
    'vat-number-shape',
    ['BT-31', 'BT-48', 'BT-63'],
    {
      en: 'A VAT identifier has the form, and in France the key, of its country.',
      fr: 'Un numéro de TVA a la forme, et en France la clé, de son pays.',
    },
    vatIdentifiers,
    (id) => !isFilled(id) || isVatIdentifier(compact(id)) || id,
    'warning',
  ),
  ruleForEach(
    'iban-check-digits',
    ['BT-84'],
    {
      en: 'An account that looks like an IBAN has right check digits.',
      fr: 'Un compte qui ressemble à un IBAN a une clé juste.',
    },
    (f) => placed('/BG-17', f.invoice.paymentInstructions?.creditTransfers),
    ({ paymentAccountIdentifier: account }) =>
      account === undefined || !/^[A-Za-z]{2}\d{2}/.test(account) || isIban(compact(account)) || account,
    'warning',
  ),
  ruleForEach(
    'vat-exact',
    ['BT-117', 'BT-116', 'BT-119'],
    {
      en: 'VAT (BT-117) is exactly taxable amount × rate, rounded once; a receiver may refuse a difference.',
      fr: 'La TVA (BT-117) est exactement base × taux, arrondie une fois ; un destinataire peut refuser un écart.',
    },
    (f) => f.breakdown,
    (bucket) =>
      bucket.vatCategoryTaxAmount === undefined ||
      equal(bucket.vatCategoryTaxAmount, vatOf(bucket.vatCategoryTaxableAmount, bucket.vatCategoryRate)),
    'warning',
  ),
  ruleForEach(
    'note-placeholder',
    ['BT-22'],
    { en: 'A note says something.', fr: 'Une note dit quelque chose.' },
    (f) => placed('/BG-1', f.invoice.notes),
    ({ note }) => isFilled(note) && !PLACEHOLDER.test(note.trim()),
    'warning',
  ),
  rule(
    'legal-information-placeholder',
    ['BT-33'],
    {
      en: 'The additional legal information (BT-33) says something.',
      fr: 'Les informations légales (BT-33) disent quelque chose.',
    },
    ({ invoice: { seller } }) =>
      seller?.additionalLegalInformation === undefined || !PLACEHOLDER.test(seller.additionalLegalInformation.trim()),
    'warning',
  ),
  rule(
    'credit-note-frame',
    ['BT-23', 'BT-3'],
    {
      en: 'A credit note (381) does not use the frame of a final invoice after deposit (B4, S4, M4).',
      fr: "Un avoir (381) n'emploie pas le cadre d'une facture définitive après acompte (B4, S4, M4).",
    },
    ({ invoice }) =>
      invoice.invoiceTypeCode !== '381' || !/^[BSM]4$/.test(invoice.processControl?.businessProcessType ?? ''),
    'warning',
  ),
  rule(
    'paid-more-than-total',
    ['BT-113', 'BT-112'],
    {
      en: 'The paid amount (BT-113) is not greater than the total with VAT (BT-112).',
      fr: "Le montant payé (BT-113) n'excède pas le total TVA comprise (BT-112).",
    },
    ({ invoice: { documentTotals: totals } }) =>
      totals?.paidAmount === undefined ||
      decimalOrZero(totals.paidAmount).abs().lessThanOrEqualTo(decimalOrZero(totals.invoiceTotalAmountWithVat).abs()),
    'warning',
  ),
];

/** What the published rule sets let through although it is almost surely a mistake; warnings, and the form of numbers and dates. */
export const PLAUSIBILITY_PACK: RulePack = {
  id: 'plausibility',
  title: { en: 'Plausibility', fr: 'Vraisemblance' },
  version: '1',
  validFrom: '2017-06-28',
  rules: RULES,
};
