import type { Invoice } from '../../model/index.js';
import type { RulePack } from '../rule.js';
import { FRENCH_DOCUMENT_RULES, FRAMES } from './document.rules.js';
import { GROUPED_LINE_RULES } from './grouped-line.rules.js';
import { FRENCH_NUMBER_RULES } from './number.rules.js';
import { FRENCH_OBJECT_RULES } from './object.rules.js';
import { FRENCH_PARTY_RULES } from './party.rules.js';

/** The French rules BR-FR of XP Z12-012, as far as the terms of the model tell. */
export const CTC_FR_PACK: RulePack = {
  id: 'ctc-fr',
  title: {
    en: 'French e-invoicing reform (XP Z12-012)',
    fr: 'Réforme française de la facturation électronique (XP Z12-012)',
  },
  version: '1.4.0.04',
  // First day on which invoices are issued under the reform.
  validFrom: '2026-09-01',
  rules: [
    ...FRENCH_DOCUMENT_RULES,
    ...FRENCH_PARTY_RULES,
    ...FRENCH_NUMBER_RULES,
    ...FRENCH_OBJECT_RULES,
    ...GROUPED_LINE_RULES,
  ],
};

/**
 * True if an invoice is of the French reform: it says so (a French frame, a treatment note, a French specification), or
 * it is issued on or after the first day between two parties with French addresses and a SIREN on the seller's side.
 */
export function isFrenchReformInvoice(invoice: Invoice): boolean {
  const { processControl, seller, buyer } = invoice;
  if (processControl?.specificationIdentifier?.includes('urn.cpro.gouv.fr')) return true;
  if (invoice.notes?.some((note) => note.subjectCode === 'BAR')) return true;
  const french = seller?.postalAddress?.countryCode === 'FR';
  if (french && FRAMES.has(processControl?.businessProcessType ?? '')) return true;
  const since = (invoice.invoiceIssueDate ?? '') >= CTC_FR_PACK.validFrom;
  return (
    since && french && buyer?.postalAddress?.countryCode === 'FR' && seller.legalRegistrationIdentifier !== undefined
  );
}
