import type { StatementLine } from '@lettrage/domain';

/** How serious a problem is: an error means that something was not read. */
export type ProblemSeverity = 'error' | 'warning';

/** Tells a problem of the file: what is wrong on `line` (from 1), and at what path or field there. */
export type TellProblem = (
  severity: ProblemSeverity,
  code: string,
  message: string,
  line: number,
  path?: string,
) => void;

/** The lines a statement reader has made and not yet handed on, problems among them where they were met. */
export class StatementOutput {
  /** Problems of severity error told so far. */
  errors = 0;
  private lines: StatementLine[] = [];

  constructor(
    private readonly file: string | undefined,
    /** What messages call a place of the file: `line`, `record`, `row`. */
    private readonly place = 'line',
  ) {}

  /** True if there is nothing to hand on. */
  get empty(): boolean {
    return this.lines.length === 0;
  }

  readonly emit = (line: StatementLine): void => {
    this.lines.push(line);
  };

  /** Tells a problem; its message begins with the file and the line. */
  readonly problem: TellProblem = (severity, code, message, line, path) => {
    if (severity === 'error') this.errors++;
    const where = `${this.file ? `${this.file}, ` : ''}${this.place} ${line}`;
    const origin = { line, ...(path === undefined ? {} : { path }) };
    this.lines.push({ type: 'problem', severity, code, message: `${where}: ${message}`, origin });
  };

  /** What was made since the last call. */
  take(): readonly StatementLine[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }
}
