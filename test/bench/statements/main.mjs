/**
 * Speed and memory of reading statements: `npm run bench:statements [-- --large | --format ID]` after a build.
 *
 * A camt.053 of 100 MB through `lettrage statement read` to a file, whole process; the readers alone, each in a process
 * of its own; xml2js on the same camt file, side by side; the time from start to the first line. `--large` adds a camt.053
 * of 500 MB, whose memory must be that of the small one; `--format` measures one format alone, such as `csv`. Count and sum are checked each time; files go to the temporary
 * folder and are removed.
 */
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MEGABYTE, writeStatement } from './files.mjs';

const CLI = fileURLToPath(new URL('../../../apps/cli/bin/lettrage.mjs', import.meta.url));
const READERS = [
  ['camt.053', 'statement-camt', 100, 45],
  ['cfonb120', 'statement-cfonb', 50, 60],
  ['mt940', 'statement-mt940', 50, 20],
  ['ofx', 'statement-ofx', 50, 20],
  ['csv', 'statement-csv', 50, 25],
];
const folder = mkdtempSync(join(tmpdir(), 'lettrage-bench-'));

function print(what, size, result, floor) {
  const speed = size / result.seconds;
  const perCpu = result.cpu === undefined ? '' : `, ${(size / result.cpu).toFixed(1)} per CPU second`;
  const right = result.right ? 'count and sum right' : 'count or sum WRONG';
  if (!result.right) process.exitCode = 1;
  console.log(
    `${what.padEnd(42)} ${size.toFixed(0).padStart(4)} MB  ${speed.toFixed(1).padStart(6)} MB/s${perCpu}${floor ? ` (floor ${floor})` : ''}, peak ${result.peak.toFixed(0)} MB, ${right}`,
  );
  return speed;
}

async function inProcess(script, args, expected) {
  const [result] = await once(fork(fileURLToPath(new URL(script, import.meta.url)), args), 'message');
  const cents = (result.sum ?? '').replace('.', '');
  return { ...result, right: result.count === expected.entries && Number(cents) === expected.cents };
}

/** `lettrage statement read FILE --out FILE` as a user runs it, start-up included. */
async function wholeCommand(path, expected) {
  const out = join(folder, 'lines.ndjson');
  const started = process.hrtime.bigint();
  // The shell's own time tells the peak; Node cannot ask it of a child.
  const child = spawn(process.execPath, ['--import', PEAK, CLI, 'statement', 'read', path, '--out', out], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (told += text));
  await once(child, 'close');
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const [, peak, cpu] = /peak=(\S+) cpu=(\S+)/.exec(told) ?? [];
  let count = 0;
  let sum;
  for await (const text of createInterface({ input: createReadStream(out) })) {
    if (text.startsWith('{"type":"transaction"')) count++;
    else if (text.startsWith('{"type":"statement-end"')) ({ sum } = JSON.parse(text));
  }
  rmSync(out);
  const right = count === expected.entries && Number(sum.replace('.', '')) === expected.cents;
  return { seconds, peak: Number(peak), cpu: Number(cpu), right };
}

/** Says the peak memory and CPU time of a command on standard error when it ends. */
const PEAK = `data:text/javascript,${encodeURIComponent(
  "process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write(`peak=${u.maxRSS/1000} cpu=${(u.userCPUTime+u.systemCPUTime)/1e6}\\n`)})",
)}`;

async function firstLine(path) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, [CLI, 'statement', 'read', path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  child.stdout.destroy();
  await once(child, 'exit');
  return seconds;
}

async function main({ large, format: only }) {
  console.log(`${cpus().length} x ${cpus()[0].model}, Node ${process.version}, load ${loadavg()[0].toFixed(1)}`);
  const camt = join(folder, 'camt.xml');
  for (const [format, adapter, megabytes, floor] of READERS) {
    if (only !== undefined && format !== only) continue;
    const path = format === 'camt.053' ? camt : join(folder, format);
    const expected = await writeStatement(format, path, megabytes);
    const size = statSync(path).size / MEGABYTE;
    if (format === 'camt.053') {
      print(`lettrage statement read, ${expected.entries} entries`, size, await wholeCommand(path, expected), 25);
      const times = [await firstLine(path), await firstLine(path), await firstLine(path)];
      console.log(`start to first line                        ${Math.min(...times).toFixed(2)} s (floor 0.5)`);
    }
    const speed = print(
      `${format}, reader alone`,
      size,
      await inProcess('./reader.process.mjs', [adapter, path], expected),
      floor,
    );
    if (format === 'camt.053') {
      const other = print('xml2js, the same file', size, await inProcess('./xml2js.process.mjs', [path], expected));
      console.log(`the reader is ${(speed / other).toFixed(1)} times as fast as xml2js`);
    }
    rmSync(path);
  }
  if (!large) return;
  const expected = await writeStatement('camt.053', camt, 500);
  print('lettrage statement read, 500 MB', statSync(camt).size / MEGABYTE, await wholeCommand(camt, expected), 25);
}

try {
  const { values } = parseArgs({ options: { large: { type: 'boolean' }, format: { type: 'string' } } });
  if (values.format !== undefined && !READERS.some(([format]) => format === values.format))
    throw new Error(`--format is one of ${READERS.map(([format]) => format).join(', ')}`);
  await main(values);
} finally {
  rmSync(folder, { recursive: true });
}
