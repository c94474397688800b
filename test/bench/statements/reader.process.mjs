/** Reads one file with one statement reader, in a process of its own: `node reader.process.mjs ADAPTER FILE`. */
import { createReadStream } from 'node:fs';

const [adapterId, path] = process.argv.slice(2);
const { default: adapter } = await import(`@lettrage/${adapterId}`);
const { statementReader } = await adapter.create({}, undefined);
const started = process.hrtime.bigint();
const cpu = process.cpuUsage();
let count = 0;
let sum;
for await (const lines of statementReader.read(createReadStream(path), { file: 'bench' })) {
  for (const line of lines) {
    if (line.type === 'transaction') count++;
    else if (line.type === 'statement-end') ({ sum } = line);
  }
}
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const { user, system } = process.cpuUsage(cpu);
process.send({ seconds, cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1000, count, sum });
