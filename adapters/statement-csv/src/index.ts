import { defineAdapter } from '@lettrage/adapter-sdk';
import { formatId } from './csv.profile.js';
import { GENERIC_FORMATS } from './profiles/generic.formats.js';
import { PROFILES } from './profiles/index.js';

/** Bank statements in CSV: one profile a bank, found by its header, and a generic reader for plain layouts. */
export default defineAdapter({
  manifest: {
    id: 'statement-csv',
    title: 'Bank statements in CSV',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader'],
    formats: [...PROFILES, ...GENERIC_FORMATS].map((profile) => ({ id: formatId(profile), title: profile.title })),
    licence: 'Apache-2.0',
  },
  create: async () => ({ statementReader: (await import('./csv.reader.js')).csvReader }),
});
