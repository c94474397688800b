import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';
import { createCompany, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { BankAccountStore } from './bank-account.store.js';
import { addCompany, CompanyStore } from './company.store.js';
import { ConnectionStore } from './connection.store.js';
import { nextNumber, nextNumbers } from './counter.js';
import { InboxStore } from './inbox.store.js';
import { TaskStore } from './task.store.js';

const IBAN = 'FR7630006000011234567890189';
let test: TestDatabase;
let company: string;
let other: string;

beforeAll(async () => {
  test = await createTestDatabase();
  company = (await createCompany(test.database)).id;
  other = (await createCompany(test.database)).id;
});
afterAll(() => test.drop());

function as<T>(id: string, work: (tx: CompanyTransaction) => Promise<T>): Promise<T> {
  return test.database.withCompany(id, work);
}

describe('a company', () => {
  it('has the defaults of a French company in euros that posts nothing by itself', async () => {
    const found = await as(company, (tx) => new CompanyStore(tx).get());
    expect(found).toEqual({
      id: company,
      name: 'ACME SAS',
      country: 'FR',
      currency: 'EUR',
      timeZone: 'Europe/Paris',
      address: {},
      fiscalYearEnd: '12-31',
      cutOverDay: '2020-01-01',
      posting: 'propose',
      booksComplete: false,
      settings: {},
    });
  });

  it('changes what is given, clears with null, and merges its settings', async () => {
    const { id } = await createCompany(test.database, { siren: '732829320', settings: { a: 1 } });
    await as(id, (tx) =>
      new CompanyStore(tx).update({
        siren: null,
        posting: 'auto',
        lockedThrough: parseDay('2026-01-31'),
        settings: { b: 2 },
      }),
    );
    const found = await as(id, (tx) => new CompanyStore(tx).get());
    expect(found).toMatchObject({
      name: 'ACME SAS',
      posting: 'auto',
      lockedThrough: '2026-01-31',
      settings: { a: 1, b: 2 },
    });
    expect(found).not.toHaveProperty('siren');
  });

  it('is refused whole when its id is taken or a fact is wrong', async () => {
    const firmId = await test.database.system.addFirm({ name: 'F' });
    const facts = { firmId, name: 'X', cutOverDay: parseDay('2026-01-01') };
    await expect(addCompany(test.database, { ...facts, id: company })).rejects.toThrow(/is there already/);
    const id = newId();
    await expect(addCompany(test.database, { ...facts, id, fiscalYearEnd: '31/12' })).rejects.toThrow(
      /fiscal_year_end/,
    );
    expect((await test.database.system.companies()).map((ref) => ref.companyId)).not.toContain(id);
  });

  it('is listed for the users of its firm and for its own', async () => {
    const { people } = test.database.system;
    const { id, firmId } = await createCompany(test.database);
    const { id: sister } = await createCompany(test.database, { firmId });
    const userId = await people.addUser({ email: 'Ann@Example.com', name: 'Ann' });
    expect(await test.database.system.companiesOf(userId)).toEqual([]);
    await people.grant({ userId, firmId, role: 'viewer' });
    await people.grant({ userId, firmId, companyId: sister, role: 'accountant' });
    const roles = (await test.database.system.companiesOf(userId)).map((ref) => [ref.companyId, ref.role]);
    expect(roles).toEqual([
      [id, 'viewer'],
      [sister, 'accountant'],
    ]);
    expect(await people.revoke({ userId, firmId })).toBe(true);
    expect((await people.membershipsOf(userId)).map((m) => m.companyId)).toEqual([sister]);
    await expect(people.addUser({ email: 'ann@example.com', name: 'Ann' })).rejects.toThrow(/is there already/);
  });
});

describe('a person', () => {
  it('signs in once by a printed address, and has a session until it is closed', async () => {
    const { people } = test.database.system;
    const userId = await people.addUser({ email: 'bob@example.com', name: 'Bob' });
    const token = await people.makeSignIn(userId, 60);
    expect(await people.useSignIn(token)).toBe(userId);
    expect(await people.useSignIn(token)).toBeUndefined();
    const session = await people.openSession(userId, 60);
    expect((await people.session(session.token))?.userId).toBe(userId);
    await people.closeSession(session.token);
    expect(await people.session(session.token)).toBeUndefined();
    expect(await people.session((await people.openSession(userId, -1)).token)).toBeUndefined();
  });
});

describe('a bank account', () => {
  it('routes its statements to its company as long as it is there', async () => {
    const account = await as(company, (tx) =>
      new BankAccountStore(tx).add({ iban: 'FR76 3000 6000 0112 3456 7890 189' }),
    );
    expect(account).toMatchObject({ iban: IBAN, currency: 'EUR', journal: 'BQ', ledgerAccount: '512000', label: IBAN });
    expect(await test.database.system.companiesWithAccount(IBAN)).toEqual([company]);
    expect(await as(company, (tx) => new BankAccountStore(tx).find(IBAN, 'EUR'))).toEqual(account);
    expect(await as(other, (tx) => new BankAccountStore(tx).find(IBAN))).toBeUndefined();
    expect(await as(company, (tx) => new BankAccountStore(tx).remove(account.id))).toBe(true);
    expect(await test.database.system.companiesWithAccount(IBAN)).toEqual([]);
  });

  it('may belong to two companies and be held in two currencies, but not twice in one', async () => {
    for (const id of [company, other])
      await as(id, (tx) => new BankAccountStore(tx).add({ number: '000123', currency: 'USD' }));
    await as(other, (tx) => new BankAccountStore(tx).add({ number: '000123', currency: 'CHF' }));
    expect(await test.database.system.companiesWithAccount('000123')).toEqual([company, other].sort());
    const again = as(other, (tx) => new BankAccountStore(tx).add({ number: '000 123', currency: 'CHF' }));
    await expect(again).rejects.toMatchObject({ code: 'exists', problems: [{ location: 'iban' }] });
    expect(await as(other, (tx) => new BankAccountStore(tx).find('000123'))).toBeUndefined();
  });

  it('is refused with a wrong IBAN', async () => {
    const wrong = as(company, (tx) => new BankAccountStore(tx).add({ iban: 'FR7630006000011234567890188' }));
    await expect(wrong).rejects.toThrow(/check digits/);
  });
});

describe('a connection', () => {
  it('is on hold until it is released, and keeps its cursor', async () => {
    const id = await as(company, (tx) =>
      new ConnectionStore(tx).add({ name: 'erp', adapter: 'erp-dolibarr', config: { url: 'https://x' } }),
    );
    expect(await as(company, (tx) => new ConnectionStore(tx).get('erp'))).toEqual({
      id,
      name: 'erp',
      adapter: 'erp-dolibarr',
      config: { url: 'https://x' },
      state: 'hold',
    });
    await as(company, async (tx) => {
      const store = new ConnectionStore(tx);
      await store.release(id, parseDay('2026-02-01'));
      await store.saveCursor(id, { page: 3 });
      await store.noteRun(id, 'timed out');
    });
    expect(await as(company, (tx) => new ConnectionStore(tx).get(id))).toMatchObject({
      state: 'released',
      releaseFrom: '2026-02-01',
      sourceCursor: { page: 3 },
      lastError: 'timed out',
    });
    expect(await as(other, (tx) => new ConnectionStore(tx).release(id, parseDay('2026-02-01')))).toBe(false);
    const again = as(company, (tx) => new ConnectionStore(tx).add({ name: 'erp', adapter: 'x' }));
    await expect(again).rejects.toThrow(/"erp" is there already/);
  });
});

describe('a counter', () => {
  it('leaves no gap when a transaction is taken back, and gives no number twice to many at once', async () => {
    const take = (fail: boolean) =>
      as(company, async (tx) => {
        const number = await nextNumber(tx, 'VE/2026-12-31');
        if (fail) throw new Error('taken back');
        return number;
      }).catch(() => undefined);
    const taken = await Promise.all(Array.from({ length: 30 }, (_, i) => take(i % 3 === 0)));
    const numbers = taken.filter((number) => number !== undefined).sort((a, b) => Number(a - b));
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => BigInt(i + 1)));
    expect(await as(company, (tx) => nextNumbers(tx, 'VE/2026-12-31', 5))).toBe(21n);
    expect(await as(company, (tx) => nextNumber(tx, 'VE/2026-12-31'))).toBe(26n);
    expect(await as(other, (tx) => nextNumber(tx, 'VE/2026-12-31'))).toBe(1n);
  });
});

describe('a task', () => {
  it('arises once per finding and is closed once', async () => {
    const finding = { kind: 'import-conflict', onceKey: 'FA1', message: 'FA1 differs', data: { number: 'FA1' } };
    const id = await as(company, (tx) => new TaskStore(tx).add(finding));
    expect(id).toBeDefined();
    expect(await as(company, (tx) => new TaskStore(tx).add(finding))).toBeUndefined();
    expect(await as(company, (tx) => new TaskStore(tx).list({ state: 'open' }))).toMatchObject([
      { id, message: 'FA1 differs', data: { number: 'FA1' } },
    ]);
    expect(await as(company, (tx) => new TaskStore(tx).close(id ?? '', 'done', 'ann'))).toBe(true);
    expect(await as(company, (tx) => new TaskStore(tx).close(id ?? '', 'dismissed', 'bob'))).toBe(false);
    expect(await as(company, (tx) => new TaskStore(tx).list({ after: id ?? '' }))).toEqual([]);
  });
});

describe('the inbox', () => {
  it('keeps a statement whole, once, until it is taken out', async () => {
    const statement = {
      fileName: 'releve.xml',
      sha256: Buffer.alloc(32, 7),
      format: 'camt.053.001.08',
      account: { iban: IBAN },
      currency: 'EUR',
      from: parseDay('2026-01-01'),
      count: 2,
      sum: '120.00',
      content: Buffer.from('{"type":"statement"}\n'),
    };
    const id = (await as(company, (tx) => new InboxStore(tx).keep(statement))) ?? '';
    expect(await as(company, (tx) => new InboxStore(tx).keep(statement))).toBeUndefined();
    const { sha256, content, ...shown } = statement;
    const [listed] = await as(company, (tx) => new InboxStore(tx).list());
    expect(listed).toEqual({ id, ...shown, receivedAt: expect.any(Date) });
    expect(await as(company, (tx) => new InboxStore(tx).get(id))).toMatchObject({ content, sha256 });
    expect(await as(other, (tx) => new InboxStore(tx).get(id))).toBeUndefined();
    expect(await as(company, (tx) => new InboxStore(tx).remove(id))).toBe(true);
    expect(await as(company, (tx) => new InboxStore(tx).list())).toEqual([]);
  });
});

describe('a tick', () => {
  it('is given to one of many that ask in the same slot', async () => {
    const won = await Promise.all(Array.from({ length: 8 }, () => test.database.system.tick('nightly', 86_400 * 365)));
    expect(won.filter((slot) => slot !== undefined)).toHaveLength(1);
  });
});
