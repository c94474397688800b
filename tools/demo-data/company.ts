import { frenchIban, frenchVatNumber, inventedSiren } from './identifiers.js';

const NIC = '00017';

/** The demonstration company as `config/demo/company.json` describes it to `lettrage demo`. Everything is invented. */
export function demoCompany() {
  const siren = inventedSiren(71_204);
  return {
    name: 'Atelier Garonne SAS',
    siren,
    siret: `${siren}${NIC}`,
    vatNumber: frenchVatNumber(siren),
    address: { lines: ['14 quai des Tanneurs'], postCode: '31000', city: 'Toulouse', country: 'FR' },
    email: 'compta@atelier-garonne.example',
    /** Last day of the financial year, month and day. */
    closing: '12-31',
    /** Earlier bank lines are history: never matched, booked or announced. */
    cutOver: '2026-06-01',
    openItems: 'open-items.csv',
    openItemsAsOf: '2026-10-31',
    invoice: 'invoice.json',
    accounts: [
      {
        iban: frenchIban('30004', '00821', '00010234567'),
        bic: 'BNPAFRPP',
        name: 'Compte courant',
        currency: 'EUR',
        journal: 'BQ1',
        ledgerAccount: '512100',
        statement: 'statement-2026-09-10.camt.xml',
      },
      {
        iban: frenchIban('10278', '02211', '00020345601'),
        bic: 'CMCIFR2A',
        name: 'Compte encaissements',
        currency: 'EUR',
        journal: 'BQ2',
        ledgerAccount: '512200',
        statement: 'statement-2026-09-10.csv',
      },
    ],
  } as const satisfies Record<string, unknown>;
}
