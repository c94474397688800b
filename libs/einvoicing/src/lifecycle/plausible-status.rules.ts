import { isDay, isSiren } from '@lettrage/domain';
import { decimal } from '../arithmetic/decimal.js';
import { isFilled } from '../rules/facts.js';
import { LIFECYCLE_STATUSES } from './lifecycle-codes.js';
import type { ReferencedInvoice, StatusCharacteristic } from './lifecycle-message.js';
import { numbered, onEach, type LifecycleRule, type MessageFacts } from './lifecycle-rule.js';
import { sirenOf } from './lifecycle.rules.js';

/** What the published rules let through and a platform or an auditor does not. */
export const PLAUSIBLE_STATUS_RULES: readonly LifecycleRule[] = [
  onEach(
    'status-negative-comment',
    'MDT-105 MDT-126 MDT-215',
    {
      en: 'A negative cash-in (refund) says why in a note (MDT-126), else platforms refuse it.',
      fr: 'Un encaissement négatif (remboursement) est motivé dans une note (MDT-126), sinon les plateformes le refusent.',
    },
    (facts) => facts.details,
    ([, detail, invoice]) =>
      invoice.status !== '212' ||
      !(detail.characteristics ?? []).some(
        ({ type, amount }) => type === 'MEN' && decimal(amount?.amount)?.isNegative(),
      ) ||
      (detail.notes ?? []).some(({ content }) => (content ?? []).some(isFilled)),
    { severity: 'warning', child: 'ram:IncludedNote/ram:Content' },
  ),
  onEach(
    'status-seller-siren',
    'MDT-129',
    { en: "The seller's SIREN has the right check digit.", fr: 'Le SIREN du vendeur a la bonne clé.' },
    (facts) => facts.invoices,
    ([, { seller }]) => {
      const siren = sirenOf(seller);
      return siren === undefined || isSiren(siren) || siren;
    },
    { severity: 'warning', child: 'ram:IssuerTradeParty/ram:GlobalID' },
  ),
  onEach(
    'status-code-of-status',
    'MDT-88 MDT-105',
    {
      en: 'The status code (MDT-88) is the one of the status (MDT-105).',
      fr: 'Le code (MDT-88) est celui du statut (MDT-105).',
    },
    (facts) => facts.invoices,
    ([, { status = '', statusCode }]) => {
      const expected = LIFECYCLE_STATUSES.get(status)?.statusCode;
      return (
        statusCode === undefined || expected === undefined || expected === statusCode || `${statusCode} ≠ ${expected}`
      );
    },
    { severity: 'warning', child: 'ram:StatusCode' },
  ),
  onEach(
    'status-phase',
    'MDT-77 MDT-105',
    { en: 'The phase (MDT-77) is the one of the status.', fr: 'La phase (MDT-77) est celle du statut.' },
    (facts) => facts.invoices,
    ([, { status = '' }, { phase = '' }]) => {
      const expected = LIFECYCLE_STATUSES.get(status)?.phase;
      return expected === undefined || expected === phase || `${phase} ≠ ${expected}`;
    },
    { severity: 'warning', child: 'ram:ProcessConditionCode' },
  ),
  onEach(
    'status-cash-rate',
    'MDT-105 MDT-207 MDT-224',
    {
      en: 'The VAT rate of a cash-in is one of the French rates.',
      fr: "Le taux de TVA d'un encaissement est un des taux français.",
    },
    figures,
    ([, { type, percent }, { status }]) =>
      status !== '212' || type !== 'MEN' || percent === undefined || isFrenchRate(percent) || percent,
    { severity: 'warning', child: 'ram:ValuePercent' },
  ),
  onEach(
    'status-payment-amount',
    'MDT-105 MDT-207 MDT-215',
    {
      en: 'A payment sent (211) gives the amount paid (MPA).',
      fr: 'Un paiement transmis (211) donne le montant payé (MPA).',
    },
    (facts) => facts.invoices,
    ([, { status, details = [] }]) =>
      status !== '211' ||
      details.some(({ characteristics = [] }) =>
        characteristics.some(({ type, amount }) => type === 'MPA' && amount !== undefined),
      ),
    { severity: 'warning', child: 'ram:SpecifiedDocumentStatus' },
  ),
  onEach(
    'status-account',
    'MDT-105 MDT-207',
    {
      en: 'A factored invoice or one with another account to pay (225, 226, 227) gives that account (CBB).',
      fr: 'Une facture affacturée ou à payer sur un autre compte (225, 226, 227) donne ce compte (CBB).',
    },
    (facts) => facts.invoices,
    ([, { status = '', details = [] }]) =>
      !['225', '226', '227'].includes(status) ||
      details.some(({ characteristics = [] }) => characteristics.some(({ type }) => type === 'CBB')),
    { severity: 'warning', child: 'ram:SpecifiedDocumentStatus' },
  ),
  onEach(
    'status-expected-value',
    'MDT-207',
    {
      en: 'An invalid value (DIV) stands beside the value expected (DVA).',
      fr: 'Une donnée invalide (DIV) est accompagnée de la donnée attendue (DVA).',
    },
    (facts) => facts.details,
    ([, { characteristics = [] }]) => {
      const count = (code: string): number => characteristics.filter(({ type }) => type === code).length;
      return count('DIV') <= count('DVA') || `DIV ${count('DIV')}, DVA ${count('DVA')}`;
    },
    { severity: 'warning', child: 'ram:SpecifiedDocumentCharacteristic' },
  ),
  onEach(
    'status-seller-is-issuer',
    'MDT-38 MDT-40 MDT-129',
    {
      en: 'A seller who sets a status is the seller of the invoice.',
      fr: 'Un vendeur qui pose un statut est le vendeur de la facture.',
    },
    (facts) => facts.invoices,
    ([, { seller }], { message: { issuer } }) => {
      const [own, named] = [sirenOf(issuer), sirenOf(seller)];
      return issuer?.role !== 'SE' || own === undefined || named === undefined || own === named || `${own} ≠ ${named}`;
    },
    { severity: 'warning', child: 'ram:IssuerTradeParty/ram:GlobalID' },
  ),
  onEach(
    'status-invoice-day',
    'MDT-100',
    {
      en: 'The invoice date is a day (format 102).',
      fr: 'La date de facture est un jour (format 102).',
    },
    (facts) => facts.invoices,
    ([, { invoiceIssueDate: date }]) => date === undefined || isDay(date) || date,
    { severity: 'warning', child: 'ram:FormattedIssueDateTime' },
  ),
];

/** VAT rates in force in France, overseas and in the past (BR-FR-16). */
const RATES = '0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6'.split(' ');

function isFrenchRate(percent: string): boolean {
  const rate = decimal(percent);
  return rate !== undefined && RATES.some((one) => rate.equals(one));
}

function figures(facts: MessageFacts): (readonly [string, StatusCharacteristic, ReferencedInvoice])[] {
  return facts.details.flatMap(([path, { characteristics }, invoice]) =>
    numbered(`${path}/ram:SpecifiedDocumentCharacteristic`, characteristics).map(
      ([at, one]) => [at, one, invoice] as const,
    ),
  );
}
