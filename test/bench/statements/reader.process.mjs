/** Reads one file with one statement reader, in a process of its own: `node reader.process.mjs ADAPTER FILE`. */
import { fileSource } from '@lettrage/adapter-host';

const [adapterId, path] = process.argv.slice(2);
const { default: adapter } = await import(`@lettrage/${adapterId}`);
const { statementReader } = await adapter.create({}, undefined);
// In the pieces in which the commands hand files to a reader.
const source = fileSource(path);
const started = process.hrtime.bigint();
const cpu = process.cpuUsage();
let count = 0;
let sum;
for await (const lines of statementReader.read(source.chunks, { file: 'bench' })) {
  for (const line of lines) {
    if (line.type === 'transaction') count++;
    else if (line.type === 'statement-end') ({ sum } = line);
  }
}
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const { user, system } = process.cpuUsage(cpu);
process.send({ seconds, cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1000, count, sum });
