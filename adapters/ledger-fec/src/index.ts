import { defineAdapter } from '@lettrage/adapter-sdk';
import { FEC_OPTIONS_SCHEMA } from './fec-options.js';

const TEXTS =
  'NUL and invisible characters go; typographic signs their plain form; emoji, and in ISO 8859-15 what the set lacks, ' +
  'the base letter or ?.';

/** The French accounting file (fichier des écritures comptables, LPF art. L47 A-I): written and checked. */
export default defineAdapter({
  manifest: {
    id: 'ledger-fec',
    title: 'FEC (fichier des écritures comptables)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['ledgerExporter', 'ledgerChecker', 'ledgerSource'],
    formats: [
      {
        id: 'fec',
        title: 'FEC, flat file (LPF art. A47 A-1, VII and VIII)',
        options: FEC_OPTIONS_SCHEMA,
        use: 'report',
        omits: ['due-date'],
        describe: {
          kind: 'delimited',
          sep: '\t',
          decimal: ',',
          amount: [12, 13],
          header: 1,
          enc: 'single',
          charset: 'iso-8859-15',
          eol: 'CRLF',
          text: `TAB, CR, LF and control characters become a blank; | becomes /; ${TEXTS}`,
        },
      },
      {
        id: 'fec-xml',
        title: 'FEC, XML (schemas formatA47A-I-VII-1, VIII-3, VIII-5, VIII-7)',
        options: FEC_OPTIONS_SCHEMA,
        use: 'report',
        omits: ['due-date'],
        describe: {
          kind: 'xml',
          decimal: '.',
          debit: 'ligne/Debit',
          credit: 'ligne/Credit',
          enc: 'single',
          charset: 'iso-8859-15',
          eol: 'LF',
          text: `TAB, CR, LF and control characters become a blank; | becomes /; in ISO 8859-15 € becomes EUR, œ oe, and Š, Ž, Ÿ S, Z, Y; ${TEXTS}`,
        },
      },
    ],
    licence: 'Apache-2.0',
  },
  create: async (_config, context) => {
    const { fecWriter } = await import('./fec.writer.js');
    const { default: makeFecChecker } = await import('./fec.checker.js');
    const { fecReader } = await import('./fec.reader.js');
    const ledgerChecker = makeFecChecker({ now: () => context.clock.now() });
    return { ledgerExporter: fecWriter, ledgerChecker, ledgerSource: fecReader };
  },
});

export { describeFec, type FecNotice } from './describe-fec.js';
export { readFecOptions, type FecOptions } from './fec-options.js';
export { FEC_RULES, type FecRule } from './fec-rules.js';
