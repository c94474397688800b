import { Readable } from 'node:stream';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { formatMinor, parseDay, type JournalEntry, type TransactionLine } from '@lettrage/domain';
import { matchAll } from '@lettrage/reconciliation';
import { builtInAdapters } from '@lettrage/server/built-in-adapters';
import { Random } from '../../libs/reconciliation/src/bench/random.js';
import { buildWorld } from '../../libs/reconciliation/src/bench/world.js';
import { camtFile } from './files.js';
import { scaled, startClock, type Figure } from './report.js';

const LINES = scaled(10_000);
const ITEMS = scaled(100_000);
const CAMT_LINES = scaled(60_000);
const ENTRIES = scaled(50_000);

const host = new AdapterHost({ registry: new AdapterRegistry({ builtIn: builtInAdapters }) });

/** What is measured in memory, on one core. */
export async function pureFigures(): Promise<Figure[]> {
  return [matching(), await statements(), await fec()];
}

/** Four lines of five name their invoice; the others only its payer. */
function matching(): Figure {
  const random = new Random(5);
  const { items } = buildWorld(random, ITEMS / 5, ITEMS, 5);
  const lines = Array.from({ length: LINES }, (_, n): TransactionLine => {
    const { item, customer } = random.pick(items);
    const text = n % 5 === 0 ? `VIR ${customer.identity.name}` : `VIR ${customer.identity.name} ${item.number}`;
    return {
      type: 'transaction',
      ref: `r${n}`,
      bookingDate: parseDay('2026-10-10'),
      amount: formatMinor(item.open < 0n ? -item.open : item.open, 'EUR'),
      currency: 'EUR',
      status: 'booked',
      reversal: false,
      remittance: text,
    };
  });
  const openItems = items.map(({ item }) => item);
  const clock = startClock();
  const decisions = matchAll({ items: openItems, lines });
  const speed = clock(LINES);
  const automatic = decisions.filter(({ decision }) => decision === 'auto').length;
  return {
    what: 'Matching in memory',
    ...speed,
    unit: 'lines/s',
    load: `${LINES.toLocaleString('en')} lines against ${openItems.length.toLocaleString('en')} open items of ${(ITEMS / 5).toLocaleString('en')} customers, the index included; ${automatic.toLocaleString('en')} automatic`,
  };
}

async function statements(): Promise<Figure> {
  const bytes = Buffer.from(camtFile('bench', CAMT_LINES));
  const parts = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, n) =>
    bytes.subarray(n * 65_536, (n + 1) * 65_536),
  );
  const adapter = await host.open('statement-camt');
  const clock = startClock();
  let read = 0;
  for await (const chunk of adapter.members.statementReader!.read(Readable.from(parts), { file: 'bench.xml' })) {
    for (const line of chunk) if (line.type === 'transaction') read++;
  }
  const size = bytes.length / 1_000_000;
  const speed = clock(size);
  adapter.close();
  if (read !== CAMT_LINES) throw new Error(`${read} lines were read, not ${CAMT_LINES}`);
  return {
    what: 'camt.053 read',
    ...speed,
    unit: 'MB/s',
    load: `${size.toFixed(0)} MB with ${CAMT_LINES.toLocaleString('en')} lines: ${Math.round((read / size) * speed.value).toLocaleString('en')} lines/s`,
  };
}

async function fec(): Promise<Figure> {
  const adapter = await host.open('ledger-fec');
  const options = { siren: '732829320', closing: '2026-12-31' };
  const clock = startClock();
  let bytes = 0;
  for await (const part of adapter.members.ledgerExporter!.write(entries(), { format: 'fec', options }))
    bytes += part.length;
  const speed = clock(ENTRIES * 2);
  adapter.close();
  return {
    what: 'FEC written',
    ...speed,
    unit: 'lines/s',
    load: `${(ENTRIES * 2).toLocaleString('en')} lines, ${(bytes / 1_000_000).toFixed(0)} MB, checked while written`,
  };
}

async function* entries(): AsyncIterable<JournalEntry> {
  for (let n = 1; n <= ENTRIES; n++) {
    const day = parseDay(`2026-${String(1 + Math.floor(((n - 1) * 12) / ENTRIES)).padStart(2, '0')}-15`);
    const amount = `${100 + (n % 900)}.50`;
    const line = { label: `Règlement ${n}`, debit: '0.00', credit: '0.00' };
    yield {
      journal: 'BQ',
      journalLabel: 'Banque',
      number: `BQ2026-${String(n).padStart(6, '0')}`,
      date: day,
      piece: `BK${n}`,
      pieceDate: day,
      label: `Règlement ${n}`,
      validatedOn: day,
      lines: [
        { ...line, account: '512000', accountLabel: 'Banque', debit: amount },
        {
          ...line,
          account: '411000',
          accountLabel: 'Clients',
          auxiliary: `C${n % 5000}`,
          auxiliaryLabel: 'CLIENT',
          credit: amount,
        },
      ],
    };
    // Entries come from a database in pages.
    if (n % 2_000 === 0) await Promise.resolve();
  }
}
