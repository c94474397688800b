import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** A kept export, without its bytes. */
export interface ExportBatch {
  readonly id: string;
  readonly number: number;
  readonly format: string;
  readonly fileName: string;
  readonly from: Day;
  readonly to: Day;
  readonly entries: number;
  /** Hexadecimal SHA-256 of the bytes. */
  readonly sha256: string;
  readonly createdAt: Date;
}

const FIELDS = `id, number::integer as number, format, file_name as "fileName", from_day as "from", to_day as "to",
  entry_count as entries, encode(sha256, 'hex') as sha256, created_at as "createdAt"`;

/** Exports of a company: numbered without gap, kept with their bytes. */
export class ExportStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Keeps an export under the next number, which it returns. */
  async add(batch: {
    id: string;
    format: string;
    options: Readonly<Record<string, string>>;
    from: Day;
    to: Day;
    fileName: string;
    sha256: Uint8Array;
    content: Uint8Array;
    entries: number;
  }): Promise<number> {
    const rows = await this.tx.query<{ value: bigint }>(
      `insert into books.counter as c (company_id, name, value) values ($1, 'export', 1)
       on conflict (company_id, name) do update set value = c.value + 1 returning value`,
      [this.tx.companyId],
    );
    const number = Number(rows[0]!.value);
    await this.tx.query(
      `insert into books.export_batch (company_id, id, number, format, options, from_day, to_day, file_name, sha256, content, entry_count)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        this.tx.companyId,
        batch.id,
        number,
        batch.format,
        JSON.stringify(batch.options),
        batch.from,
        batch.to,
        batch.fileName,
        Buffer.from(batch.sha256),
        Buffer.from(batch.content),
        batch.entries,
      ],
    );
    return number;
  }

  /** Newest first; `before` is the number of the last one seen. */
  async list(limit: number, before?: number): Promise<ExportBatch[]> {
    return this.tx.query<ExportBatch>(
      `select ${FIELDS} from books.export_batch where company_id = $1 and ($2::bigint is null or number < $2) order by number desc limit $3`,
      [this.tx.companyId, before ?? null, limit],
    );
  }

  /** The bytes as they were handed over. */
  async content(id: string): Promise<(ExportBatch & { content: Uint8Array }) | undefined> {
    const rows = await this.tx.query<ExportBatch & { content: Uint8Array }>(
      `select ${FIELDS}, content from books.export_batch where company_id = $1 and id = $2`,
      [this.tx.companyId, id],
    );
    return rows[0];
  }
}
