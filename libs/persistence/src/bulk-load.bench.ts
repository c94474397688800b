/**
 * How many statement lines are stored in a second by `mergeRows`: into `books.bank_transaction` with all its indexes,
 * checks, foreign keys and row-level security, and into a plain table of ten columns with its unique key and an index,
 * which shows what the primitive itself costs. On the embedded server, which waits for the disk, or on that of
 * DATABASE_OWNER_URL.
 *
 *     node --conditions=@lettrage/source --import ./tools/ts/register.mjs libs/persistence/src/bulk-load.bench.ts [rows] [folder]
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseDay } from '@lettrage/domain';
import pg from 'pg';
import {
  addCompany,
  BankAccountStore,
  Database,
  mergeRows,
  migrate,
  newId,
  resolveDatabase,
  type CompanyTransaction,
  type CopyValue,
  type Merge,
} from './index.js';

const ROWS = Number.parseInt(process.argv[2] ?? '100000', 10);
const COLUMNS = [
  'id',
  'account_id',
  'statement_id',
  'ref',
  'booking_date',
  'value_date',
  'amount',
  'currency',
  'status',
  'end_to_end_id',
  'bank_reference',
  'counterparty_name',
  'counterparty_iban',
  'remittance',
  'line',
];

/** 365 days, of which a statement shows one after the other. */
const DAYS = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));

/**
 * Lines as a bank writes them, in the order of their days, ready to store: hashing and numbering them belongs to
 * reading, so it is done before.
 */
function lines(from: number, count: number, accountId: string, statementId: string): CopyValue[][] {
  return Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const day = DAYS[Math.floor((n * DAYS.length) / (2 * ROWS))]!;
    const ref = createHash('sha256').update(`line ${n}`).digest('hex').slice(0, 32);
    const remittance = `VIR SEPA CLIENT ${n % 5000} FACTURE FA2026-${String(n).padStart(6, '0')}`;
    const line = {
      code: { domain: 'PMNT', family: 'RCDT', subfamily: 'ESCT' },
      mandateId: undefined,
      additional: `N ${n}`,
    };
    return [
      newId(),
      accountId,
      statementId,
      ref,
      day,
      day,
      BigInt(n * 37 + 100),
      'EUR',
      'booked',
      `E2E-${n}`,
      `BNK${n}`,
      `CLIENT ${n % 5000} SAS`,
      'FR7630006000011234567890189',
      remittance,
      line,
    ];
  });
}

/** CPU seconds a process has used so far, on Linux; on a busy machine they say more than the clock. */
function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') return NaN;
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function main(): Promise<void> {
  const folder = process.argv[3] ?? join(fileURLToPath(import.meta.url), '../../../../var/bench');
  const server = await resolveDatabase(process.env, folder);
  if (!server.ownerUrl)
    throw new Error('The bench makes tables: set DATABASE_OWNER_URL, or neither it nor DATABASE_URL.');
  await migrate(server.ownerUrl, { appUrl: server.appUrl });
  const version = await makePlainTable(server.ownerUrl);
  const database = await Database.open({ url: server.appUrl });
  try {
    console.log(
      `${cpus()[0]?.model ?? 'processor'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
    );
    console.log(version);
    console.log(
      `node --conditions=@lettrage/source --import ./tools/ts/register.mjs libs/persistence/src/bulk-load.bench.ts ${ROWS}`,
    );
    const { company, accountId, statementId } = await prepare(database);
    const books = { table: 'books.bank_transaction', columns: COLUMNS };
    const plain = { table: 'system.bench_line', columns: COLUMNS.slice(0, 9) };
    for (const { table, columns } of [plain, books]) {
      for (const [what, from] of [
        ['new', 0],
        ['half known', ROWS / 2],
        ['all known', ROWS / 2],
      ] as const) {
        const rows = lines(from, ROWS, accountId, statementId).map((line) => line.slice(0, columns.length));
        await database.withCompany(company, (tx) =>
          measure(tx, `${table}, ${what}`, { table, columns, rows, conflict: ['account_id', 'ref'] }),
        );
      }
    }
  } finally {
    await database.close();
    await server.stop();
  }
}

/** Ten columns with the company's, a primary key, a unique key and an index; in this database alone. Returns what the server is. */
async function makePlainTable(ownerUrl: string): Promise<string> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`
    drop table if exists system.bench_line;
    create table system.bench_line (company_id uuid, id uuid, account_id uuid, statement_id uuid, ref text, booking_date date,
      value_date date, amount bigint, currency text, status text, primary key (company_id, id), unique (company_id, account_id, ref));
    create index on system.bench_line (company_id, booking_date);
    grant all on system.bench_line to public`);
  const { rows } = await owner.query<{ version: string }>('select version()');
  await owner.end();
  return rows[0]?.version ?? '';
}

async function prepare(database: Database): Promise<{ company: string; accountId: string; statementId: string }> {
  const firmId = await database.system.addFirm({ name: 'Bench' });
  const company = await addCompany(database, { firmId, name: 'Bench', cutOverDay: parseDay('2026-01-01') });
  const statementId = newId();
  const file = newId();
  const sha256 = createHash('sha256').update(file).digest();
  const accountId = await database.withCompany(company, async (tx) => {
    const { id } = await new BankAccountStore(tx).add({ number: newId() });
    await tx.query(
      `insert into books.statement_file (company_id, id, sha256, name, format, size) values ($1, $2, $3, 'b', 'b', 1)`,
      [company, file, sha256],
    );
    await tx.query(
      `insert into books.statement (company_id, id, file_id, account_id, ordinal, line_count, line_sum) values ($1, $2, $3, $4, 1, 0, 0)`,
      [company, statementId, file, id],
    );
    return id;
  });
  return { company, accountId, statementId };
}

async function measure(tx: CompanyTransaction, what: string, merge: Merge): Promise<void> {
  const [backend] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
  const cpu = () => [cpuSeconds(process.pid), cpuSeconds(backend?.pid ?? 0)];
  const before = cpu();
  const begin = performance.now();
  const merged = await mergeRows(tx, merge);
  const seconds = (performance.now() - begin) / 1000;
  const [node, postgres] = cpu().map((after, i) => (after - (before[i] ?? 0)).toFixed(2));
  const rate = Math.round(merged.read / seconds).toLocaleString('en');
  console.log(
    `${what}: ${rate} rows/s, CPU ${node} s Node + ${postgres} s PostgreSQL, ${merged.stored} stored, ${merged.known} known`,
  );
}

await main();
