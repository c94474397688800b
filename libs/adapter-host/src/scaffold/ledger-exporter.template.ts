/** An exporter that writes one delimited line per journal line. */
export const ledgerExporterFiles = {
  'src/index.js': `import { defineAdapter } from '@lettrage/adapter-sdk';

export default defineAdapter({
  manifest: {
    id: '__ID__',
    title: 'Entries for __ID__',
    version: '0.1.0',
    sdk: '__SDK__',
    capabilities: ['ledgerExporter'],
    formats: [
      {
        id: '__ID__',
        title: 'Entries for __ID__',
        describe: { kind: 'delimited', sep: ';', decimal: '.', enc: 'utf-8', eol: 'CRLF' },
      },
    ],
  },
  create: async () => ({ ledgerExporter: (await import('./ledger.exporter.js')).exporter }),
});
`,
  'src/fixtures.js': `const entry = {
  journal: 'VE',
  journalLabel: 'Ventes',
  number: 'VE2026-000001',
  date: '2026-01-05',
  piece: 'FA2026-000123',
  pieceDate: '2026-01-05',
  label: 'ACME SARL',
  lines: [
    { account: '411000', accountLabel: 'Clients', auxiliary: 'C0012', debit: '120.00', credit: '0.00' },
    { account: '706000', accountLabel: 'Prestations', debit: '0.00', credit: '100.00' },
    { account: '445710', accountLabel: 'TVA', debit: '0.00', credit: '20.00' },
  ],
};

export const fixtures = {
  entry: new URL('./index.js', import.meta.url),
  ledger: { exports: [{ format: '__ID__', options: {}, entries: [entry] }] },
};
`,
  'src/ledger.exporter.js': `import { AdapterError, parseMinor } from '@lettrage/adapter-sdk';

const encoder = new TextEncoder();

export const exporter = {
  async *write(entries) {
    yield encoder.encode('journal;number;date;account;auxiliary;piece;label;debit;credit\\r\\n');
    for await (const entry of entries) {
      requireBalance(entry);
      yield encoder.encode(entry.lines.map((line) => row(entry, line)).join(''));
    }
  },
  fileName: () => 'entries.csv',
};

/** The books would not take an entry that is not balanced; nothing of it may be written. */
function requireBalance(entry) {
  const sum = (side) => entry.lines.reduce((total, line) => total + parseMinor(line[side], 'EUR'), 0n);
  if (sum('debit') === sum('credit')) return;
  throw new AdapterError('rejected', 'Entry ' + entry.number + ' is not balanced: correct it before exporting.');
}

function row(entry, line) {
  const label = line.label ?? entry.label;
  const cells = [entry.journal, entry.number, entry.date, line.account, line.auxiliary ?? '', entry.piece, label, line.debit, line.credit];
  return cells.map(quoted).join(';') + '\\r\\n';
}

function quoted(cell) {
  return /[;"\\r\\n]/.test(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell;
}
`,
} as const;
