import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** An invoice as it was sent, kept unchanged. */
export interface ArchivedInvoice {
  readonly id: string;
  readonly number: string;
  /** File name. */
  readonly name: string;
  readonly mediaType: string;
  /** Hexadecimal; the database compares it with the bytes. */
  readonly sha256: string;
  readonly size: number;
  readonly archivedAt: Date;
  /** Last day it must be kept. */
  readonly keepUntil: Day;
}

/** One sending of a document. */
export interface InvoiceDispatch {
  readonly id: string;
  readonly documentId: string;
  readonly way: 'mail' | 'platform' | 'link';
  readonly connectionId?: string;
  /** An e-mail address, or that of e-invoicing. */
  readonly recipient?: string;
  readonly onceKey: string;
  /** Of a link: SHA-256 of its token's secret, and how many days it lives by the database's clock. */
  readonly tokenHash?: Uint8Array;
  readonly days?: number;
  readonly madeBy: string;
}

/** What was learned of a dispatch. */
export interface DispatchReceipt {
  readonly kind: 'sent' | 'delivered' | 'opened' | 'refused' | 'revoked';
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly detail?: string;
}

/** A dispatch with its document, its delivery and everything learned of it, oldest first. */
export interface DispatchView extends Omit<InvoiceDispatch, 'tokenHash' | 'onceKey' | 'connectionId' | 'days'> {
  readonly number: string;
  readonly sha256: string;
  readonly madeAt: Date;
  /** Of a link. */
  readonly expiresAt?: Date;
  readonly connection?: string;
  readonly delivery?: string;
  readonly receipts: readonly DispatchReceipt[];
}

const DOCUMENT = `id, number, name, media_type as "mediaType", sha256, octet_length(bytes) as size, archived_at as "archivedAt",
  keep_until as "keepUntil"`;

/** The archive of sent invoices and their dispatches: added to, never changed. */
export class DispatchStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Keeps a document; the same bytes of the same invoice are kept once. Returns the one that is kept. */
  async archive(
    document: Pick<ArchivedInvoice, 'id' | 'number' | 'name' | 'mediaType' | 'sha256' | 'keepUntil'> & {
      readonly bytes: Uint8Array;
    },
  ): Promise<ArchivedInvoice> {
    await this.tx.query(
      `insert into books.archived_invoice (company_id, id, number, name, media_type, bytes, sha256, keep_until)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (company_id, number, sha256) do nothing`,
      [
        this.tx.companyId,
        document.id,
        document.number,
        document.name,
        document.mediaType,
        Buffer.from(document.bytes),
        document.sha256,
        document.keepUntil,
      ],
    );
    const [kept] = await this.tx.query<ArchivedInvoice & Record<string, unknown>>(
      `select ${DOCUMENT} from books.archived_invoice where company_id = $1 and number = $2 and sha256 = $3`,
      [this.tx.companyId, document.number, document.sha256],
    );
    return kept!;
  }

  /** Documents in the archive, of one invoice or all, oldest first. */
  async documents(number?: string): Promise<ArchivedInvoice[]> {
    return this.tx.query<ArchivedInvoice & Record<string, unknown>>(
      `select ${DOCUMENT} from books.archived_invoice
        where company_id = $1 and ($2::text is null or number = $2) order by archived_at, id`,
      [this.tx.companyId, number ?? null],
    );
  }

  /** A document with its bytes. */
  async document(id: string): Promise<(ArchivedInvoice & { readonly bytes: Buffer }) | undefined> {
    const [row] = await this.tx.query<ArchivedInvoice & { bytes: Buffer }>(
      `select ${DOCUMENT}, bytes from books.archived_invoice where company_id = $1 and id = $2`,
      [this.tx.companyId, id],
    );
    return row;
  }

  /** Adds a dispatch; one of the same once-key is there already and stays. Returns the id of the one that is there. */
  async add(dispatch: InvoiceDispatch): Promise<{ id: string; isNew: boolean }> {
    const added = await this.tx.execute(
      `insert into books.invoice_dispatch (company_id, id, document_id, way, connection_id, recipient, once_key, token_hash, expires_at, made_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + make_interval(days => $9), $10) on conflict (company_id, once_key) do nothing`,
      [
        this.tx.companyId,
        dispatch.id,
        dispatch.documentId,
        dispatch.way,
        dispatch.connectionId ?? null,
        dispatch.recipient ?? null,
        dispatch.onceKey,
        dispatch.tokenHash === undefined ? null : Buffer.from(dispatch.tokenHash),
        dispatch.days ?? null,
        dispatch.madeBy,
      ],
    );
    if (added === 1) return { id: dispatch.id, isNew: true };
    const [row] = await this.tx.query<{ id: string }>(
      `select id from books.invoice_dispatch where company_id = $1 and once_key = $2`,
      [this.tx.companyId, dispatch.onceKey],
    );
    return { id: row!.id, isNew: false };
  }

  /** Notes what was learned of a dispatch; the same news twice is one. */
  async learn(
    receipt: { readonly id: string; readonly dispatchId: string; readonly onceKey: string } & Pick<
      DispatchReceipt,
      'kind' | 'detail'
    >,
  ): Promise<boolean> {
    const added = await this.tx.execute(
      `insert into books.dispatch_receipt (company_id, id, dispatch_id, kind, detail, once_key)
       select $1, $2, $3, $4, $5, $6 where exists (select 1 from books.invoice_dispatch where company_id = $1 and id = $3)
       on conflict (company_id, dispatch_id, once_key) do nothing`,
      [this.tx.companyId, receipt.id, receipt.dispatchId, receipt.kind, receipt.detail ?? null, receipt.onceKey],
    );
    return added === 1;
  }

  /** Dispatches of an invoice by a platform, newest last: what becomes of the invoice there becomes of them. */
  async byPlatform(number: string): Promise<string[]> {
    const rows = await this.tx.query<{ id: string }>(
      `select d.id from books.invoice_dispatch d
         join books.archived_invoice a on a.company_id = $1 and a.id = d.document_id
        where d.company_id = $1 and d.way = 'platform' and a.number = $2 order by d.made_at, d.id`,
      [this.tx.companyId, number],
    );
    return rows.map(({ id }) => id);
  }

  /** The document a link shows, with the hash of its secret; `open` is false once it has ended or was revoked. */
  async link(id: string): Promise<{ documentId: string; tokenHash: Buffer; open: boolean } | undefined> {
    const [row] = await this.tx.query<{ documentId: string; tokenHash: Buffer; open: boolean }>(
      `select document_id as "documentId", token_hash as "tokenHash", expires_at > clock_timestamp() and not exists (
                select 1 from books.dispatch_receipt r where r.company_id = $1 and r.dispatch_id = d.id and r.kind = 'revoked') as open
         from books.invoice_dispatch d where company_id = $1 and id = $2 and way = 'link'`,
      [this.tx.companyId, id],
    );
    return row;
  }

  /** Dispatches, of one invoice or all, oldest first. */
  async list(number?: string): Promise<DispatchView[]> {
    const rows = await this.tx.query<Record<string, unknown>>(
      `select d.id, d.document_id as "documentId", d.way, d.recipient, d.expires_at as "expiresAt", d.made_by as "madeBy",
              d.made_at as "madeAt", a.number, a.sha256, c.name as connection,
              (select state from books.delivery y where y.company_id = $1 and y.connection_id = d.connection_id and y.status_event_id = d.id) as delivery,
              (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', r.kind, 'at', to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'detail', r.detail)) order by r.at, r.id), '[]')
                 from books.dispatch_receipt r where r.company_id = $1 and r.dispatch_id = d.id) as receipts
         from books.invoice_dispatch d
         join books.archived_invoice a on a.company_id = $1 and a.id = d.document_id
         left join books.connection c on c.company_id = $1 and c.id = d.connection_id
        where d.company_id = $1 and ($2::text is null or a.number = $2) order by d.made_at, d.id`,
      [this.tx.companyId, number ?? null],
    );
    return rows.map(
      (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as DispatchView,
    );
  }
}
