/** A record, blanks added up to its length; `short` if something but blanks may be missing. */
export interface FixedRecord {
  readonly text: string;
  /** Number in the file, from 1. */
  readonly number: number;
  readonly short: boolean;
}

/** Cuts text that arrives in pieces into records of one length, whether lines end with CR, LF, CRLF or not at all. */
export class RecordCutter {
  /** Records so far. */
  number = 0;
  private rest = '';

  constructor(private readonly length: number) {}

  /** Records that are complete with this piece. */
  push(text: string): FixedRecord[] {
    this.rest += text.replace(/[\u0000\u001a]/g, ' ');
    const records: FixedRecord[] = [];
    let at = 0;
    for (;;) {
      while (this.rest[at] === '\n' || this.rest[at] === '\r') at++;
      // A record is complete with its line end, or when as much has come as it holds.
      const line = this.rest.slice(at, at + this.length + 1);
      const end = line.search(/[\r\n]/);
      if (end === -1 && line.length <= this.length) break;
      const size = end === -1 ? this.length : Math.min(end, this.length);
      this.add(records, this.rest.slice(at, at + size));
      at += size;
    }
    this.rest = this.rest.slice(at);
    return records;
  }

  /** The last record, when all text is in. */
  end(): FixedRecord[] {
    const records: FixedRecord[] = [];
    this.add(records, this.rest.replace(/[\r\n]/g, ''));
    this.rest = '';
    return records;
  }

  private add(records: FixedRecord[], text: string): void {
    if (text.trim() === '') return;
    this.number++;
    records.push({ text: text.padEnd(this.length), number: this.number, short: text.length < this.length });
  }
}
