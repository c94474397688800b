/** `npm run bench:matching -- --speed`: measures the real `lettrage match`, process and files included. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeMatchingFiles } from './matching-files.js';
import { load, machine, scaled } from './report.js';

const LINES = scaled(10_000);
const BOOKS = [scaled(100_000), scaled(1_000_000)];
const CLI = join(dirname(fileURLToPath(import.meta.url)), '../../apps/cli/bin/lettrage.mjs');
/** Loaded before the command; says at its end what the process has used. */
const METER = `data:text/javascript,import{writeSync}from'node:fs';import{isMainThread}from'node:worker_threads';isMainThread&&process.on('exit',()=>writeSync(3,JSON.stringify(process.resourceUsage())))`;

/** What one run of the command took. */
interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

async function match(openItems: string, statement: string): Promise<Run> {
  const begin = performance.now();
  const args = ['--import', METER, CLI, 'match', '--open-items', openItems, '--statement', statement];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let messages = '';
  let usage = '';
  child.stderr!.on('data', (text: Buffer) => (messages += text.toString()));
  child.stdio[3]!.on('data', (text: Buffer) => (usage += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`lettrage match ended with ${code}:\n${messages}`);
  const seconds = (performance.now() - begin) / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(usage) as NodeJS.ResourceUsage;
  return { seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1_000_000, megabytes: maxRSS / 1024 };
}

/** A book of this size: all lines, and one line alone, which is the price of loading. */
async function measure(folder: string, items: number): Promise<string> {
  const [openItems, statement, single] = ['items.csv', 'lines.xml', 'line.xml'].map((name) => join(folder, name));
  await writeMatchingFiles({ items, lines: 1, openItems: openItems!, statement: single! });
  await writeMatchingFiles({ items, lines: LINES, openItems: openItems!, statement: statement! });
  const loading = await match(openItems!, single!);
  const whole = await match(openItems!, statement!);
  const perLine = ((whole.seconds - loading.seconds) * 1000) / (LINES - 1);
  const cpuPerLine = ((whole.cpuSeconds - loading.cpuSeconds) * 1000) / (LINES - 1);
  const cells = [
    LINES.toLocaleString('en'),
    items.toLocaleString('en'),
    `${whole.seconds.toFixed(1)} s (CPU ${whole.cpuSeconds.toFixed(1)} s)`,
    `${loading.seconds.toFixed(1)} s (CPU ${loading.cpuSeconds.toFixed(1)} s)`,
    `${perLine.toFixed(2)} ms (CPU ${cpuPerLine.toFixed(2)} ms)`,
    `${Math.round(whole.megabytes)} MB`,
  ];
  return `| ${cells.join(' | ')} |`;
}

async function main(): Promise<void> {
  if (!existsSync(join(dirname(CLI), '../dist/main.js'))) throw new Error('Build first: npm run build');
  console.log(`${machine()}, load average ${load()}\nlettrage match --open-items items.csv --statement lines.xml\n`);
  console.log('| lines | open items | whole process | loading (one line) | per line without loading | most memory |');
  console.log('|---|---|---|---|---|---|');
  for (const items of BOOKS) {
    const folder = await mkdtemp(join(tmpdir(), 'lettrage-speed-'));
    try {
      console.log(await measure(folder, items));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  console.log(`\nLoad average after it: ${load()}. Above the number of cores, other work ran beside it.`);
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await main();
