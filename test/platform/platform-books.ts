import { createHash } from 'node:crypto';
import type { AdapterHost } from '@lettrage/adapter-host';
import { parseDay, parseMinor } from '@lettrage/domain';
import { addConnection, billingOf, type OperationsContext } from '@lettrage/operations';
import { BankAccountStore, encodeStatementLines, newId, StatementStore } from '@lettrage/persistence';
import { createCompany, type TestDatabase } from '@lettrage/persistence/testing';
import { pino } from 'pino';

/** A company with one account and a connection to a platform. */
export class PlatformBooks {
  private constructor(
    readonly context: OperationsContext,
    readonly companyId: string,
    private readonly accountId: string,
  ) {}

  static async open(test: TestDatabase, adapters: AdapterHost, url: string): Promise<PlatformBooks> {
    const { id } = await createCompany(test.database, {
      siren: '732829320',
      posting: 'auto',
      cutOverDay: parseDay('2026-01-01'),
      settings: {
        allowedNetworks: ['127.0.0.0/8'],
        statuses: { size: 'large', platform: '0123' },
        ledger: { scheme: { vatDue: 'receipt' } },
      },
    });
    const context: OperationsContext = {
      database: test.database,
      adapters,
      eventKey: Buffer.alloc(32, 7),
      now: () => new Date('2026-10-30T09:00:00Z'),
      log: pino({ level: 'silent' }),
      folder: '/nowhere',
    };
    const account = await test.database.withCompany(id, (tx) =>
      new BankAccountStore(tx).add({ iban: 'FR7630006000011234567890189' }),
    );
    await addConnection(context, id, {
      name: 'platform',
      adapter: 'status-platform',
      config: {
        url,
        oauthUrl: `${url}/token`,
        clientId: 'lettrage',
        clientSecret: 'env:PLATFORM_SPEC_SECRET',
        pollSeconds: 0,
      },
    });
    return new PlatformBooks(context, id, account.id);
  }

  /** An open item of customer C1 at 20 %, VAT due on receipt. */
  async openItem(number: string, total: string): Promise<void> {
    const minor = parseMinor(total, 'EUR');
    const item = {
      number,
      kind: 'invoice' as const,
      customer: { id: 'C1', name: 'CLIENT C1 SARL', ibans: [] },
      issueDate: parseDay('2026-09-05'),
      dueDate: parseDay('2026-10-05'),
      currency: 'EUR',
      total: minor,
      open: minor,
      vat: [{ rate: '20.00', base: (minor * 5n) / 6n, tax: minor / 6n }],
      vatDue: 'receipt' as const,
    };
    const options = { asOf: parseDay('2026-09-30'), partial: true, origin: 'import' } as const;
    await this.context.database.withCompany(this.companyId, (tx) =>
      billingOf(this.context, tx).importOpenItems([item], options),
    );
  }

  /** A booked line that names an invoice. */
  async receipt(ref: string, day: string, amount: string, number: string): Promise<void> {
    await this.context.database.withCompany(this.companyId, async (tx) => {
      const store = new StatementStore(tx);
      const sha256 = createHash('sha256').update(ref).digest();
      const fileId = (await store.claimFile({ sha256, name: ref, format: 'camt.053.001.08', size: 1n }))!;
      const statement = { id: newId(), fileId, accountId: this.accountId, ordinal: 1, count: 1, sum: 0n };
      await store.insertStatement(statement);
      const line = {
        type: 'transaction',
        ref,
        bookingDate: parseDay(day),
        amount,
        currency: 'EUR',
        status: 'booked',
        reversal: false,
        remittance: `FACTURE ${number}`,
      } as const;
      await store.storeLines(statement, encodeStatementLines([line]), parseDay('2026-01-01'));
    });
  }

  /** Takes back what was decided on a line. */
  async undo(ref: string, day: string): Promise<void> {
    await this.context.database.withCompany(this.companyId, async (tx) => {
      const [row] = await tx.query<{ id: string }>(
        `select d.id from books.decision d join books.bank_transaction t on t.company_id = $1 and t.id = d.transaction_id
          where d.company_id = $1 and t.ref = $2 and d.state = 'applied'`,
        [this.companyId, ref],
      );
      await billingOf(this.context, tx).undo({
        decisionId: row!.id,
        day: parseDay(day),
        by: 'someone',
        reason: 'erreur',
      });
    });
  }

  /** Codes of the statuses received of an invoice, in the order they came. */
  async received(number: string): Promise<string[]> {
    const rows = await this.query<{ code: string }>(
      `select code from books.invoice_status where company_id = $1 and number = $2 and state = 'received' order by id`,
      number,
    );
    return rows.map(({ code }) => code);
  }

  /** Why the item of an invoice is disputed; undefined if it is not. */
  async disputed(number: string): Promise<string | undefined> {
    const [row] = await this.query<{ reason: string | null }>(
      'select dispute_reason as reason from books.item where company_id = $1 and number = $2 and disputed',
      number,
    );
    return row?.reason ?? undefined;
  }

  private query<Row extends object>(sql: string, number: string): Promise<Row[]> {
    return this.context.database.withCompany(this.companyId, (tx) => tx.query<Row>(sql, [this.companyId, number]));
  }
}
