import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** A report of payments (flux 10) as it was made. */
export interface PaymentReportRow {
  readonly id: string;
  readonly from: Day;
  readonly to: Day;
  readonly due: Day;
  /** 1 is the first of its period; later ones replace it whole. */
  readonly ordinal: number;
  readonly kind: 'IN' | 'RE';
  readonly reference: string;
  /** `{invoices, days}` of the model. */
  readonly content: Readonly<Record<string, unknown>>;
  /** With tax by VAT rate, decimal strings. */
  readonly totals: readonly { readonly rate: string; readonly amount: string }[];
  readonly sha256: string;
  readonly madeAt: Date;
}

/** A payment of e-reporting: parts with tax by VAT rate, negative where money went back. */
export interface ReportedMovement {
  readonly number: string;
  readonly channel: '10.2' | '10.4';
  readonly day: Day;
  readonly parts: readonly { readonly rate: string; readonly amount: string }[];
  readonly issueDate: string;
}

/** How far a report got with a connection; absent where it was handed to none. */
export interface PaymentReportView extends PaymentReportRow {
  readonly deliveries: readonly { readonly connection: string; readonly state: string }[];
}

const FIELDS = `id, period_from as "from", period_to as "to", due, ordinal, kind, reference, content, totals, sha256, made_at as "madeAt"`;

/** Reports of payments of a company: added, never changed. */
export class PaymentReportStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Adds a report; false if the period has one of that ordinal already. */
  async add(row: Omit<PaymentReportRow, 'madeAt'> & { readonly xml: string }): Promise<boolean> {
    const added = await this.tx.execute(
      `insert into books.payment_report (company_id, id, period_from, period_to, due, ordinal, kind, reference, content, totals, xml, sha256)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
      [
        this.tx.companyId,
        row.id,
        row.from,
        row.to,
        row.due,
        row.ordinal,
        row.kind,
        row.reference,
        JSON.stringify(row.content),
        JSON.stringify(row.totals),
        row.xml,
        row.sha256,
      ],
    );
    return added === 1;
  }

  /** The reports of periods that touch some days, oldest first, with what became of each. */
  async list(days: { readonly from?: Day; readonly to?: Day } = {}): Promise<PaymentReportView[]> {
    return this.tx.query<PaymentReportView & Record<string, unknown>>(
      `select ${FIELDS}, (
         select coalesce(jsonb_agg(jsonb_build_object('connection', c.name, 'state', d.state) order by c.name), '[]')
           from books.delivery d join books.connection c on c.company_id = $1 and c.id = d.connection_id
          where d.company_id = $1 and d.status_event_id = r.id) as deliveries
         from books.payment_report r
        where company_id = $1 and ($2::date is null or period_to >= $2) and ($3::date is null or period_from <= $3)
        order by period_from, ordinal`,
      [this.tx.companyId, days.from ?? null, days.to ?? null],
    );
  }

  /** Every payment of e-reporting that stands as told or to be told, in the order of its events. */
  async movements(): Promise<ReportedMovement[]> {
    return this.tx.query<ReportedMovement & Record<string, unknown>>(
      `select s.number, s.channel, s.day, s.parts, coalesce(e.invoice ->> 'invoiceIssueDate', i.document ->> 'invoiceIssueDate', s.day::text) as "issueDate"
         from books.invoice_status s
         left join books.einvoice e on e.company_id = $1 and e.number = s.number
         left join lateral (select document from books.item where company_id = $1 and number = s.number and document is not null limit 1) i on true
        where s.company_id = $1 and s.channel in ('10.2', '10.4') and s.state = 'ready' order by s.event_position, s.id`,
      [this.tx.companyId],
    );
  }

  /** The file of a report. */
  async file(id: string): Promise<{ reference: string; xml: string } | undefined> {
    const [row] = await this.tx.query<{ reference: string; xml: string }>(
      `select reference, xml from books.payment_report where company_id = $1 and id = $2`,
      [this.tx.companyId, id],
    );
    return row;
  }

  /** Reports that a connection has no delivery of yet, oldest first. */
  async undelivered(connectionId: string): Promise<PaymentReportRow[]> {
    return this.tx.query<PaymentReportRow & Record<string, unknown>>(
      `select ${FIELDS} from books.payment_report r
        where company_id = $1 and not exists (
          select 1 from books.delivery d where d.company_id = $1 and d.connection_id = $2 and d.status_event_id = r.id)
        order by period_from, ordinal`,
      [this.tx.companyId, connectionId],
    );
  }
}
