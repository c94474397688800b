import { ACCOUNTS, COMPANY } from './company.js';
import type { DemoCustomer } from './customers.js';
import { frenchVatNumber } from './identifiers.js';

/** The invoice that the demonstration writes as Factur-X: seller, buyer and lines; everything else is computed. */
export function demoInvoiceDraft(customers: readonly DemoCustomer[]) {
  const buyer = customers.find((customer) => customer.country === 'FR') as DemoCustomer;
  const siren = buyer.siren as string;
  return {
    number: 'FA2026-000999',
    issueDate: '2026-11-16',
    dueDate: '2026-12-16',
    operation: 'mixed',
    seller: {
      name: COMPANY.name,
      siren: COMPANY.siren,
      siret: COMPANY.siret,
      vatNumber: COMPANY.vatNumber,
      address: COMPANY.address,
      legalInformation: 'SAS au capital de 40 000 €',
    },
    buyer: {
      name: buyer.name,
      siren,
      vatNumber: frenchVatNumber(siren),
      address: { addressLine1: '3 place du Marché', postCode: '31470', city: 'Saint-Lys', countryCode: 'FR' },
    },
    lines: [
      { name: 'Comptoir de vente en chêne, 2,40 m', quantity: '1', unit: 'C62', price: '2480.00', vatRate: '20.00' },
      { name: 'Étagères murales', quantity: '6', unit: 'C62', price: '89.90', vatRate: '20.00' },
      { name: 'Pose et ajustement sur place', quantity: '7.5', unit: 'HUR', price: '52.00', vatRate: '20.00' },
    ],
    deliveryDate: '2026-11-13',
    payment: {
      iban: ACCOUNTS.camt.iban,
      bic: ACCOUNTS.camt.bic,
      accountName: COMPANY.name,
      reference: 'FA2026-000999',
    },
    purchaseOrder: 'CM-91207',
  };
}
