import { defineAdapter, type FormatDescription } from '@lettrage/adapter-sdk';

const describe = {
  kind: 'journal',
  decimal: '.',
  enc: 'utf-8',
  eol: 'LF',
  text: 'Line breaks, tabs and control characters become a blank; signs with a meaning in the journal their nearest other.',
};

const format = (id: string, title: string): FormatDescription => ({ id, title, use: 'report', omits: [], describe });

/** Plain-text accounting: every entry as a transaction that hledger, ledger or beancount checks by itself. */
export default defineAdapter({
  manifest: {
    id: 'ledger-plaintext',
    title: 'Plain-text accounting',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['ledgerExporter'],
    formats: [
      format('hledger', 'hledger journal'),
      format('ledger', 'ledger journal'),
      format('beancount', 'beancount journal'),
    ],
    licence: 'Apache-2.0',
  },
  create: async () => ({ ledgerExporter: (await import('./plaintext.writer.js')).plaintextWriter }),
});
