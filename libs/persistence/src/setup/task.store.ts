import { MoreThan } from 'typeorm';
import type { CompanyTransaction } from '../company-transaction.js';
import { TaskRow } from '../entities/index.js';
import { newId } from '../new-id.js';

/** What a person has to do: a conflict of an import, an outcome nobody can retry, a chain that broke. */
export interface Task {
  readonly id: string;
  readonly kind: string;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: 'open' | 'done' | 'dismissed';
  readonly createdAt: Date;
  readonly closedAt?: Date;
  readonly closedBy?: string;
}

/** The company's tasks. */
export class TaskStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Adds a task, once per kind and `onceKey`. Returns its id, or undefined where the finding is known. */
  async add(task: {
    kind: string;
    onceKey: string;
    message: string;
    data?: Readonly<Record<string, unknown>>;
  }): Promise<string | undefined> {
    const [row] = await this.tx.query<{ id: string }>(
      `insert into books.task (company_id, id, kind, once_key, message, data) values ($1, $2, $3, $4, $5, $6)
         on conflict (company_id, kind, once_key) do nothing returning id`,
      [this.tx.companyId, newId(), task.kind, task.onceKey, task.message, JSON.stringify(task.data ?? {})],
    );
    return row?.id;
  }

  /** Tasks in the order they arose, `limit` at most, after the id given. */
  async list(options: { state?: Task['state']; after?: string; limit?: number } = {}): Promise<Task[]> {
    const rows = await this.tx.manager.find(TaskRow, {
      where: {
        companyId: this.tx.companyId,
        ...(options.state === undefined ? {} : { state: options.state }),
        ...(options.after === undefined ? {} : { id: MoreThan(options.after) }),
      },
      order: { id: 'ASC' },
      take: options.limit ?? 100,
    });
    return rows.map(({ id, kind, message, data, state, createdAt, closedAt, closedBy }) => ({
      id,
      kind,
      message,
      data,
      state,
      createdAt,
      ...(closedAt === null ? {} : { closedAt }),
      ...(closedBy === null ? {} : { closedBy }),
    }));
  }

  /** Closes an open task; false where there is none. */
  async close(id: string, state: 'done' | 'dismissed', by: string): Promise<boolean> {
    const touched = await this.tx.execute(
      `update books.task set state = $3, closed_at = clock_timestamp(), closed_by = $4
        where company_id = $1 and id = $2 and state = 'open'`,
      [this.tx.companyId, id, state, by],
    );
    return touched > 0;
  }
}
