import { frenchIban, frenchVatNumber, headOfficeSiret, inventedSiren } from './identifiers.js';

const siren = inventedSiren(71_204);

/** The company whose demonstration this is. Everything about it is invented. */
export const COMPANY = {
  name: 'Atelier Garonne SAS',
  siren,
  siret: headOfficeSiret(siren),
  vatNumber: frenchVatNumber(siren),
  address: { addressLine1: '14 quai des Tanneurs', postCode: '31000', city: 'Toulouse', countryCode: 'FR' },
  email: 'compta@atelier-garonne.example',
  /** Last day of the financial year, month and day. */
  fiscalYearEnd: '12-31',
  /** Earlier bank lines are history: never matched, booked or announced. */
  cutOverDay: '2026-06-01',
} as const;

/** Its two bank accounts, with the ledger accounts and journals they are booked in. */
export const ACCOUNTS = {
  camt: {
    iban: frenchIban('30004', '00821', '00010234567'),
    bic: 'BNPAFRPP',
    label: 'Compte courant',
    journal: 'BQ1',
    ledgerAccount: '512100',
  },
  csv: {
    iban: frenchIban('10278', '02211', '00020345601'),
    bic: 'CMCIFR2A',
    label: 'Compte encaissements',
    journal: 'BQ2',
    ledgerAccount: '512200',
  },
} as const;

/** Names of the files of the demonstration. */
export const FILES = {
  openItems: 'open-items.csv',
  camt: 'statement-2026-09-10.camt.xml',
  csv: 'statement-2026-09-10.csv',
  invoice: 'invoice.json',
} as const;

/** What `lettrage demo` reads first, `config/demo/company.json`: the company, its accounts, and the files to import. */
export function demoDescription() {
  return {
    company: COMPANY,
    accounts: [ACCOUNTS.camt, ACCOUNTS.csv],
    // Asked of the sales program on the last day of the statements, before anybody noted a payment in it.
    openItems: { file: FILES.openItems, asOf: '2026-10-31' },
    // The CSV export of this bank does not say whose account it is.
    statements: [{ file: FILES.camt }, { file: FILES.csv, account: ACCOUNTS.csv.iban }],
    invoice: FILES.invoice,
  };
}
