import { isSiren } from '@lettrage/domain';
import { decimal } from '../arithmetic/decimal.js';
import { isFilled } from '../rules/facts.js';
import { LIFECYCLE_STATUSES } from './lifecycle-codes.js';
import { onEach, type LifecycleRule } from './lifecycle-rule.js';
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
];
