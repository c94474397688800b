import type { Problem, StatementLine, TransactionLine } from '@lettrage/domain';
import { StatementLineEncoder } from '@lettrage/persistence';
import type { IncomingLines } from './store-statements.js';
import { problemOf, SummaryDraft, type StatementSummary } from './statement-summary.js';

/** A statement of a file that is being read; its summary is whole once its lines were read to their end. */
export interface OpenStatement {
  /** Grows while the lines are read. Head and currency are known from the start. */
  readonly summary: StatementSummary;
  /** Its transactions, in groups as they come; to be read once. */
  transactions(): AsyncIterable<readonly TransactionLine[]>;
}

/** Goes through the statements of a file one after the other, without holding more than a piece of it. */
export class StatementCursor {
  /** Problems of the file that belong to no statement. */
  readonly problems: Problem[] = [];
  private readonly chunks: AsyncIterator<readonly StatementLine[]>;
  private chunk: readonly StatementLine[] = [];
  private at = 0;
  private count = 0;
  private open: SummaryDraft | undefined;

  constructor(chunks: AsyncIterable<readonly StatementLine[]>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next statement; what was not read of the one before is read first. */
  async next(): Promise<OpenStatement | undefined> {
    for await (const _rest of this.transactions());
    for (let line = await this.peek(); line; line = await this.peek()) {
      this.at++;
      if (line.type === 'problem') this.problems.push(problemOf(line));
      if (line.type !== 'statement') continue;
      const draft = (this.open = new SummaryDraft(++this.count, line));
      await this.learnCurrency(draft);
      return { summary: draft, transactions: () => this.transactions() };
    }
    return undefined;
  }

  /** Leaves the rest of the file unread. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  /** Some formats say the currency on each line only. */
  private async learnCurrency(draft: SummaryDraft): Promise<void> {
    if (draft.currency !== undefined) return;
    for (let line = await this.peek(); line?.type === 'problem'; line = await this.peek()) {
      draft.addProblem(line);
      this.at++;
    }
    const first = await this.peek();
    if (first?.type === 'transaction') draft.currency = first.currency;
  }

  private async *transactions(): AsyncIterable<readonly TransactionLine[]> {
    const draft = this.open;
    while (draft && draft === this.open) {
      const first = await this.peek();
      if (!first || first.type === 'statement') {
        draft.cutShort();
        this.open = undefined;
        return;
      }
      const transactions = this.takeFrom(draft);
      if (transactions.length > 0) yield transactions;
    }
  }

  /** What the chunk at hand still holds of the statement. */
  private takeFrom(draft: SummaryDraft): TransactionLine[] {
    const taken: TransactionLine[] = [];
    for (; this.open && this.at < this.chunk.length; this.at++) {
      const line = this.chunk[this.at]!;
      if (line.type === 'statement') break;
      if (line.type === 'problem') draft.addProblem(line);
      else if (line.type === 'transaction') {
        draft.addTransaction(line);
        taken.push(line);
      } else {
        draft.end = line;
        this.open = undefined;
      }
    }
    return taken;
  }

  private async peek(): Promise<StatementLine | undefined> {
    while (this.at === this.chunk.length) {
      const next = await this.chunks.next();
      if (next.done) return undefined;
      this.chunk = next.value;
      this.at = 0;
    }
    return this.chunk[this.at];
  }
}

/** The lines of a statement that is being read. */
export function linesOf(statement: OpenStatement): IncomingLines {
  return {
    encoded: () => encoded(statement),
    async passOver() {
      for await (const _transactions of statement.transactions());
    },
  };
}

/** The transactions of a statement as the database takes them in, in parts cut between rows. */
export async function* encoded(statement: OpenStatement): AsyncIterable<Uint8Array> {
  const encoder = new StatementLineEncoder();
  for await (const transactions of statement.transactions()) {
    for (const transaction of transactions) {
      const part = encoder.add(transaction);
      if (part) yield part;
    }
  }
  const rest = encoder.rest();
  if (rest.length > 0) yield rest;
}
