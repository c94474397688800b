import { defineAdapter } from '@lettrage/adapter-sdk';
import { describeLayout } from './describe-layout.js';
import { LAYOUTS } from './layouts/index.js';

/** Import files of accounting programs that are tables, fixed width or delimited: one layout a program. */
export default defineAdapter({
  manifest: {
    id: 'ledger-tables',
    title: 'Import files of accounting programs',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['ledgerExporter', 'ledgerSource'],
    formats: LAYOUTS.map(describeLayout),
    licence: 'Apache-2.0',
  },
  create: async () => {
    const { tableWriter } = await import('./table.writer.js');
    const { tableReader } = await import('./table.reader.js');
    return { ledgerExporter: tableWriter, ledgerSource: tableReader };
  },
});
