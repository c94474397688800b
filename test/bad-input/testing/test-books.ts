import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { parseDay } from '@lettrage/domain';
import { addBankAccount, addCompany, type OperationsContext } from '@lettrage/operations';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { builtInAdapters } from '@lettrage/server/built-in-adapters';
import { pino } from 'pino';

export const IBAN = 'FR1420041010050500013M02606';
export const OTHER_IBAN = 'DE89370400440532013000';

/** Every table an import could leave something in. */
const TABLES = [
  'item',
  'customer',
  'payment',
  'allocation',
  'event',
  'statement_file',
  'statement',
  'bank_transaction',
  'inbox_statement',
  'import_run',
  'delivery',
  'journal_entry',
] as const;

/** A migrated database with one company and one account, and a folder for files. */
export interface TestBooks {
  readonly context: OperationsContext;
  readonly database: TestDatabase;
  readonly folder: string;
  readonly companyId: string;
  /** Writes a file and returns its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Rows by table, of one company. */
  rows(companyId?: string): Promise<Record<(typeof TABLES)[number], number>>;
  close(): Promise<void>;
}

/** Makes {@link TestBooks}; close them in `afterAll`. */
export async function createTestBooks(): Promise<TestBooks> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'lettrage-books-'));
  const context: OperationsContext = {
    database: database.database,
    adapters: new AdapterHost({ registry: new AdapterRegistry({ builtIn: builtInAdapters }) }),
    eventKey: Buffer.alloc(32, 7),
    now: () => new Date('2026-11-22T09:00:00Z'),
    log: pino({ level: 'silent' }),
    folder,
  };
  const companyId = await addCompany(context, {
    name: 'Atelier Garonne',
    siren: '732829320',
    cutOverDay: parseDay('2026-01-01'),
  });
  await addBankAccount(context, companyId, { iban: IBAN, currency: 'EUR' });
  return {
    context,
    database,
    folder,
    companyId,
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    rows: (id = companyId) =>
      context.database.withCompany(id, async (tx) => {
        const counts = await tx.query<Record<(typeof TABLES)[number], number>>(
          `select ${TABLES.map((table) => `(select count(*)::integer from books.${table} where company_id = $1) as ${table}`).join(', ')}`,
          [id],
        );
        return counts[0]!;
      }),
    async close() {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What an awaited call throws; fails where it throws nothing. */
export async function thrown(
  work: Promise<unknown>,
): Promise<Error & { code?: string; problems?: readonly { message: string; location?: string }[] }> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}
