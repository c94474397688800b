// Decides a benchmark the way a user does: statement files, `lettrage statement read` for the history, `lettrage match`.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../apps/cli/bin/lettrage.mjs', import.meta.url));
const MOST_OUTPUT = 1 << 30;

/** Decisions in the order of the benchmark's lines, under the benchmark's own line references. */
export function decideThroughFiles(files, world, folder, config) {
  const past = readBack(files.pastStatements, folder, 'past-');
  const now = readBack(files.statements, folder, '');
  const history = world.history.map((record) => ({ ...record, transaction: past.get(record.transaction.ref) }));
  const put = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  put('truth.ndjson', files.truth);
  const args = ['match', '--open-items', put('open-items.csv', files.openItems)];
  for (const { name } of files.statements) args.push('--statement', join(folder, name));
  args.push('--history', put('history.ndjson', ndjson(history)), '--advice', put('advice.ndjson', files.advice));
  args.push('--config', put('config.json', JSON.stringify(config)));
  const decisions = new Map(run(args).map((decision) => [decision.transaction, decision]));
  const own = new Map([...past, ...now].map(([ref, line]) => [line.ref, ref]));
  return world.lines.map(({ ref }) => {
    const decision = decisions.get(now.get(ref).ref);
    const reverses = decision.reverses?.map((one) => ({ ...one, transaction: own.get(one.transaction) }));
    return { ...decision, transaction: ref, ...(reverses && { reverses }) };
  });
}

/** Reads statement files with the product's readers; own reference → the line as read. Throws if a fact has changed. */
function readBack(statements, folder, prefix) {
  const lines = new Map();
  for (const { name, text, lines: written } of statements) {
    const path = join(folder, prefix + name);
    writeFileSync(path, text);
    const read = run(['statement', 'read', path]).filter(({ type }) => type === 'transaction');
    if (read.length !== written.length)
      throw new Error(`${path}: ${written.length} lines written, ${read.length} read`);
    written.forEach((line, index) => {
      for (const fact of ['amount', 'bookingDate', 'remittance', 'structuredReference', 'endToEndId', 'mandateId'])
        if (read[index][fact] !== line[fact])
          throw new Error(`${path} line ${index}: ${fact} ${line[fact]} was read as ${read[index][fact]}`);
      lines.set(line.ref, read[index]);
    });
  }
  return lines;
}

function run(args) {
  const output = execFileSync(process.execPath, [CLI, ...args], {
    maxBuffer: MOST_OUTPUT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function ndjson(list) {
  return list.map((one) => `${JSON.stringify(one)}\n`).join('');
}
