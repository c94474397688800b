import { decodeChunks, StreamDecoder, XmlStream } from '@lettrage/formats';
import type { TableRow } from '@lettrage/statement-tables/reading';
import { columnOf, exactNumber, serialDay } from './cell.values.js';
import { WorkbookError } from './workbook.archive.js';
import type { Workbook } from './workbook.js';

/** Columns read; what stands further right is no statement. */
const COLUMNS = 256;
const CELL_LIMIT = 100_000;

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  formula: string;
}

/** The rows of a worksheet, in arrays as they are read. Throws `XmlError` and {@link WorkbookError}. */
export async function* sheetRows(workbook: Workbook, part: string): AsyncGenerator<readonly TableRow[]> {
  const sheet = new SheetParser(workbook);
  const stream = new XmlStream(sheet);
  const decoder = new StreamDecoder({ xml: true });
  for await (const text of decodeChunks(workbook.archive.part(part), decoder)) {
    stream.write(text);
    if (sheet.rows.length > 0) yield sheet.takeRows();
  }
  stream.end();
  if (sheet.rows.length > 0) yield sheet.takeRows();
}

/** Collects rows from the events of a worksheet's XML. */
class SheetParser {
  rows: TableRow[] = [];
  private line = 0;
  private cells: string[] = [];
  private typed: boolean[] = [];
  private cell: OpenCell | undefined;
  private inside: 'value' | 'formula' | 'text' | undefined;
  private phonetic = false;

  constructor(private readonly workbook: Workbook) {}

  takeRows(): readonly TableRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      const number = Number(attributes['r']);
      this.line = Number.isInteger(number) && number > this.line ? number : this.line + 1;
      [this.cells, this.typed] = [[], []];
    } else if (name === 'c') {
      const column = columnOf(attributes['r'] ?? '') ?? this.cells.length;
      this.cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '', formula: '' };
    } else if (this.cell) {
      if (name === 'v') this.inside = 'value';
      else if (name === 'f') this.inside = 'formula';
      else if (name === 't' && !this.phonetic) this.inside = 'text';
      else if (name === 'rPh') this.phonetic = true;
    }
  }

  text(text: string): void {
    if (!this.cell || this.inside === undefined) return;
    if (this.inside === 'formula') this.cell.formula += text;
    else this.cell.value += text;
    if (this.cell.value.length + this.cell.formula.length > CELL_LIMIT)
      throw new WorkbookError('bad-cell', `a cell of row ${this.line} is longer than ${CELL_LIMIT} characters`);
  }

  close(name: string): void {
    if (name === 'v' || name === 'f' || name === 't') this.inside = undefined;
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row' && this.cells.length > 0)
      this.rows.push({ cells: this.cells, line: this.line, typed: this.typed });
  }

  private endCell(): void {
    const { cell } = this;
    this.cell = undefined;
    if (!cell || cell.column >= COLUMNS) return;
    while (this.cells.length < cell.column) {
      this.cells.push('');
      this.typed.push(false);
    }
    const [text, typed] = this.read(cell);
    this.cells[cell.column] = text;
    this.typed[cell.column] = typed;
  }

  /** Text of a cell, and whether it is a number with a decimal point. */
  private read(cell: OpenCell): readonly [string, boolean] {
    const { type, value } = cell;
    // A formula nobody has calculated has no value; its text is no amount, and so the row is refused by name.
    if (value === '') return [cell.formula === '' ? '' : `=${cell.formula}`, false];
    if (type === 's') return [this.workbook.sharedString(value), false];
    // A truth is no amount, whatever number stores it.
    if (type === 'b') return [value === '1' ? 'TRUE' : 'FALSE', false];
    if (type === 'd') return [value.slice(0, 10), false];
    if (type !== 'n') return [value, false];
    if (this.workbook.showsDay(cell.style)) {
      const day = serialDay(value, this.workbook.from1904);
      return day === undefined ? [value, false] : [day, false];
    }
    const number = exactNumber(value);
    return number === undefined ? [value, false] : [number, true];
  }
}
