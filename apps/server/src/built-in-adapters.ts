/**
 * The adapters that come with the program. Each loads its entry only, which holds its manifest; the rest of it when it
 * is used. The list is also `docs/adapters.md`, which a test compares.
 */
export const builtInAdapters: Readonly<Record<string, () => Promise<unknown>>> = {
  'statement-camt': () => import('@lettrage/statement-camt'),
  'statement-cfonb': () => import('@lettrage/statement-cfonb'),
  'statement-csv': () => import('@lettrage/statement-csv'),
  'statement-folder': () => import('@lettrage/statement-folder'),
  'statement-https': () => import('@lettrage/statement-https'),
  'statement-imap': () => import('@lettrage/statement-imap'),
  'statement-feedback': () => import('@lettrage/statement-feedback'),
  'statement-mt940': () => import('@lettrage/statement-mt940'),
  'statement-ofx': () => import('@lettrage/statement-ofx'),
  'statement-qif': () => import('@lettrage/statement-qif'),
  'statement-xlsx': () => import('@lettrage/statement-xlsx'),
  'statement-sftp': () => import('@lettrage/statement-sftp'),
  'ledger-fec': () => import('@lettrage/ledger-fec'),
  'ledger-plaintext': () => import('@lettrage/ledger-plaintext'),
  'ledger-saft': () => import('@lettrage/ledger-saft'),
  'ledger-tables': () => import('@lettrage/ledger-tables'),
  'invoice-cii': () => import('@lettrage/invoice-cii'),
  'invoice-edifact': () => import('@lettrage/invoice-edifact'),
  'invoice-facturx': () => import('@lettrage/invoice-facturx'),
  'invoice-ubl': () => import('@lettrage/invoice-ubl'),
  'payout-gocardless': () => import('@lettrage/payout-gocardless'),
  'payout-paypal': () => import('@lettrage/payout-paypal'),
  'payout-stripe': () => import('@lettrage/payout-stripe'),
  'payout-sumup': () => import('@lettrage/payout-sumup'),
  'status-platform': () => import('@lettrage/status-platform'),
  'status-webhook': () => import('@lettrage/status-webhook'),
  'erp-dolibarr': () => import('@lettrage/erp-dolibarr'),
};
