import { formatMinor, type AccountIdentity, type StatementLine, type TransactionLine } from '@lettrage/adapter-sdk';

/** The lines of one file, as they are found. */
export class FeedbackLines {
  private lines: StatementLine[] = [];
  private open: { key: string; currency: string; count: number; sum: bigint } | undefined;
  /** Statements opened so far. */
  statements = 0;

  constructor(
    private readonly format: string,
    private readonly file: string | undefined,
  ) {}

  /** Opens a statement, unless the one that is open has the same key. */
  begin(key: string, id: string | undefined, account: AccountIdentity, messageId: string | undefined): void {
    if (this.open?.key === key) return;
    this.end();
    this.statements++;
    this.open = { key, currency: account.currency ?? 'EUR', count: 0, sum: 0n };
    this.lines.push({
      type: 'statement',
      ...(id === undefined ? {} : { id }),
      account,
      ...(messageId === undefined ? {} : { messageId }),
      source: { format: this.format, ...(this.file === undefined ? {} : { file: this.file }) },
    });
  }

  add(line: TransactionLine, minor: bigint): void {
    this.open!.count++;
    if (line.status === 'booked') this.open!.sum += minor;
    this.lines.push(line);
  }

  /** Ends the open statement. */
  end(): void {
    if (this.open === undefined) return;
    const { count, sum, currency } = this.open;
    this.open = undefined;
    this.lines.push({ type: 'statement-end', count, sum: formatMinor(sum, currency) });
  }

  problem(severity: 'error' | 'warning', code: string, message: string, line: number, path?: string): void {
    const where = `${this.file === undefined ? '' : `${this.file}, `}line ${line}`;
    const origin = { line, ...(path === undefined ? {} : { path }) };
    this.lines.push({ type: 'problem', severity, code, message: `${where}: ${message}`, origin });
  }

  get empty(): boolean {
    return this.lines.length === 0;
  }

  take(): readonly StatementLine[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }
}

/** A copy without the undefined keys: absent means the key is left out. */
export function defined<T extends object>(object: T): T {
  const kept: Partial<T> = {};
  for (const key in object) if (object[key] !== undefined) kept[key] = object[key];
  return kept as T;
}
