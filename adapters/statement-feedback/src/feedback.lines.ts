import { formatMinor, type AccountIdentity, type TransactionLine } from '@lettrage/adapter-sdk';
import { StatementOutput } from '@lettrage/formats';

/** The lines of one file, as they are found: statements open and close by what the lines belong to. */
export class FeedbackLines extends StatementOutput {
  private open: { key: string; currency: string; count: number; sum: bigint } | undefined;
  /** Statements opened so far. */
  statements = 0;

  constructor(
    private readonly format: string,
    private readonly name: string | undefined,
  ) {
    super(name);
  }

  /** Opens a statement, unless the one that is open has the same key. */
  begin(key: string, id: string | undefined, account: AccountIdentity, messageId: string | undefined): void {
    if (this.open?.key === key) return;
    this.end();
    this.statements++;
    this.open = { key, currency: account.currency ?? 'EUR', count: 0, sum: 0n };
    this.emit({
      type: 'statement',
      ...(id === undefined ? {} : { id }),
      account,
      ...(messageId === undefined ? {} : { messageId }),
      source: { format: this.format, ...(this.name === undefined ? {} : { file: this.name }) },
    });
  }

  add(line: TransactionLine, minor: bigint): void {
    this.open!.count++;
    if (line.status === 'booked') this.open!.sum += minor;
    this.emit(line);
  }

  /** Ends the open statement. */
  end(): void {
    if (this.open === undefined) return;
    const { count, sum, currency } = this.open;
    this.open = undefined;
    this.emit({ type: 'statement-end', count, sum: formatMinor(sum, currency) });
  }
}

/** A copy without the undefined keys: absent means the key is left out. */
export function defined<T extends object>(object: T): T {
  const kept: Partial<T> = {};
  for (const key in object) if (object[key] !== undefined) kept[key] = object[key];
  return kept as T;
}
