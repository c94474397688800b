import { parseMinor, type Day, type PayoutItemKind, type PayoutReference, type ProviderPayout } from '@lettrage/domain';
import { insertRows, type Column } from '../billing/insert-rows.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { isUuid, newId } from '../new-id.js';

/** A stored payout. Amounts are minor units of its currency. */
export interface PayoutReport {
  readonly id: string;
  readonly provider: string;
  readonly reference: string;
  readonly arrival: Day;
  readonly currency: string;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly feeVat: bigint;
  readonly net: bigint;
  readonly itemCount: number;
  /** The booked payout and its bank line; absent while it waits. */
  readonly payoutId?: string;
  readonly transactionId?: string;
  /** Items that a person must say something about. */
  readonly open: number;
}

/** An item of a stored payout. */
export interface PayoutReportItem {
  readonly ordinal: number;
  readonly kind: PayoutItemKind;
  readonly externalId: string;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly feeVat: bigint;
  readonly day?: Day;
  readonly charge?: string;
  readonly payer?: string;
  readonly description?: string;
  readonly references: readonly PayoutReference[];
  readonly paymentId?: string;
  /** The receipt was made for it; otherwise another system had recorded it. */
  readonly made: boolean;
  readonly reason?: string;
}

/** What became of an item when its payout was booked. */
export interface ItemBooked {
  readonly ordinal: number;
  readonly paymentId: string;
  readonly made: boolean;
  readonly reason?: string;
}

/** Where a payout came from. */
export type PayoutOrigin = { readonly fileName: string } | { readonly connectionId: string };

const REPORT = `r.id, r.provider, r.reference, r.arrival, r.currency, r.gross, r.fee, r.fee_vat as "feeVat", r.net, r.item_count as "itemCount",
  r.payout_id as "payoutId", o.transaction_id as "transactionId",
  (select count(*)::int from books.payout_report_item i where i.company_id = r.company_id and i.report_id = r.id and i.reason is not null) as open`;
const FROM = `from books.payout_report r left join books.payout o on o.company_id = r.company_id and o.id = r.payout_id`;

type Nullable<Row> = { [Key in keyof Row]: Row[Key] | null };

/** The payouts of providers as their reports tell them. */
export class PayoutReportStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /**
   * Stores a payout with its items. `known`: it is there with the same sums. `differs`: it is there with other ones, and
   * stays as it is.
   */
  async save(payout: ProviderPayout, origin: PayoutOrigin): Promise<'stored' | 'known' | 'differs'> {
    const outcome = await this.compare(payout);
    if (outcome !== 'new') return outcome;
    const minor = (amount: string | undefined): bigint => parseMinor(amount ?? '0', payout.currency);
    const id = newId();
    const inserted = await this.tx.execute(
      `insert into books.payout_report (company_id, id, provider, reference, arrival, currency, gross, fee, fee_vat, net, item_count, file_name, connection_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (company_id, provider, reference) do nothing`,
      [
        this.tx.companyId,
        id,
        payout.provider,
        payout.id,
        payout.arrival,
        payout.currency,
        ...[payout.gross, payout.fees, payout.feeVat, payout.net].map((amount) => minor(amount).toString()),
        payout.items.length,
        'fileName' in origin ? origin.fileName : null,
        'connectionId' in origin ? origin.connectionId : null,
      ],
    );
    // Another run was quicker.
    if (inserted === 0) return this.save(payout, origin);
    const rows = payout.items.map((item, index) => ({
      ...item,
      reportId: id,
      ordinal: index + 1,
      minor: { amount: minor(item.amount), fee: minor(item.fee), feeVat: minor(item.feeVat) },
    }));
    await insertRows(this.tx, 'books.payout_report_item', ITEM, rows);
    return 'stored';
  }

  /** Whether a payout is stored, and with these sums. Fees and their VAT are one: only some reports tell them apart. */
  async compare(payout: ProviderPayout): Promise<'new' | 'known' | 'differs'> {
    const [known] = await this.tx.query<{ gross: bigint; net: bigint; currency: string }>(
      `select gross, net, currency from books.payout_report where company_id = $1 and provider = $2 and reference = $3`,
      [this.tx.companyId, payout.provider, payout.id],
    );
    if (!known) return 'new';
    const { currency } = payout;
    const same =
      known.currency === currency &&
      known.gross === parseMinor(payout.gross, currency) &&
      known.net === parseMinor(payout.net, currency);
    return same ? 'known' : 'differs';
  }

  /** Newest arrival first; `after` is the last one seen. */
  async list(options: {
    readonly waiting?: boolean;
    readonly after?: { readonly arrival: Day; readonly id: string };
    readonly limit: number;
  }): Promise<PayoutReport[]> {
    const rows = await this.tx.query<Nullable<PayoutReport>>(
      `select ${REPORT} ${FROM} where r.company_id = $1 and ($2::boolean is null or (r.payout_id is null) = $2)
          and ($3::date is null or (r.arrival, r.id) < ($3::date, $4::uuid))
        order by r.arrival desc, r.id desc limit $5`,
      [
        this.tx.companyId,
        options.waiting ?? null,
        options.after?.arrival ?? null,
        options.after?.id ?? null,
        options.limit,
      ],
    );
    return rows.map(withoutNull<PayoutReport>);
  }

  /** By its id here or at its provider; more than one where two providers have the same. */
  async named(name: string): Promise<PayoutReport[]> {
    const rows = await this.tx.query<Nullable<PayoutReport>>(
      `select ${REPORT} ${FROM} where r.company_id = $1 and (r.reference = $2 or r.id = $3::uuid) order by r.id limit 2`,
      [this.tx.companyId, name, isUuid(name) ? name : null],
    );
    return rows.map(withoutNull<PayoutReport>);
  }

  /** The report and, until the transaction ends, nobody else's. */
  async lock(id: string): Promise<PayoutReport | undefined> {
    await this.tx.query('select 1 from books.payout_report where company_id = $1 and id = $2 for update', [
      this.tx.companyId,
      id,
    ]);
    return (await this.named(id))[0];
  }

  async items(reportId: string): Promise<PayoutReportItem[]> {
    const rows = await this.tx.query<Nullable<PayoutReportItem>>(
      `select i.ordinal, i.kind, i.external_id as "externalId", i.amount, i.fee, i.fee_vat as "feeVat", i.day, i.charge, i.payer,
              i.description, i.refs as references, i.payment_id as "paymentId", i.made, i.reason
         from books.payout_report_item i where i.company_id = $1 and i.report_id = $2 order by i.ordinal`,
      [this.tx.companyId, reportId],
    );
    return rows.map(withoutNull<PayoutReportItem>);
  }

  async markBooked(reportId: string, payoutId: string, items: readonly ItemBooked[]): Promise<void> {
    await this.tx.execute('update books.payout_report set payout_id = $3 where company_id = $1 and id = $2', [
      this.tx.companyId,
      reportId,
      payoutId,
    ]);
    await this.tx.execute(
      `update books.payout_report_item i set payment_id = x.payment_id, made = x.made, reason = x.reason
         from unnest($3::integer[], $4::uuid[], $5::boolean[], $6::text[]) as x (ordinal, payment_id, made, reason)
        where i.company_id = $1 and i.report_id = $2 and i.ordinal = x.ordinal`,
      [
        this.tx.companyId,
        reportId,
        items.map((item) => item.ordinal),
        items.map((item) => item.paymentId),
        items.map((item) => item.made),
        items.map((item) => item.reason ?? null),
      ],
    );
  }

  /** The payout was taken back: it waits for a line again, and its items have no receipts. */
  async markWaiting(reportId: string): Promise<void> {
    await this.tx.execute('update books.payout_report set payout_id = null where company_id = $1 and id = $2', [
      this.tx.companyId,
      reportId,
    ]);
    await this.tx.execute(
      'update books.payout_report_item set payment_id = null, made = false, reason = null where company_id = $1 and report_id = $2',
      [this.tx.companyId, reportId],
    );
  }

  /** A person said what an item pays. */
  async settleItem(reportId: string, ordinal: number): Promise<void> {
    await this.tx.execute(
      'update books.payout_report_item set reason = null where company_id = $1 and report_id = $2 and ordinal = $3',
      [this.tx.companyId, reportId, ordinal],
    );
  }
}

function withoutNull<Row extends object>(row: Nullable<Row>): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row;
}

type ItemToStore = ProviderPayout['items'][number] & {
  readonly reportId: string;
  readonly ordinal: number;
  readonly minor: { readonly amount: bigint; readonly fee: bigint; readonly feeVat: bigint };
};

const ITEM: Column<ItemToStore>[] = [
  ['report_id', 'uuid', (row) => row.reportId],
  ['ordinal', 'integer', (row) => row.ordinal],
  ['kind', 'text', (row) => row.kind],
  ['external_id', 'text', (row) => row.id],
  ['amount', 'bigint', (row) => row.minor.amount],
  ['fee', 'bigint', (row) => row.minor.fee],
  ['fee_vat', 'bigint', (row) => row.minor.feeVat],
  ['day', 'date', (row) => row.day],
  ['charge', 'text', (row) => row.charge],
  ['payer', 'text', (row) => row.payer],
  ['description', 'text', (row) => row.description],
  ['refs', 'jsonb', (row) => row.references],
];
