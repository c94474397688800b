import type { Problem } from '@lettrage/adapter-sdk';
import type { FecColumn } from './fec-columns.js';
import { FEC_RULES, type FecRule } from './fec-rules.js';

/** Occurrences of a rule that are told one by one; a file of a million faulty lines needs no million sentences. */
const TOLD = 1_000;

/** Collects the problems of a file in the order they are found. */
export class FecReport {
  private problems: Problem[] = [];
  private readonly counts = new Map<FecRule, number>();
  /** Position of each column of the file from 0, -1 where it has none; known once its header was read. */
  columns: Readonly<Partial<Record<FecColumn, number>>> = {};

  /**
   * Adds a problem; `message` says what is wrong, the rule's remedy is put behind it. A message that is made only when
   * it is told spares a file with a million problems a million sentences.
   */
  add(rule: FecRule, message: string | (() => string), location: string): void {
    const count = (this.counts.get(rule) ?? 0) + 1;
    this.counts.set(rule, count);
    if (count > TOLD) return;
    const [severity, remedy] = FEC_RULES[rule];
    const text = typeof message === 'string' ? message : message();
    this.problems.push({ severity, rule, message: `${text} ${remedy}`, location });
  }

  /** Where a column of a line is, such as `line 3, column 12 (Debit)`; the line alone where the file lacks the column. */
  place(line: number, column: FecColumn): string {
    const at = this.columns[column] ?? -1;
    return at === -1 ? `line ${line}` : `line ${line}, column ${at + 1} (${column})`;
  }

  /** Where the field at a position from 0 is, by the name of its column where it has one. */
  placeAt(line: number, at: number): string {
    const column = Object.entries(this.columns).find(([, position]) => position === at)?.[0];
    return `line ${line}, column ${at + 1}${column === undefined ? '' : ` (${column})`}`;
  }

  /** The problems found since the last call. */
  take(): readonly Problem[] {
    if (this.problems.length === 0) return this.problems;
    const taken = this.problems;
    this.problems = [];
    return taken;
  }

  /** Says how many occurrences of each rule were not told. */
  close(): void {
    for (const [rule, count] of this.counts) {
      if (count <= TOLD) continue;
      const [severity, remedy] = FEC_RULES[rule];
      const message = `${count - TOLD} more of the same. ${remedy}`;
      this.problems.push({ severity, rule, message, location: 'whole file' });
    }
  }
}
