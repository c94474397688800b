import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { collect, refund } from './collect.js';
import { importMandates } from './import-mandates.js';
import { cancelPaymentOrder, paymentOrder, paymentOrders } from './order-life.js';

const IBAN = 'FR7630006000011234567890189';
const THEIRS = 'DE89370400440532013000';
const OTHER = 'NL91ABNA0417164300';
const HEADER = 'customer_id;reference;iban;signed_on;debtor;kind;last_collected_on';

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'lettrage-mandates-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await test.drop();
});

/** A company with invoices of two customers, of whom C1 has a mandate. It is 30 June 2026, a Tuesday. */
async function company() {
  const books = await CompanyFixture.open(test, { settings: { creditorIdentifier: 'FR72ZZZ123456' } });
  await books.items(
    { number: 'FA1', total: '120.00' },
    { number: 'FA2', total: '80.00' },
    { number: 'FA3', total: '55.00', customer: 'C2' },
    { number: 'AV1', total: '-30.00', customer: 'C2', ibans: [OTHER] },
  );
  const mandates = async (...rows: string[]) => {
    const path = join(folder, `${books.companyId}.csv`);
    await writeFile(path, [HEADER, ...rows].join('\n'));
    return importMandates(books.context, books.companyId, path);
  };
  await mandates(`C1;RUM-1;${THEIRS};2026-01-02;Client C1;;`);
  const ask = (request: object) => collect(books.context, books.companyId, { by: 'me', ...request });
  return { books, mandates, ask };
}

describe('a collection', () => {
  it('is made of what is due, first and then recurring, and lists what has no mandate', async () => {
    const { books, ask } = await company();
    const due = parseDay('2026-12-31');
    const dry = await ask({ due, dryRun: true });
    expect(dry.id).toBeUndefined();
    expect(await books.run((tx) => paymentOrders(tx, { limit: 10 }))).toEqual([]);
    const made = await ask({ due });
    expect(made.payments.map(({ endToEndId, amount, sequence, day }) => [endToEndId, amount, sequence, day])).toEqual([
      ['FA1', '120.00', 'FRST', '2026-07-01'],
      ['FA2', '80.00', 'RCUR', '2026-07-01'],
    ]);
    expect(made.skipped).toEqual([{ invoice: 'FA3', customer: 'C2', why: 'C2 has no mandate' }]);
    expect([made.total, made.messageId]).toEqual(['200.00', 'COL-20260630-1']);
    expect(made.xml).toContain('<MndtId>RUM-1</MndtId><DtOfSgntr>2026-01-02</DtOfSgntr>');
  });

  it('holds an invoice once: not twice, not in two files, until the file is cancelled', async () => {
    const { books, ask } = await company();
    const made = await ask({ invoices: ['FA1'] });
    await expect(ask({ invoices: ['FA1'] })).rejects.toThrow(/FA1: it stands in the file COL-20260630-1 already/);
    await expect(ask({ invoices: ['FA3'] })).rejects.toThrow('C2 has no mandate');
    await expect(ask({ invoices: ['FA9'] })).rejects.toThrow('no open item FA9');
    const both = await Promise.allSettled([ask({ invoices: ['FA2'] }), ask({ invoices: ['FA2'] })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const cancel = { by: 'me', why: 'never sent' };
    await books.run((tx) => cancelPaymentOrder(tx, made.messageId, cancel));
    await expect(books.run((tx) => cancelPaymentOrder(tx, made.id!, cancel))).rejects.toThrow('No such payment');
    expect((await ask({ invoices: ['FA1'] })).payments[0]).toMatchObject({ endToEndId: 'FA1-2', sequence: 'RCUR' });
  });

  it('is matched by its identifiers when it comes, line by line or as one sum, and may be made anew when it comes back', async () => {
    const { books, ask } = await company();
    const first = await ask({ invoices: ['FA1'] });
    await books.run((tx) => cancelPaymentOrder(tx, first.id!, { by: 'me' }));
    const made = await ask({ invoices: ['FA1', 'FA2'], day: parseDay('2026-07-02') });
    expect(made.payments.map(({ endToEndId }) => endToEndId)).toEqual(['FA1-2', 'FA2']);
    await books.statement([
      bankLine('r1', '2026-07-02', '120.00', 'PRLV SEPA', { endToEndId: 'FA1-2' }),
      bankLine('r2', '2026-07-02', '80.00', 'PRLV SEPA', { endToEndId: 'FA2' }),
    ]);
    await reconcile(books.context, books.companyId);
    expect(await books.open()).toEqual({ FA3: 5500, AV1: -3000 });
    const states = async () =>
      (await books.run((tx) => paymentOrder(tx, made.messageId))).lines.map(({ state }) => state);
    expect(await states()).toEqual(['settled', 'settled']);
    await books.statement([
      bankLine('r3', '2026-07-09', '-80.00', 'REJET PRLV', { endToEndId: 'FA2', return: { reason: 'AM04' } }),
    ]);
    await reconcile(books.context, books.companyId);
    expect(await books.open()).toMatchObject({ FA2: 8000 });
    expect(await states()).toEqual(['settled', 'returned']);
    expect((await ask({ invoices: ['FA2'] })).payments[0]!.endToEndId).toBe('FA2-2');
  });

  it('that the bank books as one sum is explained by the block', async () => {
    const { books, mandates, ask } = await company();
    await mandates(`C1;RUM-1;${THEIRS};2026-01-02;Client C1;;2026-05-01`);
    await ask({ invoices: ['FA1', 'FA2'] });
    await books.statement([bankLine('s', '2026-07-01', '200.00', 'REMISE PRELEVEMENTS SEPA')]);
    await reconcile(books.context, books.companyId);
    expect(await books.open()).toEqual({ FA3: 5500, AV1: -3000 });
  });

  it('tells the bank of a changed account once, by the first collection after', async () => {
    const { books, mandates, ask } = await company();
    expect((await mandates(`C1;RUM-1;${OTHER};2026-01-02;Client C1;;`)).report).toMatchObject({ changed: 1 });
    const { xml } = await ask({ invoices: ['FA1', 'FA2'] });
    expect(xml.match(/<AmdmntInd>true/g)).toHaveLength(1);
    expect(xml).toContain(`<OrgnlDbtrAcct><Id><IBAN>${THEIRS}</IBAN></Id></OrgnlDbtrAcct>`);
    await books.statement([bankLine('r1', '2026-07-02', '120.00', 'PRLV', { endToEndId: 'FA1' })]);
    await reconcile(books.context, books.companyId);
    await books.run((tx) => paymentOrders(tx, { limit: 1 }));
    await books.items({ number: 'FA5', total: '10.00' });
    expect((await ask({ invoices: ['FA5'] })).xml).not.toContain('AmdmntInd');
  });

  it('is refused where the bank would refuse it', async () => {
    const { mandates, ask } = await company();
    await expect(ask({ invoices: ['FA1'], day: parseDay('2026-06-30') })).rejects.toThrow(
      'the earliest day is 2026-07-01',
    );
    await expect(ask({ invoices: ['FA1'], creditorId: 'FR00ZZZ123456' })).rejects.toThrow('wrong check digits');
    await mandates(`C1;RUM-1;${THEIRS};2026-01-02;Client C1;;2023-01-02`);
    await expect(ask({ invoices: ['FA1'] })).rejects.toThrow('has lapsed');
    await mandates(`C1;RUM-1;${THEIRS};2026-01-02;Client C1;one-off;2026-01-03`);
    await expect(ask({ invoices: ['FA1'] })).rejects.toThrow('was for one collection');
  });
});

describe('mandates', () => {
  it('with errors are refused whole, line and field named', async () => {
    const { mandates } = await company();
    const refused = await mandates('C1;RUM-9;FR00;2026-02-30;X;;', `C1;RÜM;${THEIRS};2026-01-01;X;weekly;`);
    expect(refused.refused).toBe(true);
    expect(refused.problems.map(({ location }) => location!.replace(/^.*csv, /, ''))).toEqual([
      'line 2, iban',
      'line 2, signed_on',
      'line 3, reference',
      'line 3, kind',
    ]);
    expect((await mandates(`C9;RUM-9;${THEIRS};2026-01-01;X;;`)).problems[0]!.message).toContain('C9 are not known');
  });
});

describe('a refund', () => {
  it('pays an open credit note back to the one account that is known', async () => {
    const { books } = await company();
    const made = await refund(books.context, books.companyId, { by: 'me', due: parseDay('2026-12-31') });
    expect(made.payments).toMatchObject([{ endToEndId: 'AV1', amount: '30.00', iban: OTHER, customer: 'C2' }]);
    expect(made.xml).toContain('pain.001.001.03');
    expect(made.account).toBe(IBAN);
    await expect(refund(books.context, books.companyId, { by: 'me', invoices: ['AV1'] })).rejects.toThrow(
      'it stands in the file',
    );
  });
});
