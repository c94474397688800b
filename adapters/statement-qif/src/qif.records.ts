/** A line of a record: its code letter and what follows. */
export interface QifField {
  readonly code: string;
  readonly text: string;
  readonly line: number;
}

/** What a QIF file is made of: headers and records. */
export type QifPiece =
  | { readonly kind: 'header'; readonly name: string; readonly line: number }
  | { readonly kind: 'record'; readonly fields: readonly QifField[]; readonly line: number };

const LONGEST_LINE = 65_536;
const MOST_FIELDS = 5_000;

/** Cuts QIF text that arrives in pieces into headers and records; constant memory. */
export class QifRecords {
  /** Why nothing further is read: a line or a record without end. */
  refused: string | undefined;
  /** Line being read, from 1. */
  line = 0;
  private rest = '';
  private fields: QifField[] = [];

  /** Pieces complete with this text. */
  push(text: string): QifPiece[] {
    const pieces: QifPiece[] = [];
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    // A CR at the end may be half of a line end.
    this.rest = lines.pop()!;
    for (const line of lines) this.take(line, pieces);
    if (this.rest.length > LONGEST_LINE) this.refused ??= `a line longer than ${LONGEST_LINE} characters`;
    return pieces;
  }

  /** The last pieces; `open` is true if the file ends within a record. */
  end(): { pieces: QifPiece[]; open: boolean } {
    const pieces: QifPiece[] = [];
    this.take(this.rest.replace(/\r$/, ''), pieces);
    return { pieces, open: this.fields.length > 0 };
  }

  private take(text: string, pieces: QifPiece[]): void {
    this.line++;
    if (this.refused !== undefined || text.trim() === '') return;
    const [line] = [this.line];
    const trimmed = text.trimStart();
    if (trimmed.startsWith('!')) {
      pieces.push({ kind: 'header', name: trimmed.slice(1).trim(), line });
      this.fields = [];
    } else if (trimmed.startsWith('^')) {
      if (this.fields.length > 0) pieces.push({ kind: 'record', fields: this.fields, line: this.fields[0]!.line });
      this.fields = [];
    } else if (this.fields.length >= MOST_FIELDS) {
      this.refused ??= `a record of more than ${MOST_FIELDS} lines`;
    } else this.fields.push({ code: text[0]!, text: text.slice(1).trim(), line });
  }
}
