import type { demoCompany } from './company.js';
import type { DemoCustomer } from './customers.js';
import { frenchVatNumber } from './identifiers.js';

/** The invoice that the demonstration writes as Factur-X: seller, buyer and lines; totals are computed from them. */
export function demoInvoiceDraft(company: ReturnType<typeof demoCompany>, customers: readonly DemoCustomer[]) {
  const buyer = customers.find((customer) => customer.country === 'FR') as DemoCustomer;
  const siren = buyer.siren as string;
  return {
    number: 'FA2026-000999',
    issueDate: '2026-11-16',
    dueDate: '2026-12-16',
    currency: 'EUR',
    seller: {
      name: company.name,
      siren: company.siren,
      vatNumber: company.vatNumber,
      address: company.address,
      email: company.email,
      iban: company.accounts[0].iban,
      bic: company.accounts[0].bic,
    },
    buyer: {
      name: buyer.name,
      siren,
      vatNumber: frenchVatNumber(siren),
      address: { lines: ['3 place du Marché'], postCode: '31470', city: 'Saint-Lys', country: 'FR' },
      email: 'contact@boulangerie-petitjean.example',
    },
    lines: [
      {
        name: 'Comptoir de vente en chêne, 2,40 m',
        quantity: '1',
        unit: 'C62',
        unitPrice: '2480.00',
        vatRate: '20.00',
      },
      { name: 'Étagères murales', quantity: '6', unit: 'C62', unitPrice: '89.90', vatRate: '20.00' },
      { name: 'Pose et ajustement sur place', quantity: '7.5', unit: 'HUR', unitPrice: '52.00', vatRate: '20.00' },
    ],
  };
}
