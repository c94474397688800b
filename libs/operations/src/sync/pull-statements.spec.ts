import { mkdtemp, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdapterError, defineAdapter, type StatementSource } from '@lettrage/adapter-sdk';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { TaskStore } from '@lettrage/persistence';
import { addConnection } from '../setup/connections.js';
import { CompanyFixture } from '../testing/company-fixture.js';
import { askAboutSilentAccounts, silentAccounts } from './silent-accounts.js';
import { sync } from './sync-connection.js';
import { syncDue } from './sync-due.js';

/** The adapters of the scenarios, as the server knows them. */
const BUILT_IN = {
  'statement-folder': () => import('@lettrage/statement-folder'),
  'statement-mt940': () => import('@lettrage/statement-mt940'),
  'statement-camt': () => import('@lettrage/statement-camt'),
  'statement-cfonb': () => import('@lettrage/statement-cfonb'),
};
const IBAN = 'FR7630006000011234567890189';

let test: TestDatabase;
let root: string;
let spool: string;
beforeAll(async () => {
  test = await createTestDatabase();
  root = await mkdtemp(join(tmpdir(), 'lettrage-folders-'));
  spool = await mkdtemp(join(tmpdir(), 'lettrage-spool-'));
});
afterAll(async () => {
  await test.drop();
  await rm(root, { recursive: true, force: true });
  await rm(spool, { recursive: true, force: true });
});

/** A statement of the days given, each with one line. */
function mt940(days: readonly number[], iban = IBAN): string {
  const lines = days.map(
    (day) =>
      `:61:2601${String(day).padStart(2, '0')}01${String(day).padStart(2, '0')}C10,00NTRFL${day}//B${day}\r\n:86:FACTURE ${day}\r\n`,
  );
  const [first, last] = [days[0]!, days.at(-1)!].map((day) => `2601${String(day).padStart(2, '0')}`);
  return `:20:STARTUM\r\n:25:${iban}\r\n:28C:${first}/1\r\n:60F:C${first}EUR0,00\r\n${lines.join('')}:62F:C${last}EUR${days.length * 10},00\r\n-\r\n`;
}

async function connected(adapter: string, config: object, adapters?: Record<string, () => Promise<unknown>>) {
  const books = await CompanyFixture.open(test, { adapters: { ...BUILT_IN, ...adapters } });
  const context = { ...books.context, folder: spool, sharedFolders: [root] };
  await addConnection(context, books.companyId, { name: 'bank', adapter, config: { ...config } });
  const tasks = () => context.database.withCompany(books.companyId, (tx) => new TaskStore(tx).list({ state: 'open' }));
  const stored = async () =>
    (
      await books.query<{ n: number }>(
        `select count(*)::integer as n from books.bank_transaction where company_id = $1`,
      )
    )[0]!.n;
  return { books, context, companyId: books.companyId, tasks, stored };
}

async function put(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  const old = new Date(Date.now() - 60_000);
  await utimes(path, old, old);
}

/** A CFONB120 statement of one day with one line of 10.00, as French banks send it. */
function cfonb(day: string): string {
  const owner = (code: string): string => `${code}30006    00001EUR2 12345678901`;
  const balance = (code: string, amount: string): string =>
    `${owner(code)}  ${day}${' '.repeat(50)}${amount}`.padEnd(120);
  const line = `${owner('04')}05${day}  ${day}${'VIR FACTURE 1'.padEnd(31)}  0000000  0000000000100{${' '.repeat(16)}`;
  return `${[balance('01', '0000000000000{'), line, balance('07', '0000000000100{')].join('\r\n')}\r\n`;
}

describe('statements of a watched folder', () => {
  it('are taken by what they hold: an EBICS program gives a CFONB file the name of a camt one', async () => {
    await mkdir(join(root, 'french'));
    const { context, companyId, tasks, stored } = await connected('statement-folder', { folder: 'french' });
    await put(join(root, 'french', 'camt.053.cfonb120.stm'), cfonb('050126'));
    await put(join(root, 'french', 'camt.053.cfonb120.stm.part'), cfonb('060126').slice(0, 200));
    await sync(context, companyId);
    expect([await stored(), await tasks()]).toEqual([1, []]);
    await sync(context, companyId);
    expect(await stored()).toBe(1);
  });

  it('are imported once, as an EBICS client puts them there, and a broken one is asked about once', async () => {
    const folder = join(root, 'ebics');
    await mkdir(folder);
    const { context, companyId, tasks, stored } = await connected('statement-folder', {
      folder: 'ebics',
      settleSeconds: 0,
    });
    const pull = async () => (await sync(context, companyId))[0]!;
    await put(join(folder, 'C53_0001.sta'), mt940([5, 6]));
    await put(join(folder, '.C53_0002.part'), mt940([7]));
    expect((await pull()).files).toMatchObject([{ name: 'C53_0001.sta', stored: 2, known: 0, refused: 0 }]);
    await put(join(folder, 'C53_0002.sta'), mt940([6, 7]));
    await put(join(folder, 'photo.jpg'), '\u00ff\u00d8\u00ff nothing a bank sends');
    expect((await pull()).files).toMatchObject([
      { name: 'C53_0002.sta', stored: 1, known: 1 },
      { name: 'photo.jpg', stored: 0, refused: 1 },
    ]);
    expect((await pull()).files).toEqual([]);
    expect(await stored()).toBe(3);
    expect((await tasks()).map((task) => task.kind)).toEqual(['statement-file']);
    expect((await tasks())[0]!.message).toContain('photo.jpg');
  });

  it('are read from no folder the server does not lend, by any path', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'lettrage-outside-'));
    await symlink(outside, join(root, 'link'));
    for (const folder of [outside, '../', 'link', '/etc']) {
      await expect(connected('statement-folder', { folder })).rejects.toThrow(/not one the server lends/);
    }
    await rm(outside, { recursive: true });
  });
});

/** An adapter whose files and failures the test decides. */
function scripted(fetch: StatementSource['fetch']) {
  const adapter = defineAdapter({
    manifest: {
      id: 'bank-test',
      title: 'Test',
      version: '1.0.0',
      sdk: '^0.1.0',
      capabilities: ['statementSource'],
      config: { type: 'object' },
    },
    create: () => ({ statementSource: { fetch } }),
  });
  return { 'bank-test': () => Promise.resolve({ default: adapter }) };
}

describe('a statement source', () => {
  it('that is cut off between import and cursor fetches again and stores nothing twice', async () => {
    const bytes = Buffer.from(mt940([5]));
    let failing = true;
    const { context, companyId, stored } = await connected('bank-test', {}, scripted((cursor) => {
      if (cursor?.['page'] === 1) return Promise.resolve({ files: [], cursor, more: false });
      return Promise.resolve({ files: [{ id: '1', name: '../../a.sta', bytes }], cursor: { page: 1 }, more: false });
    })); // prettier-ignore
    const breaking = new Proxy(context.database, {
      get(target, name) {
        if (name !== 'withCompany') return Reflect.get(target, name, target) as unknown;
        return async (...args: Parameters<typeof target.withCompany>) => {
          const done = await target.withCompany(...args);
          if (failing && (await stored()) > 0) throw new Error('the process ends here');
          return done;
        };
      },
    });
    await expect(sync({ ...context, database: breaking }, companyId)).rejects.toThrow('the process ends here');
    failing = false;
    expect((await sync(context, companyId))[0]!.files).toMatchObject([{ name: 'a.sta', stored: 0, known: 1 }]);
    expect((await sync(context, companyId))[0]!.files).toEqual([]);
    expect(await stored()).toBe(1);
  });

  it('whose login fails is asked about once and holds up no other', async () => {
    const { context, companyId, tasks } = await connected('bank-test', {}, scripted(() => {
      return Promise.reject(new AdapterError('auth', 'The bank refused the user.'));
    })); // prettier-ignore
    expect(await syncDue(context, companyId)).toEqual(['bank']);
    expect(await syncDue(context, companyId)).toEqual(['bank']);
    const open = await tasks();
    expect(open.map((task) => task.kind)).toEqual(['connection']);
    expect(open[0]!.message).toContain('The bank refused the user.');
  });

  it('that is down for a while is nobody’s task', async () => {
    const { context, companyId, tasks } = await connected('bank-test', {}, scripted(() => {
      return Promise.reject(new AdapterError('transient', 'No answer.'));
    })); // prettier-ignore
    expect(await syncDue(context, companyId)).toEqual(['bank']);
    expect(await tasks()).toEqual([]);
  });
});

describe('an account whose statements stop', () => {
  it('is asked about after the days of the company, once, and not while they come', async () => {
    const bytes = Buffer.from(mt940([5]));
    const { books, context, companyId, tasks } = await connected('bank-test', {}, scripted(() =>
      Promise.resolve({ files: [{ id: '1', name: 'a.sta', bytes }], cursor: { page: 1 }, more: false }),
    )); // prettier-ignore
    await sync(context, companyId);
    const silent = (day: string) => books.run((tx) => silentAccounts(tx, parseDay(day)));
    expect(await silent('2026-01-14')).toEqual([]);
    expect(await silent('2026-01-15')).toMatchObject([{ account: IBAN, lastDay: '2026-01-05', days: 10 }]);
    expect(await askAboutSilentAccounts(context, companyId)).toBe(1);
    expect(await askAboutSilentAccounts(context, companyId)).toBe(0);
    expect((await tasks())[0]!.message).toContain(IBAN);
  });
});
