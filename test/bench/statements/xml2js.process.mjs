/** Reads one camt file with xml2js and adds up its entries: what a reading without a reader of one's own costs. */
import { readFile } from 'node:fs/promises';
import { parseStringPromise } from 'xml2js';

const started = process.hrtime.bigint();
const cpu = process.cpuUsage();
const document = await parseStringPromise(await readFile(process.argv[2], 'utf8'), { explicitArray: false });
const entries = document.Document.BkToCstmrStmt.Stmt.Ntry;
let cents = 0n;
for (const { Amt, CdtDbtInd } of entries) {
  const amount = BigInt(Amt._.replace('.', ''));
  cents += CdtDbtInd === 'CRDT' ? amount : -amount;
}
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const { user, system } = process.cpuUsage(cpu);
process.send({
  seconds,
  cpu: (user + system) / 1e6,
  peak: process.resourceUsage().maxRSS / 1000,
  count: entries.length,
  sum: String(cents),
});
