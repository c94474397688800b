import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { nextNumber } from '../setup/counter.js';

/** A kept export, without its bytes. */
export interface ExportBatch {
  readonly id: string;
  readonly number: number;
  readonly format: string;
  /** `report`: the whole range; `transfer`: what the destination had not had. */
  readonly use: 'report' | 'transfer';
  readonly destination?: string;
  readonly fileName: string;
  readonly from: Day;
  readonly to: Day;
  /** Absent: all journals. */
  readonly journals?: readonly string[];
  /** Last event booked in the journal when it was made. */
  readonly throughPosition: number;
  readonly entries: number;
  readonly lines: number;
  /** Hexadecimal SHA-256 of the bytes. */
  readonly sha256: string;
  readonly createdAt: Date;
  /** When whoever asked for it had the bytes. */
  readonly handedOverAt?: Date;
}

/** What a new batch says of itself. */
export interface NewExportBatch extends Omit<ExportBatch, 'number' | 'createdAt' | 'handedOverAt' | 'sha256'> {
  readonly options: Readonly<Record<string, string>>;
  readonly sha256: Uint8Array;
  /** Minor units. */
  readonly debit: bigint;
  readonly credit: bigint;
  readonly omitted: Readonly<Record<string, number>>;
}

const FIELDS = `id, number::integer as number, format, use, destination, file_name as "fileName", from_day as "from", to_day as "to",
  journals, through_position::integer as "throughPosition", entry_count as entries, line_count as lines, encode(sha256, 'hex') as sha256,
  created_at as "createdAt", handed_over_at as "handedOverAt"`;

/** Level 1: a tenth of the size at disk speed; the pool of Node does it beside the writing. */
const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Exports of a company: numbered without gap, kept with their bytes, and what each destination has had. */
export class ExportStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Makes the destination known and locks it until the transaction ends: one batch for it at a time. */
  async lockDestination(name: string): Promise<void> {
    await this.tx.execute(
      `insert into books.export_destination (company_id, name) values ($1, $2) on conflict (company_id, name) do nothing`,
      [this.tx.companyId, name],
    );
    await this.tx.query(
      `select name from books.export_destination where company_id = $1 and name = $2 for no key update`,
      [this.tx.companyId, name],
    );
  }

  /** Keeps the next piece of a batch's bytes, which may come before the batch itself. */
  async addChunk(batchId: string, ordinal: number, bytes: Uint8Array): Promise<void> {
    await this.tx.execute(
      `insert into books.export_chunk (company_id, batch_id, ordinal, content) values ($1, $2, $3, $4)`,
      [this.tx.companyId, batchId, ordinal, await compress(bytes, { level: 1 })],
    );
  }

  /** Notes entries as had by a destination; an entry it has had already breaks the transaction. */
  async addEntries(destination: string, batchId: string, entryIds: readonly string[]): Promise<void> {
    await this.tx.execute(
      `insert into books.export_entry (company_id, destination, entry_id, batch_id) select $1, $2, id, $3 from unnest($4::uuid[]) as n (id)`,
      [this.tx.companyId, destination, batchId, entryIds],
    );
  }

  /** The next batch's number; its counter stays locked until the transaction ends, so take it last. */
  nextNumber(): Promise<number> {
    return nextNumber(this.tx, 'export').then(Number);
  }

  /** Keeps a batch whose pieces are stored. */
  async add(batch: NewExportBatch & { readonly number: number }): Promise<void> {
    await this.tx.execute(
      `insert into books.export_batch (company_id, id, number, format, use, destination, options, from_day, to_day, journals, through_position,
         file_name, sha256, entry_count, line_count, debit, credit, omitted)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        this.tx.companyId,
        batch.id,
        batch.number,
        batch.format,
        batch.use,
        batch.destination ?? null,
        JSON.stringify(batch.options),
        batch.from,
        batch.to,
        batch.journals ?? null,
        batch.throughPosition,
        batch.fileName,
        Buffer.from(batch.sha256),
        batch.entries,
        batch.lines,
        batch.debit.toString(),
        batch.credit.toString(),
        JSON.stringify(batch.omitted),
      ],
    );
  }

  /** Notes that whoever asked for a batch has its bytes; the first time counts. */
  async handOver(id: string): Promise<void> {
    await this.tx.execute(
      `update books.export_batch set handed_over_at = clock_timestamp() where company_id = $1 and id = $2 and handed_over_at is null`,
      [this.tx.companyId, id],
    );
  }

  /** Transfers that were made for a destination and that nobody has had yet, oldest first. */
  async waiting(destination: string): Promise<ExportBatch[]> {
    const rows = await this.tx.query<BatchRow>(
      `select ${FIELDS} from books.export_batch where company_id = $1 and destination = $2 and use = 'transfer' and handed_over_at is null order by number`,
      [this.tx.companyId, destination],
    );
    return rows.map(toBatch);
  }

  /** Newest first; `before` is the number of the last one seen. */
  async list(limit: number, before?: number): Promise<ExportBatch[]> {
    const rows = await this.tx.query<BatchRow>(
      `select ${FIELDS} from books.export_batch where company_id = $1 and ($2::bigint is null or number < $2) order by number desc limit $3`,
      [this.tx.companyId, before ?? null, limit],
    );
    return rows.map(toBatch);
  }

  /** A batch by its id or number. */
  async find(by: { readonly id: string } | { readonly number: number }): Promise<ExportBatch | undefined> {
    const [column, value] = 'id' in by ? ['id', by.id] : ['number', by.number];
    const rows = await this.tx.query<BatchRow>(
      `select ${FIELDS} from books.export_batch where company_id = $1 and ${column} = $2`,
      [this.tx.companyId, value],
    );
    return rows[0] && toBatch(rows[0]);
  }

  /** A piece of the bytes as they were handed over, counted from 0; undefined after the last. */
  async chunk(batchId: string, ordinal: number): Promise<Uint8Array | undefined> {
    const rows = await this.tx.query<{ content: Uint8Array }>(
      `select content from books.export_chunk where company_id = $1 and batch_id = $2 and ordinal = $3`,
      [this.tx.companyId, batchId, ordinal],
    );
    if (rows[0]) return expand(rows[0].content);
    return ordinal === 0 ? this.wholeContent(batchId) : undefined;
  }

  /** Exports made before bytes were kept in pieces. */
  private async wholeContent(batchId: string): Promise<Uint8Array | undefined> {
    const rows = await this.tx.query<{ content: Uint8Array | null }>(
      `select content from books.export_batch where company_id = $1 and id = $2`,
      [this.tx.companyId, batchId],
    );
    return rows[0]?.content ?? undefined;
  }
}

interface BatchRow extends Omit<ExportBatch, 'destination' | 'journals' | 'handedOverAt'> {
  readonly destination: string | null;
  readonly journals: readonly string[] | null;
  readonly handedOverAt: Date | null;
}

function toBatch({ destination, journals, handedOverAt, ...row }: BatchRow): ExportBatch {
  return {
    ...row,
    ...(destination === null ? {} : { destination }),
    ...(journals === null ? {} : { journals }),
    ...(handedOverAt === null ? {} : { handedOverAt }),
  };
}
