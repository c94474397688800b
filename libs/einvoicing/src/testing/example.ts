import { draftInvoice } from '../draft/draft-invoice.js';
import type { InvoiceDraft } from '../draft/draft-types.js';
import type { Invoice } from '../model/index.js';

/** A French B2B draft with two rates that passes every rule; tests change what they are about. */
export const EXAMPLE_DRAFT: InvoiceDraft = {
  number: 'FA2026-000123',
  issueDate: '2026-10-05',
  dueDate: '2026-11-04',
  operation: 'services',
  seller: {
    name: 'Atelier du Rhône SARL',
    siren: '732829320',
    siret: '73282932000074',
    address: { addressLine1: '12 quai Saint-Vincent', postCode: '69001', city: 'Lyon', countryCode: 'FR' },
    legalInformation: 'SARL au capital de 20 000 € — RCS Lyon 732 829 320',
  },
  buyer: {
    name: 'Boulangerie Martin SAS',
    siren: '404833048',
    vatNumber: 'FR83404833048',
    address: { addressLine1: '3 rue des Écoles', postCode: '75005', city: 'Paris', countryCode: 'FR' },
  },
  lines: [
    { name: 'Maintenance du four', quantity: '3', unit: 'HUR', price: '85.00', vatRate: '20.00' },
    { name: 'Manuel', quantity: '2', price: '19.905', vatRate: '5.50' },
  ],
  deliveryDate: '2026-10-02',
  payment: { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' },
  vatOnDebits: false,
};

/** The invoice of {@link EXAMPLE_DRAFT}, with changes to the draft. */
export function exampleInvoice(changes: Partial<InvoiceDraft> = {}): Invoice {
  return draftInvoice({ ...EXAMPLE_DRAFT, ...changes });
}
