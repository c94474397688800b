/**
 * Speed and memory of the camt reader alone: `node adapters/statement-camt/bench/camt.bench.mjs [MB…]` (default 100)
 * after a build. Writes a camt.053 of that size to the temporary folder, reads it in a process of its own, checks
 * count and sum, prints MB/s and the peak memory of that process, removes the file.
 */
import { fork } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import adapter from '@lettrage/statement-camt';

const MEGABYTE = 1_000_000;

function entry(i) {
  const credit = i % 3 !== 0;
  const side = credit ? 'Dbtr' : 'Cdtr';
  const day = String((i % 28) + 1).padStart(2, '0');
  return `      <Ntry>
        <Amt Ccy="EUR">${(i % 9000) + 1}.${String(i % 100).padStart(2, '0')}</Amt>
        <CdtDbtInd>${credit ? 'CRDT' : 'DBIT'}</CdtDbtInd>
        <Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>2026-01-${day}</Dt></BookgDt>
        <ValDt><Dt>2026-01-${day}</Dt></ValDt>
        <AcctSvcrRef>BK${String(i).padStart(12, '0')}</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
        <NtryDtls><TxDtls>
          <Refs><EndToEndId>E2E-${i}</EndToEndId></Refs>
          <RltdPties><${side}><Pty><Nm>Client n° ${i % 5000} Société &amp; Cie</Nm></Pty></${side}><${side}Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></${side}Acct></RltdPties>
          <RmtInf><Ustrd>FACTURE FA2026-${String(i % 100000).padStart(6, '0')} REGLEMENT</Ustrd></RmtInf>
        </TxDtls></NtryDtls>
      </Ntry>
`;
}

async function write(path, megabytes) {
  const file = createWriteStream(path);
  file.write(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
    <Stmt><Id>S1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
`);
  let entries = 0;
  let cents = 0;
  for (let size = 0; size < megabytes * MEGABYTE;) {
    let block = '';
    for (let n = 0; n < 200; n++, entries++) {
      block += entry(entries);
      cents += (entries % 3 !== 0 ? 1 : -1) * (((entries % 9000) + 1) * 100 + (entries % 100));
    }
    size += Buffer.byteLength(block);
    if (!file.write(block)) await once(file, 'drain');
  }
  file.end('</Stmt></BkToCstmrStmt></Document>\n');
  await once(file, 'close');
  return { entries, cents };
}

async function read(path) {
  const { statementReader } = await adapter.create({}, undefined);
  const started = process.hrtime.bigint();
  let end;
  for await (const lines of statementReader.read(createReadStream(path), { file: 'bench.xml' })) {
    for (const line of lines) if (line.type === 'statement-end') end = line;
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  process.send({ seconds, peak: process.resourceUsage().maxRSS / 1000, count: end.count, sum: end.sum });
}

async function main(sizes) {
  console.log(`${cpus().length} x ${cpus()[0].model}, Node ${process.version}`);
  console.log(`command: node adapters/statement-camt/bench/camt.bench.mjs ${sizes.join(' ')}`);
  for (const megabytes of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'camt-bench-'));
    try {
      const path = join(folder, 'bench.xml');
      const { entries, cents } = await write(path, megabytes);
      const size = statSync(path).size / MEGABYTE;
      const [result] = await once(fork(fileURLToPath(import.meta.url), ['--read', path]), 'message');
      const right = result.count === entries && result.sum.replace('.', '') === String(cents);
      if (!right) process.exitCode = 1;
      console.log(
        `${size.toFixed(0)} MB, ${entries} entries: ${(size / result.seconds).toFixed(1)} MB/s, peak ${result.peak.toFixed(0)} MB, count and sum ${right ? 'right' : 'WRONG'}`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

const [flag, path] = process.argv.slice(2);
if (flag === '--read') {
  await read(path);
  process.disconnect();
} else await main(process.argv.slice(2).length ? process.argv.slice(2).map(Number) : [100]);
