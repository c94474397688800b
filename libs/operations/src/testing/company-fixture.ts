import { createHash } from 'node:crypto';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import type { Billing } from '@lettrage/billing';
import { parseDay, parseMinor, type OpenItem, type TransactionLine } from '@lettrage/domain';
import {
  BankAccountStore,
  newId,
  StatementStore,
  type CompanyTransaction,
  type StoredLines,
  encodeStatementLines,
} from '@lettrage/persistence';
import { createCompany, type TestDatabase } from '@lettrage/persistence/testing';
import { pino } from 'pino';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';

/** What a test says of an open item; the rest is plausible. Amounts are decimal strings in EUR. */
export interface ItemFacts {
  readonly number: string;
  readonly total: string;
  readonly open?: string;
  readonly customer?: string;
  readonly name?: string;
  readonly ibans?: readonly string[];
  readonly issued?: string;
  readonly externalId?: string;
}

/** A company on a database of its own, with one bank account, and short ways to fill and read it. */
export class CompanyFixture {
  private files = 0;

  private constructor(
    readonly context: OperationsContext,
    readonly companyId: string,
    readonly accountId: string,
  ) {}

  static async open(
    test: TestDatabase,
    options: {
      readonly posting?: 'auto' | 'propose';
      readonly cutOverDay?: string;
      readonly adapters?: Readonly<Record<string, () => Promise<unknown>>>;
      readonly settings?: Readonly<Record<string, unknown>>;
    } = {},
  ): Promise<CompanyFixture> {
    const { id } = await createCompany(test.database, {
      posting: options.posting ?? 'auto',
      cutOverDay: parseDay(options.cutOverDay ?? '2026-01-01'),
      settings: options.settings ?? {},
    });
    const context: OperationsContext = {
      database: test.database,
      adapters: new AdapterHost({ registry: new AdapterRegistry({ builtIn: options.adapters ?? {} }) }),
      eventKey: Buffer.alloc(32, 7),
      now: () => new Date('2026-06-30T09:00:00Z'),
      log: pino({ level: 'silent' }),
      folder: '/nowhere',
    };
    const account = await test.database.withCompany(id, (tx) =>
      new BankAccountStore(tx).add({ iban: 'FR7630006000011234567890189' }),
    );
    return new CompanyFixture(context, id, account.id);
  }

  run<T>(work: (tx: CompanyTransaction, billing: Billing) => Promise<T>): Promise<T> {
    return this.context.database.withCompany(this.companyId, (tx) => work(tx, billingOf(this.context, tx)));
  }

  query<Row extends object>(sql: string, ...params: readonly unknown[]): Promise<Row[]> {
    return this.run((tx) => tx.query<Row>(sql, [this.companyId, ...params]));
  }

  /** Imports open items as of 31 January 2026, as a delta. */
  async items(...items: readonly ItemFacts[]): Promise<void> {
    const options = { asOf: parseDay('2026-01-31'), partial: true, origin: 'import' } as const;
    await this.run((_tx, billing) => billing.importOpenItems(items.map(openItem), options));
  }

  /** Stores lines as one statement of a file of their own. */
  async statement(lines: readonly TransactionLine[], format = 'camt.053.001.08'): Promise<StoredLines> {
    const sha256 = createHash('sha256').update(`${this.companyId} ${++this.files}`).digest();
    return this.run(async (tx) => {
      const store = new StatementStore(tx);
      const fileId = (await store.claimFile({ sha256, name: `file ${this.files}`, format, size: 1n }))!;
      const statement = { id: newId(), fileId, accountId: this.accountId, ordinal: 1, count: lines.length, sum: 0n };
      await store.insertStatement(statement);
      return store.storeLines(statement, encodeStatementLines(lines), parseDay('2026-01-01'));
    });
  }

  /** State of bank lines by reference. */
  async states(): Promise<Record<string, string>> {
    const rows = await this.query<{ ref: string; state: string }>(
      'select ref, state from books.bank_transaction where company_id = $1 order by ref',
    );
    return Object.fromEntries(rows.map(({ ref, state }) => [ref, state]));
  }

  /** Open amounts in cents by number, of what is not settled. */
  async open(): Promise<Record<string, number>> {
    const rows = await this.query<{ number: string; open: number }>(
      'select number, (total - settled)::int as open from books.item where company_id = $1 and total <> settled order by number',
    );
    return Object.fromEntries(rows.map(({ number, open }) => [number, open]));
  }
}

/** An open item of customer C1 unless said otherwise. */
export function openItem(facts: ItemFacts): OpenItem {
  const { number, total, open = total, customer = 'C1', name = `CLIENT ${customer} SARL`, ibans = [] } = facts;
  const issueDate = parseDay(facts.issued ?? '2026-01-05');
  return {
    number,
    kind: total.startsWith('-') ? 'credit-note' : 'invoice',
    customer: { id: customer, name, ibans: [...ibans] },
    issueDate,
    dueDate: parseDay('2026-02-04'),
    currency: 'EUR',
    total: parseMinor(total, 'EUR'),
    open: parseMinor(open, 'EUR'),
    ...(facts.externalId === undefined ? {} : { externalId: facts.externalId }),
  };
}

/** A booked line with the given reference, day, amount and text. */
export function bankLine(
  ref: string,
  day: string,
  amount: string,
  remittance: string,
  more: Partial<TransactionLine> = {},
): TransactionLine {
  return {
    type: 'transaction',
    ref,
    bookingDate: parseDay(day),
    amount,
    currency: 'EUR',
    status: 'booked',
    reversal: false,
    remittance,
    ...more,
  };
}
