import { defineAdapter } from '@lettrage/adapter-sdk';
import { SAFT_OPTIONS_SCHEMA } from './saft-options.js';

/** SAF-T (OECD standard audit file for tax), core: header, master files, general ledger entries. */
export default defineAdapter({
  manifest: {
    id: 'ledger-saft',
    title: 'SAF-T (standard audit file for tax)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['ledgerExporter'],
    formats: [
      {
        id: 'saft',
        title: 'SAF-T core: accounts, customers, suppliers, general ledger entries',
        options: SAFT_OPTIONS_SCHEMA,
        use: 'report',
        omits: ['lettering'],
        describe: {
          kind: 'xml',
          decimal: '.',
          debit: 'DebitAmount/Amount',
          credit: 'CreditAmount/Amount',
          enc: 'utf-8',
          eol: 'LF',
          text: 'Signs XML cannot hold become a blank. Texts are cut to the length of their element; account, amount and day never.',
        },
      },
    ],
    licence: 'Apache-2.0',
  },
  create: async () => ({ ledgerExporter: (await import('./saft.writer.js')).saftWriter }),
});
