import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

export const SCHEDULE_PERIODS = [
  'new',
  'previous-day',
  'previous-week',
  'previous-month',
  'month-to-date',
  'year-to-date',
  'previous-year',
] as const;
export type SchedulePeriod = (typeof SCHEDULE_PERIODS)[number];

/** An export a company has made by itself. */
export interface ExportSchedule {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  /** Of a transfer format: who takes the entries over. */
  readonly transferTo?: string;
  readonly journals?: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly every: 'day' | 'week' | 'month';
  /** 1 (Monday) to 7 of a week, 1 to 28 of a month. */
  readonly onDay: number;
  readonly period: SchedulePeriod;
  readonly target: 'download' | 'folder' | 'connection';
  /** Below the folder of exports. */
  readonly folder?: string;
  /** The connection that sends it, and whom a mail is for. */
  readonly connectionId?: string;
  readonly recipient?: string;
  readonly active: boolean;
  /** The day it runs for next. */
  readonly nextDay: Day;
  readonly nextAttemptAt: Date;
}

/** How an export of a day went. */
export interface ExportRun {
  readonly day: Day;
  readonly state: 'done' | 'nothing-new' | 'failed';
  readonly attempts: number;
  readonly batchNumber?: number;
  readonly message?: string;
  readonly at: Date;
}

const FIELDS = `id, name, format, transfer_to as "transferTo", journals, options, every, on_day as "onDay", period, target, folder, connection_id as "connectionId", recipient, active,
  next_day as "nextDay", next_attempt_at as "nextAttemptAt"`;

/** Scheduled exports of a company and how they went. */
export class ExportScheduleStore {
  constructor(private readonly tx: CompanyTransaction) {}

  async add(schedule: ExportSchedule): Promise<void> {
    await this.tx.execute(
      `insert into books.export_schedule (company_id, id, name, format, transfer_to, journals, options, every, on_day, period, target, folder, active, next_day, next_attempt_at, connection_id, recipient)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
      [
        this.tx.companyId,
        schedule.id,
        schedule.name,
        schedule.format,
        schedule.transferTo ?? null,
        schedule.journals ?? null,
        JSON.stringify(schedule.options),
        schedule.every,
        schedule.onDay,
        schedule.period,
        schedule.target,
        schedule.folder ?? null,
        schedule.active,
        schedule.nextDay,
        schedule.nextAttemptAt,
        schedule.connectionId ?? null,
        schedule.recipient ?? null,
      ],
    );
  }

  async list(): Promise<ExportSchedule[]> {
    const rows = await this.tx.query<Row>(
      `select ${FIELDS} from books.export_schedule where company_id = $1 order by name`,
      [this.tx.companyId],
    );
    return rows.map(known);
  }

  /** By id or name. */
  async find(name: string): Promise<ExportSchedule | undefined> {
    return (await this.list()).find((schedule) => schedule.id === name || schedule.name === name);
  }

  /** Those to be run by an instant, in the order of their turn. */
  async due(now: Date): Promise<ExportSchedule[]> {
    const rows = await this.tx.query<Row>(
      `select ${FIELDS} from books.export_schedule where company_id = $1 and active and next_attempt_at <= $2 order by next_attempt_at, name`,
      [this.tx.companyId, now],
    );
    return rows.map(known);
  }

  async remove(id: string): Promise<boolean> {
    const removed = await this.tx.execute('delete from books.export_schedule where company_id = $1 and id = $2', [
      this.tx.companyId,
      id,
    ]);
    return removed > 0;
  }

  /** Notes how the export of a day went, and when the schedule is looked at again. */
  async ran(id: string, run: Omit<ExportRun, 'attempts' | 'at'>, next: { day: Day; at: Date }): Promise<number> {
    const rows = await this.tx.query<{ attempts: number }>(
      `insert into books.export_run as r (company_id, schedule_id, day, state, batch_number, message) values ($1, $2, $3, $4, $5, $6)
       on conflict (company_id, schedule_id, day) do update set state = excluded.state, attempts = r.attempts + 1,
         batch_number = excluded.batch_number, message = excluded.message, at = clock_timestamp() returning attempts`,
      [this.tx.companyId, id, run.day, run.state, run.batchNumber ?? null, run.message ?? null],
    );
    await this.tx.execute(
      'update books.export_schedule set next_day = $3, next_attempt_at = $4 where company_id = $1 and id = $2',
      [this.tx.companyId, id, next.day, next.at],
    );
    return rows[0]!.attempts;
  }

  /** Latest first. */
  async runs(id: string, limit = 20): Promise<ExportRun[]> {
    const rows = await this.tx.query<{ [Key in keyof ExportRun]: ExportRun[Key] | null }>(
      `select day, state, attempts, batch_number::integer as "batchNumber", message, at from books.export_run
        where company_id = $1 and schedule_id = $2 order by day desc limit $3`,
      [this.tx.companyId, id, limit],
    );
    return rows.map((row) => known(row) as unknown as ExportRun);
  }
}

type Row = { [Key in keyof ExportSchedule]: ExportSchedule[Key] | null };

function known(row: object): ExportSchedule {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as ExportSchedule;
}
