import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import {
  loadDemonstration,
  verifyCompany,
  type DemonstrationReport,
  type OperationsContext,
} from '@lettrage/operations';
import { checkLedger, readInvoice } from '@lettrage/operations/pure';
import { checkInvoice } from '@lettrage/einvoicing';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { builtInAdapters } from '@lettrage/server/built-in-adapters';
import { startReceiver, type RunningReceiver } from '../../apps/server/src/receiver/status-receiver.js';
import { pino } from 'pino';

const DATA = join(import.meta.dirname, '../../config/demo');

interface Truth {
  account: string;
  index: number;
  bookingDate: string;
  amount: string;
  scenario: string;
  label: string;
  allocations?: { invoice: string; amount: string }[];
}

describe('the demonstration company, from its files to its books', () => {
  let database: TestDatabase;
  let home: string;
  let receiver: RunningReceiver;
  let context: OperationsContext;
  let report: DemonstrationReport;

  beforeAll(async () => {
    database = await createTestDatabase();
    home = await mkdtemp(join(tmpdir(), 'lettrage-demo-'));
    receiver = await startReceiver({ folder: join(home, 'out'), home });
    context = {
      database: database.database,
      adapters: new AdapterHost({ registry: new AdapterRegistry({ builtIn: builtInAdapters }) }),
      eventKey: Buffer.alloc(32, 7),
      now: () => new Date('2026-11-22T09:00:00Z'),
      log: pino({ level: 'silent' }),
      folder: home,
    };
    report = await load();
  }, 180_000);

  afterAll(async () => {
    await receiver?.close();
    await database?.drop();
    if (home) await rm(home, { recursive: true, force: true });
  });

  const load = (): Promise<DemonstrationReport> =>
    loadDemonstration(context, { data: DATA, out: join(home, 'out') }, receiver, () => undefined);

  it('reads every line of both statements', () => {
    expect(report.summary.lines.read).toBeGreaterThanOrEqual(250);
    expect(report.summary.lines.automatic).toBeGreaterThan(report.summary.lines.proposed);
  });

  it('posts nothing by itself that the truth contradicts', async () => {
    const truth = readFileSync(join(DATA, 'truth.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Truth);
    const posted = await postedLines(context, report.companyId);
    let compared = 0;
    const wrong = truth.flatMap((line) => {
      const own = posted.get(`${line.account} ${line.index}`);
      if (!own || own.allocations.length === 0) return [];
      compared++;
      const expected = (line.allocations ?? []).map((one) => `${one.invoice} ${one.amount}`).sort();
      const found = own.allocations.sort();
      return JSON.stringify(expected) === JSON.stringify(found) ? [] : [{ ...line, found }];
    });
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });

  it('keeps every promise that verify checks', async () => {
    const { events, violations } = await verifyCompany(context, report.companyId);
    expect(violations).toEqual([]);
    expect(events).toBeGreaterThan(500);
  });

  it('writes a FEC with the legal name that its own checker accepts', async () => {
    const files = await readdir(join(home, 'out'));
    const fec = files.find((name) => /^\d{9}FEC20261231\.txt$/.test(name));
    expect(fec).toBeDefined();
    const problems = [];
    for await (const problem of checkLedger(context.adapters, join(home, 'out', fec!), 'fec', { errors: 0 }))
      problems.push(problem);
    expect(problems.filter((problem) => problem.severity !== 'warning')).toEqual([]);
    const text = await readFile(join(home, 'out', fec!), 'latin1');
    expect(text.split('\r\n').filter((line) => line.split('\t')[13] !== '').length).toBeGreaterThan(300);
  });

  it('writes a Factur-X whose invoice breaks no fatal rule', async () => {
    const pdf = (await readdir(join(home, 'out'))).find((name) => name.endsWith('.pdf'))!;
    const { invoice, problems } = await readInvoice(context.adapters, join(home, 'out', pdf));
    expect(problems.filter((problem) => problem.severity !== 'warning')).toEqual([]);
    expect(checkInvoice(invoice!).filter((problem) => problem.severity === 'fatal')).toEqual([]);
  });

  it('delivers each status once, signed', async () => {
    const received = (await readFile(receiver.file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect(received.length).toBe(report.summary.deliveries['delivered']);
    expect(new Set(received).size).toBe(received.length);
  });

  it('changes nothing when it is run again', async () => {
    const again = await load();
    expect(again.loaded).toBe(false);
    expect(again.summary).toEqual(report.summary);
  }, 60_000);
});

/** What was posted by itself, by account and position of the line in its statement. */
async function postedLines(
  context: OperationsContext,
  companyId: string,
): Promise<Map<string, { allocations: string[] }>> {
  const rows = await context.database.withCompany(companyId, (tx) =>
    tx.query<{ iban: string; index: number; allocations: string[] | null }>(
      `select a.iban, row_number() over (partition by t.account_id order by t.id)::integer as index,
              (select array_agg(x.number || ' ' || x.amount) from (
                 select i.number, trim(to_char(al.amount / 100.0, 'FM999999990.00')) as amount from books.payment p
                   join books.allocation al on al.company_id = p.company_id and al.payment_id = p.id
                   join books.item i on i.company_id = al.company_id and i.id = al.item_id
                  where p.company_id = t.company_id and p.transaction_id = t.id and al.undoes is null) x) as allocations
         from books.bank_transaction t join books.bank_account a on a.company_id = t.company_id and a.id = t.account_id
        where t.company_id = $1`,
      [companyId],
    ),
  );
  return new Map(rows.map((row) => [`${row.iban} ${row.index}`, { allocations: row.allocations ?? [] }]));
}
