/**
 * Speed and memory of `lettrage import statement`: `npm run bench:import [-- LINES…]` after a build, 100,000 and 1,000,000
 * lines where nothing is said.
 *
 * A camt.053 of one account goes into an embedded PostgreSQL of this run alone, by the command a user types, start-up
 * included; then the same bytes again; then the same lines in another file, as a bank exports them anew. What the report
 * counts is checked each time. Files and database lie in the temporary folder and are removed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { ensureServer, serverSettings } from '@lettrage/persistence';
import { writeStatement } from '../statements/files.mjs';

const CLI = fileURLToPath(new URL('../../../apps/cli/bin/lettrage.mjs', import.meta.url));
const IBAN = 'DE89370400440532013000';
const folder = mkdtempSync(join(tmpdir(), 'lettrage-bench-'));
/** Each number of lines has an installation of its own. */
const home = (lines) => join(folder, `home-${lines}`);
const environment = { ...process.env };
delete environment.DATABASE_URL;
delete environment.DATABASE_OWNER_URL;

/** Says the peak memory (MB) and CPU time (s) of a command on standard error when it ends. */
const PEAK = `data:text/javascript,${encodeURIComponent(
  "process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write(`peak=${u.maxRSS/1000} cpu=${(u.userCPUTime+u.systemCPUTime)/1e6}\\n`)})",
)}`;

/** Types a command; answers what it said, and what it took. */
async function lettrage(...args) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, ['--import', PEAK, CLI, ...args], { env: environment });
  let said = '';
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (told += text));
  const [code] = await once(child, 'close');
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (code !== 0) throw new Error(`lettrage ${args.join(' ')} ended with ${code}:\n${told.slice(-2000)}`);
  const [, peak, cpu] = /peak=(\S+) cpu=(\S+)/.exec(told) ?? [];
  return { said, seconds, peak: Number(peak), cpu: Number(cpu) };
}

/** CPU seconds of the server and of all it ever started, on Linux; elsewhere 0. */
function serverCpu(data) {
  if (process.platform !== 'linux') return 0;
  const server = readFileSync(join(data, 'postmaster.pid'), 'latin1').split('\n', 1)[0];
  const fields = (pid) => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1).split(' ');
  const ticks = (pid) => fields(pid).slice(11, 15).map(Number);
  let sum = ticks(server).reduce((one, other) => one + other);
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (fields(pid)[1] === server) sum += ticks(pid)[0] + ticks(pid)[1];
    } catch {
      // Ended meanwhile.
    }
  }
  return sum / 100;
}

async function measure(what, path, data, lines, expected) {
  const before = serverCpu(data);
  const { said, seconds, cpu, peak } = await lettrage('import', 'statement', path, '--json');
  const server = serverCpu(data) - before;
  const { stored, known } = JSON.parse(said).statements[0].lines;
  const right = stored === expected.stored && known === expected.known;
  if (!right) process.exitCode = 1;
  console.log(
    `${what.padEnd(34)} ${Math.round(lines / seconds)
      .toLocaleString('en')
      .padStart(8)} lines/s, ${seconds.toFixed(1)} s, ` +
      `CPU ${cpu.toFixed(1)} s Node + ${server.toFixed(1)} s PostgreSQL, peak ${peak.toFixed(0)} MB, ` +
      (right ? 'counts right' : `counts WRONG: ${stored} stored, ${known} known`),
  );
}

/** The same lines in a file of other bytes. */
async function exportedAnew(path, other) {
  const file = createWriteStream(other);
  file.write(`${readHead(path).replace('<MsgId>M<', '<MsgId>N<')}`);
  await pipeline(createReadStream(path, { start: readHead(path).length }), file);
}

function readHead(path) {
  return execFileSync('head', ['-c', '200', path], { encoding: 'latin1' });
}

async function measureAll(lines) {
  environment.LETTRAGE_HOME = home(lines);
  const server = await ensureServer(home(lines));
  const { data } = JSON.parse(readFileSync(join(home(lines), 'database.json'), 'utf8'));
  const path = join(folder, 'statement.xml');
  const again = join(folder, 'again.xml');
  try {
    await writeStatement('camt.053', path, Infinity, lines);
    await exportedAnew(path, again);
    await lettrage('company', 'add', 'Bench', '--cut-over', '2026-01-01');
    await lettrage('account', 'add', IBAN);
    const name = lines.toLocaleString('en');
    await measure(`${name} lines, all new`, path, data, lines, { stored: lines, known: 0 });
    await measure(`${name} lines, the same file`, path, data, lines, { stored: 0, known: lines });
    await measure(`${name} lines, exported anew`, again, data, lines, { stored: 0, known: lines });
  } finally {
    await server.stop();
    rmSync(home(lines), { recursive: true });
  }
}

try {
  const counts = process.argv.slice(2).map(Number);
  if (!counts.every((count) => Number.isInteger(count) && count > 0))
    throw new Error('bench:import takes numbers of lines, such as: npm run bench:import -- 20000');
  console.log(`${cpus().length} x ${cpus()[0].model}, Node ${process.version}, load ${loadavg()[0].toFixed(1)}`);
  console.log(`embedded PostgreSQL, started as the product starts it: ${serverSettings().join(', ')}`);
  for (const lines of counts.length > 0 ? counts : [100_000, 1_000_000]) await measureAll(lines);
} finally {
  rmSync(folder, { recursive: true });
}
