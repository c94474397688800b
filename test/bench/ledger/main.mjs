/** `npm run bench:ledger`: builds nothing; runs the measures on the built program, each in a process of its own. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Database, ensureServer, migrate } from '@lettrage/persistence';
import { addBooks, addEntries, addEvents, addItems, findBooks } from './books.mjs';
import { contextOf, EVENT_KEY } from './books.process.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const program = join(root, 'apps/cli/bin/lettrage.mjs');
const LINES = Number.parseInt(process.env.BENCH_LINES ?? '1000000', 10);
const EVENTS = Number.parseInt(process.env.BENCH_EVENTS ?? '500000', 10);
const FORMATS = ['fec', 'fec-xml', 'cegid-quadra', 'cegid', 'csv', 'datev', 'saft', 'hledger', 'beancount'];
const PARTS = ['write', 'check', 'open-items', 'chain', 'books', 'indicators'];

const HELP = `npm run bench:ledger [-- --part PART…] [-- --format ID…] [-- --folder DIR]

  --part PART    one of ${PARTS.join(', ')}; several times for several; all otherwise
  --format ID    format of the part "write"; several times for several: ${FORMATS.join(', ')}
  --folder DIR   makes the entries and the books there and finds them again the next time, so that a part
                 that is measured again takes seconds; a temporary folder otherwise

  write       ledger write of ${LINES.toLocaleString('en')} lines from NDJSON, in each format
  check       ledger check of that FEC
  open-items  ledger open-items of that FEC
  chain       verification of a chain of ${EVENTS.toLocaleString('en')} events
  books       FEC of ${LINES.toLocaleString('en')} lines from the database
  indicators  indicators over ${LINES.toLocaleString('en')} open and closed items

BENCH_LINES and BENCH_EVENTS change the sizes.`;

/** Entries of three lines a sale and two a receipt, in the order of their days. */
async function writeEntries(path) {
  const file = createWriteStream(path);
  for (let lines = 0, n = 1; lines < LINES; n++) {
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor((lines * 365) / LINES))).toISOString().slice(0, 10);
    const entry = n % 2 === 1 ? sale(n, day) : receipt(n, day);
    lines += entry.lines.length;
    if (!file.write(`${JSON.stringify(entry)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

function sale(n, date) {
  const number = String((n + 1) / 2).padStart(6, '0');
  const net = 10_000 + (n % 90_000);
  return {
    ...head('VE', 'Ventes', number, date, `FA2026-${number}`, `Facture FA2026-${number}`),
    lines: [
      { ...customer(n), debit: decimal(net + Math.round(net / 5)), credit: '0.00', dueDate: '2026-12-31' },
      { account: '707000', accountLabel: 'Ventes de marchandises', debit: '0.00', credit: decimal(net) },
      { account: '445710', accountLabel: 'TVA collectée', debit: '0.00', credit: decimal(net / 5) },
    ],
  };
}

function receipt(n, date) {
  const number = String(n / 2).padStart(6, '0');
  const amount = decimal(10_000 + ((n * 7) % 90_000));
  return {
    ...head('BQ', 'Banque', number, date, `BK${number}`, `Règlement client ${n % 5000}`),
    lines: [
      { account: '512000', accountLabel: 'Banque', debit: amount, credit: '0.00' },
      { ...customer(n), debit: '0.00', credit: amount },
    ],
  };
}

function head(journal, journalLabel, number, date, piece, label) {
  const entryNumber = `${journal}2026-${number}`;
  return { journal, journalLabel, number: entryNumber, date, piece, pieceDate: date, label, validatedOn: date };
}

function customer(n) {
  const code = `C${String(n % 5000).padStart(5, '0')}`;
  return { account: '411000', accountLabel: 'Clients', auxiliary: code, auxiliaryLabel: `Société n° ${n % 5000}` };
}

/** Whole cents as an amount; a fifth of them is rounded. */
function decimal(cents) {
  const whole = Math.round(cents);
  return `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/** Printed by the measured process when it ends: seconds of CPU and megabytes at most. */
const TELL_USAGE = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.error('@' + (userCPUTime + systemCPUTime) / 1e6 + ' ' + maxRSS / 1024);
})`;

/** Seconds of the wall and of the processor, and the most memory, of one run of the command. */
function measured(args) {
  const begin = performance.now();
  const preload = `data:text/javascript,${encodeURIComponent(TELL_USAGE)}`;
  const run = spawnSync(process.execPath, ['--import', preload, program, ...args], { encoding: 'utf8' });
  const told = /@([\d.]+) ([\d.]+)\n/.exec(run.stderr);
  if (run.status === null || told === null) throw new Error(`lettrage ${args.join(' ')} failed:\n${run.stderr}`);
  return {
    wall: (performance.now() - begin) / 1000,
    cpu: Number(told[1]),
    memory: Number(told[2]),
    errors: run.stderr,
  };
}

function tell(what, lines, { wall, cpu, memory }, unit = 'lines') {
  const speed = Math.round(lines / wall).toLocaleString('en');
  console.log(
    `${what.padEnd(24)} ${wall.toFixed(1).padStart(6)} s ${speed.padStart(10)} ${unit}/s, ${cpu.toFixed(1)} s of CPU, ${memory.toFixed(0)} MB`,
  );
}

/** What is measured on books in an embedded PostgreSQL, each in a process of its own. */
const BOOKS = {
  chain: ['verify the event chain', EVENTS, 'events', (url, id) => addEvents(url, id, EVENTS, EVENT_KEY)],
  books: ['FEC from the books', LINES, 'lines', (url, id) => addEntries(url, id, LINES)],
  indicators: ['indicators', LINES, 'items', (url, id) => addItems(url, id, LINES)],
};

async function booksFigures(folder, parts) {
  const server = await ensureServer(join(folder, 'var'));
  const { appUrl } = await migrate(server.ownerUrl, { appUrl: server.appUrl });
  const database = await Database.open({ url: appUrl });
  try {
    const context = contextOf(database, folder);
    const superuser = await superuserUrl(folder, server.ownerUrl);
    for (const part of parts) {
      const [what, count, unit, fill] = BOOKS[part];
      const name = `${part} ${count}`;
      const id = (await findBooks(superuser, name)) ?? (await addBooks(context, superuser, name, fill));
      const child = [join(root, 'test/bench/ledger/books.process.mjs'), part, id, appUrl, folder];
      const { stdout, stderr } = spawnSync(process.execPath, child, { encoding: 'utf8' });
      if (!stdout.startsWith('{')) throw new Error(stderr);
      tell(what, count, JSON.parse(stdout), unit);
    }
  } finally {
    await database.close();
    await server.stop();
  }
}

/** The first user of the embedded server, whom row security and the checks of foreign keys do not stop. */
async function superuserUrl(folder, ownerUrl) {
  const url = new URL(ownerUrl);
  url.username = 'postgres';
  url.password = JSON.parse(await readFile(join(folder, 'var/database.secret'), 'utf8')).superuser;
  return url.href;
}

/** Makes the entries unless the folder has them from before; returns their path. */
async function entriesIn(folder) {
  const path = join(folder, `entries-${LINES}.ndjson`);
  if (existsSync(path)) return path;
  await writeEntries(`${path}.part`);
  await rename(`${path}.part`, path);
  const size = (await stat(path)).size / 1_000_000;
  console.log(`${LINES.toLocaleString('en')} lines of entries, NDJSON of ${size.toFixed(0)} MB`);
  return path;
}

async function writeFigures(folder, formats) {
  const entries = await entriesIn(folder);
  for (const format of formats) {
    const options = format.startsWith('fec') ? ['--option', 'siren=732829320', '--option', 'closing=2026-12-31'] : [];
    const args = ['ledger', 'write', '--format', format, '--entries', entries, '--out', folder, ...options];
    const run = measured(args);
    if (!run.errors.startsWith(folder)) throw new Error(run.errors);
    tell(`write ${format}`, LINES, run);
  }
}

async function readFigures(folder, parts) {
  const fec = join(folder, '732829320FEC20261231.txt');
  if (!existsSync(fec)) await writeFigures(folder, ['fec']);
  if (parts.includes('check')) {
    const problems = join(folder, 'problems.ndjson');
    tell('check fec', LINES, measured(['ledger', 'check', fec, '--out', problems]));
    const worst = (await readFile(problems, 'utf8')).split('\n').filter((line) => line.includes('"error"'));
    if (worst.length > 0) throw new Error(`The file that was written has errors: ${worst[0]}`);
  }
  if (parts.includes('open-items'))
    tell('open items of fec', LINES, measured(['ledger', 'open-items', fec, '--out', join(folder, 'open.csv')]));
}

async function main({ part: parts = PARTS, format: formats = FORMATS, folder: kept, help }) {
  if (help) return console.log(HELP);
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}".\n\n${HELP}`);
  if (!existsSync(join(root, 'apps/cli/dist'))) throw new Error('The program is not built; run: npm run build');
  console.log(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, load ${loadavg()[0].toFixed(1)}`,
  );
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'lettrage-ledger-')));
  await mkdir(folder, { recursive: true });
  try {
    if (parts.includes('write')) await writeFigures(folder, formats);
    if (parts.includes('check') || parts.includes('open-items')) await readFigures(folder, parts);
    const ofBooks = parts.filter((part) => part in BOOKS);
    if (ofBooks.length > 0) await booksFigures(folder, ofBooks);
  } finally {
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  }
}

const several = { type: 'string', multiple: true };
await main(
  parseArgs({ options: { part: several, format: several, folder: { type: 'string' }, help: { type: 'boolean' } } })
    .values,
);
