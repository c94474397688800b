/** A row of a table: cells as text. `typed` marks cells a spreadsheet holds as numbers: a decimal point, no groups. */
export interface TableRow {
  readonly cells: readonly string[];
  /** Line of the file (row of the sheet) on which it starts, from 1. */
  readonly line: number;
  readonly typed?: readonly boolean[];
  /** The file ends with this row, without a line end: it may be cut. */
  readonly open?: true;
}

/** The start of a file cut in one way. */
export interface CandidateTable {
  readonly delimiter: string;
  readonly rows: readonly TableRow[];
}
