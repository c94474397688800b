import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

type Data = Readonly<Record<string, unknown>>;

/** The electronic invoice behind the items of one number. */
export interface EinvoiceRow {
  readonly number: string;
  /** EN 16931 model, plain data. */
  readonly invoice: Data;
  /** Instant of status 200. */
  readonly depositedAt?: Date;
}

/** A status of an invoice, told or received. Amounts in minor units. */
export interface InvoiceStatusRow {
  readonly id: string;
  readonly number: string;
  readonly ordinal?: number;
  readonly code: string;
  readonly channel?: '212' | '10.2' | '10.4';
  readonly eventId?: string;
  readonly eventPosition?: number;
  readonly state: 'ready' | 'missing' | 'elsewhere' | 'cancelled' | 'received';
  readonly why?: string;
  /** ISO 8601 UTC. */
  readonly setAt: string;
  readonly day: Day;
  readonly amount?: bigint;
  readonly currency?: string;
  readonly reason?: string;
  readonly parts?: readonly { readonly rate: string; readonly amount: string }[];
  readonly message?: Data;
  readonly messageId?: string;
}

const FIELDS = `id, number, ordinal, code, channel, event_id as "eventId", event_position::integer as "eventPosition", state, why,
  to_char(set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "setAt", day, amount, currency, reason, parts, message,
  message_id as "messageId"`;

/** VAT that became due by collection, as the journal has it: one event and invoice, minor units. */
export interface ReleasedVat {
  readonly eventPosition: number;
  readonly number: string;
  readonly amount: bigint;
}

/** Electronic invoices and their statuses. */
export class InvoiceStatusStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Keeps an electronic invoice; a later copy replaces it, a known deposit instant stays: it is the same for its life. */
  async putEinvoice(row: EinvoiceRow): Promise<void> {
    await this.tx.query(
      `insert into books.einvoice (company_id, number, invoice, deposited_at) values ($1, $2, $3, $4)
       on conflict (company_id, number) do update
          set invoice = excluded.invoice, deposited_at = coalesce(books.einvoice.deposited_at, excluded.deposited_at)`,
      [this.tx.companyId, row.number, JSON.stringify(row.invoice), row.depositedAt ?? null],
    );
  }

  /** Notes when an invoice was deposited, once; false if there is no such invoice. */
  async setDeposited(number: string, at: string): Promise<boolean> {
    const rows = await this.tx.execute(
      `update books.einvoice set deposited_at = coalesce(deposited_at, $3) where company_id = $1 and number = $2`,
      [this.tx.companyId, number, at],
    );
    return rows > 0;
  }

  /** The electronic invoice of a number: the one recorded, or the document of an item that was issued here. */
  async einvoice(number: string): Promise<EinvoiceRow | undefined> {
    const [row] = await this.tx.query<{ invoice: Data; depositedAt: Date | null }>(
      `select invoice, deposited_at as "depositedAt" from books.einvoice where company_id = $1 and number = $2
       union all
       select document, null from books.item where company_id = $1 and number = $2 and document is not null
       limit 1`,
      [this.tx.companyId, number],
    );
    if (!row) return undefined;
    return { number, invoice: row.invoice, ...(row.depositedAt === null ? {} : { depositedAt: row.depositedAt }) };
  }

  /** Adds a status; one of the same event or message is there already and stays. Returns whether it is new. */
  async add(row: InvoiceStatusRow): Promise<boolean> {
    const added = await this.tx.execute(
      `insert into books.invoice_status (company_id, id, number, ordinal, code, channel, event_id, event_position, state, why,
         set_at, day, amount, currency, reason, parts, message, message_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) on conflict do nothing`,
      [
        this.tx.companyId,
        row.id,
        row.number,
        row.ordinal ?? null,
        row.code,
        row.channel ?? null,
        row.eventId ?? null,
        row.eventPosition ?? null,
        ...columns(row),
      ],
    );
    return added === 1;
  }

  /** Changes what was made of an event: found reportable after all, or taken back. */
  async change(row: InvoiceStatusRow): Promise<void> {
    await this.tx.query(
      `update books.invoice_status
          set state = $3, why = $4, set_at = $5, day = $6, amount = $7, currency = $8, reason = $9, parts = $10, message = $11,
              message_id = $12, ordinal = $13, channel = $14
        where company_id = $1 and id = $2`,
      [this.tx.companyId, row.id, ...columns(row), row.ordinal ?? null, row.channel ?? null],
    );
  }

  /** Statuses of an invoice in the order they came. */
  async history(number: string): Promise<InvoiceStatusRow[]> {
    const rows = await this.tx.query<Record<string, unknown>>(
      `select ${FIELDS} from books.invoice_status where company_id = $1 and number = $2 order by created_at, event_position, id`,
      [this.tx.companyId, number],
    );
    return rows.map(rowOf);
  }

  /** Statuses by day and channel or state, oldest first. */
  async list(filter: { from?: Day; to?: Day; state?: InvoiceStatusRow['state'] }): Promise<InvoiceStatusRow[]> {
    const rows = await this.tx.query<Record<string, unknown>>(
      `select ${FIELDS} from books.invoice_status
        where company_id = $1 and ($2::date is null or day >= $2) and ($3::date is null or day <= $3)
          and ($4::text is null or state = $4)
        order by day, event_position, id`,
      [this.tx.companyId, filter.from ?? null, filter.to ?? null, filter.state ?? null],
    );
    return rows.map(rowOf);
  }

  /** Messages of buyers that announce a payment (status 211), of some days, each once, oldest first. */
  async payments(from: Day, to: Day): Promise<Data[]> {
    const rows = await this.tx.query<{ message: Data }>(
      `select distinct on (min(day) over (partition by key), key) message from (
         select day, message, coalesce(message_id, id::text) as key from books.invoice_status
          where company_id = $1 and code = '211' and state = 'received' and day between $2 and $3 and message is not null) m
        order by min(day) over (partition by key), key`,
      [this.tx.companyId, from, to],
    );
    return rows.map(({ message }) => message);
  }

  /** Messages of status 212 that a connection has no delivery of yet, oldest event first. */
  async undelivered(connectionId: string, limit: number): Promise<InvoiceStatusRow[]> {
    const rows = await this.tx.query<Record<string, unknown>>(
      `select ${FIELDS} from books.invoice_status s
        where company_id = $1 and state = 'ready' and channel = '212' and not exists (
          select 1 from books.delivery d where d.company_id = $1 and d.connection_id = $2 and d.status_event_id = s.id)
        order by event_position, id limit $3`,
      [this.tx.companyId, connectionId, limit],
    );
    return rows.map(rowOf);
  }

  /**
   * Takes a status back before anything of it left: its deliveries are cancelled. False if one was or is being sent.
   */
  async cancelUntold(id: string): Promise<boolean> {
    const [told] = await this.tx.query<{ id: string }>(
      `select id from books.delivery where company_id = $1 and status_event_id = $2
          and (attempts > 0 or state not in ('held', 'pending', 'cancelled')) limit 1 for update`,
      [this.tx.companyId, id],
    );
    if (told) return false;
    await this.tx.query(
      `update books.delivery set state = 'cancelled' where company_id = $1 and status_event_id = $2 and attempts = 0`,
      [this.tx.companyId, id],
    );
    await this.tx.query(`update books.invoice_status set state = 'cancelled' where company_id = $1 and id = $2`, [
      this.tx.companyId,
      id,
    ]);
    return true;
  }

  /**
   * VAT released in entries of some days: what was booked on the accounts of collected VAT out of a waiting account.
   *
   * @param collected accounts of collected VAT
   * @param waiting accounts on which VAT waits for its collection
   */
  async releasedVat(
    from: Day,
    to: Day,
    accounts: { readonly collected: readonly string[]; readonly waiting: readonly string[] },
  ): Promise<ReleasedVat[]> {
    return this.tx.query<ReleasedVat & Record<string, unknown>>(
      `select e.event_position::integer as "eventPosition", i.number, sum(l.credit - l.debit)::bigint as amount
         from books.journal_entry e
         join books.entry_line l on l.company_id = $1 and l.entry_id = e.id and l.account = any ($4::text[])
         join books.item i on i.company_id = $1 and i.id = l.item_id
        where e.company_id = $1 and e.day between $2 and $3 and exists (
          select 1 from books.entry_line w where w.company_id = $1 and w.entry_id = e.id and w.account = any ($5::text[]))
        group by e.event_position, i.number having sum(l.credit - l.debit) <> 0
        order by e.event_position, i.number`,
      [this.tx.companyId, from, to, accounts.collected, accounts.waiting],
    );
  }

  /** Ids of the items of a number, with whether they are disputed. */
  async items(number: string): Promise<{ id: string; disputed: boolean; disputeReason: string | null }[]> {
    return this.tx.query<{ id: string; disputed: boolean; disputeReason: string | null }>(
      `select id, disputed, dispute_reason as "disputeReason" from books.item
        where company_id = $1 and number = $2 and not cancelled order by instalment`,
      [this.tx.companyId, number],
    );
  }
}

function columns(row: InvoiceStatusRow): unknown[] {
  return [
    row.state,
    row.why ?? null,
    row.setAt,
    row.day,
    row.amount ?? null,
    row.currency ?? null,
    row.reason ?? null,
    row.parts === undefined ? null : JSON.stringify(row.parts),
    row.message === undefined ? null : JSON.stringify(row.message),
    row.messageId ?? null,
  ];
}

function rowOf(row: Record<string, unknown>): InvoiceStatusRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as InvoiceStatusRow;
}
