import { defineAdapter, type LedgerExporter } from '@lettrage/adapter-sdk';

/** A transfer format of tests: one line per entry, number and day, and nothing of letters. */
export const lineTransfer = defineAdapter({
  manifest: {
    id: 'ledger-lines',
    title: 'Lines',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['ledgerExporter'],
    formats: [{ id: 'lines', title: 'Lines', use: 'transfer', omits: ['lettering'] }],
  },
  create: (): Promise<{ ledgerExporter: LedgerExporter }> =>
    Promise.resolve({
      ledgerExporter: {
        fileName: () => 'lines.txt',
        async *write(entries) {
          for await (const { number, date, lines } of entries) {
            const total = lines.map((line) => `${line.account}:${line.debit}/${line.credit}`).join(' ');
            yield Buffer.from(`${number} ${date} ${total}\n`);
          }
        },
      },
    }),
});
