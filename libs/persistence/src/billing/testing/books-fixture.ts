import {
  Billing,
  EVENT_TYPES,
  eventSchema,
  type BillingEnvironment,
  type DecisionCommand,
  type PayDecision,
  revealTexts,
  type EventTexts,
} from '@lettrage/billing';
import { parseDay, parseMinor, type BillingEventType, type Day, type OpenItem } from '@lettrage/domain';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CompanyTransaction } from '../../company-transaction.js';
import type { Database } from '../../database.js';
import { newId } from '../../new-id.js';
import { createCompany } from '../../testing/index.js';
import { SqlBillingStore } from '../sql-billing.store.js';

/** A company with a bank account, and short ways to fill and read its books in specs. */
export class BooksFixture {
  readonly environment: BillingEnvironment = {
    newId,
    now: () => '2026-03-15T09:00:00.000Z',
    eventKey: Buffer.from('a key that lies outside the database'),
  };

  private constructor(
    readonly database: Database,
    readonly companyId: string,
    private readonly accountId: string,
    private readonly statementId: string,
  ) {}

  static async open(database: Database, cutOverDay = '2020-01-01'): Promise<BooksFixture> {
    const { id } = await createCompany(database, { cutOverDay: parseDay(cutOverDay) });
    const [account, file, statement] = [newId(), newId(), newId()];
    await database.withCompany(id, async (tx) => {
      await tx.execute(
        `insert into books.bank_account (company_id, id, iban, currency, label) values ($1, $2, $3, 'EUR', 'Main account')`,
        [id, account, 'FR7630006000011234567890189'],
      );
      await tx.execute(
        `insert into books.statement_file (company_id, id, sha256, name, format, size) values ($1, $2, '\\x01', 'test', 'test', 1)`,
        [id, file],
      );
      await tx.execute(
        `insert into books.statement (company_id, id, file_id, account_id, ordinal, line_count, line_sum) values ($1, $2, $3, $4, 1, 0, 0)`,
        [id, statement, file, account],
      );
    });
    return new BooksFixture(database, id, account, statement);
  }

  /** Runs billing in a company transaction of its own. */
  run<T>(work: (billing: Billing, tx: CompanyTransaction) => Promise<T>): Promise<T> {
    return this.database.withCompany(this.companyId, (tx) =>
      work(new Billing(new SqlBillingStore(tx), this.environment), tx),
    );
  }

  query<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.database.withCompany(this.companyId, (tx) => tx.query<Row>(sql, params));
  }

  /** Imports open items and returns the report. */
  import(
    items: readonly OpenItem[],
    options: { asOf?: string; partial?: boolean; dryRun?: boolean } = {},
  ): ReturnType<Billing['importOpenItems']> {
    const asOf = parseDay(options.asOf ?? '2026-01-31');
    return this.run((billing) =>
      billing.importOpenItems(items, {
        asOf,
        partial: options.partial ?? false,
        origin: 'import',
        dryRun: options.dryRun ?? false,
      }),
    );
  }

  /** A bank line of an amount; returns its id. */
  async line(
    amount: string,
    facts: { day?: string; family?: string; state?: string; status?: string; currency?: string } = {},
  ): Promise<string> {
    const id = newId();
    const currency = facts.currency ?? 'EUR';
    await this.query(
      `insert into books.bank_transaction (company_id, id, account_id, statement_id, ref, booking_date, amount, currency, status, counterparty_name, remittance, line, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'MARTIN SARL', 'VIR', $10, $11)`,
      [
        this.companyId,
        id,
        this.accountId,
        this.statementId,
        `ref-${id}`,
        facts.day ?? '2026-02-10',
        parseMinor(amount, currency).toString(),
        currency,
        facts.status ?? 'booked',
        JSON.stringify(facts.family ? { code: { family: facts.family } } : {}),
        facts.state ?? 'new',
      ],
    );
    return id;
  }

  async item(
    number: string,
    instalment = 1,
  ): Promise<{ id: string; total: bigint; settled: bigint; open: bigint; customerId: string; history: boolean }> {
    const rows = await this.query<{
      id: string;
      total: bigint;
      settled: bigint;
      open: bigint;
      customerId: string;
      history: boolean;
    }>(
      `select id, total, settled, total - settled as open, customer_id as "customerId", history from books.item where company_id = $1 and number = $2 and instalment = $3`,
      [this.companyId, number, instalment],
    );
    if (!rows[0]) throw new Error(`no item ${number}`);
    return rows[0];
  }

  /** A decision of the engine: the line pays these items by number. */
  async pays(
    transactionId: string,
    items: Record<string, string | PayPart>,
    more: Partial<PayDecision> = {},
  ): Promise<PayDecision> {
    const allocations: PayDecision['allocations'][number][] = [];
    const basedOn: PayDecision['basedOn'][number][] = [];
    for (const [number, part] of Object.entries(items)) {
      const { id, open } = await this.item(number);
      const { amount, adjustment } = typeof part === 'string' ? { amount: part, adjustment: undefined } : part;
      allocations.push({
        itemId: id,
        amount: parseMinor(amount, 'EUR'),
        ...(adjustment ? { adjustment: { kind: adjustment.kind, amount: parseMinor(adjustment.amount, 'EUR') } } : {}),
      });
      basedOn.push({ id, open });
    }
    return {
      kind: 'pay',
      transactionId,
      decision: { transaction: transactionId, decision: 'auto', rule: 'reference+amount', confidence: 0.999 },
      engine: '1.0.0',
      basedOn,
      allocations,
      ...more,
    };
  }

  async apply(...batch: DecisionCommand[]): ReturnType<Billing['applyDecisions']> {
    return this.run((billing) => billing.applyDecisions(batch));
  }

  /** Violations of I1 and I2, computed by SQL of the test's own. */
  async violations(): Promise<unknown[]> {
    return this.query(
      `select 'payment' as what, p.id::text, p.allocated, coalesce(s.sum, 0) as sum from books.payment p
         left join (select payment_id, sum(amount) as sum from books.allocation group by 1) s on s.payment_id = p.id
        where p.allocated <> coalesce(s.sum, 0) or (p.amount >= 0 and p.allocated > p.amount) or (p.amount < 0 and p.allocated < p.amount)
       union all
       select 'item', i.id::text, i.settled, coalesce(s.sum, 0) from books.item i
         left join (select item_id, sum(coalesce(settled, amount) + adjustment) as sum from books.allocation group by 1) s on s.item_id = i.id
        where i.settled <> coalesce(s.sum, 0) or abs(i.settled) > abs(i.total) or sign(i.settled) * sign(i.total) < 0
       union all
       select 'key', i.id::text, i.total - i.settled, count(k.item_id) from books.item i left join books.item_key k on k.item_id = i.id and k.key not like 'was:%'
        group by i.id, i.total, i.settled having (i.total = i.settled) <> (count(k.item_id) = 0)`,
    );
  }

  /** The event log; throws if an event does not keep to the catalogue. */
  async events(): Promise<StoredEvent[]> {
    const stored = await this.query<StoredEvent & { version: number; time: Date; texts: EventTexts | null }>(
      'select position, id, type, version, time, day, reverses, actor, data, texts from books.event where company_id = $1 order by position',
      [this.companyId],
    );
    const rows = stored.map(({ texts, ...row }) => ({ ...row, data: revealTexts(row.data, texts) }));
    for (const { position, reverses, time, ...row } of rows) {
      const event = { ...row, position: Number(position), time: time.toISOString(), ...(reverses ? { reverses } : {}) };
      const validate = schemas.get(row.type)!;
      if (!validate(event)) throw new Error(`event ${position} ${row.type}: ${JSON.stringify(validate.errors)}`);
    }
    return rows;
  }
}

interface StoredEvent {
  readonly position: bigint;
  readonly id: string;
  readonly type: BillingEventType;
  readonly day: Day;
  readonly reverses: string | null;
  readonly data: Record<string, unknown>;
}

const ajv = new Ajv2020({ strict: true });
const schemas = new Map(EVENT_TYPES.map((type) => [type, ajv.compile(eventSchema(type))]));

interface PayPart {
  readonly amount: string;
  readonly adjustment?: {
    readonly kind: 'discount' | 'bank-fee' | 'rounding' | 'write-off' | 'exchange';
    readonly amount: string;
  };
}

/** An open item of 2026, in euros unless said otherwise. */
export function openItem(
  number: string,
  open: string,
  facts: Omit<Partial<OpenItem>, 'customer' | 'total' | 'open' | 'issueDate' | 'dueDate'> & {
    customer?: string;
    ibans?: string[];
    total?: string;
    issueDate?: string;
    dueDate?: string;
  } = {},
): OpenItem {
  const { customer = 'C1', ibans = [], total, issueDate, dueDate, ...rest } = facts;
  return {
    kind: 'invoice',
    number,
    customer: { id: customer, name: `Customer ${customer}`, ibans },
    issueDate: parseDay(issueDate ?? '2026-01-05'),
    dueDate: parseDay(dueDate ?? '2026-02-04'),
    currency: 'EUR',
    total: parseMinor(total ?? open, 'EUR'),
    open: parseMinor(open, 'EUR'),
    ...rest,
  };
}
