import type { ReadStatementOptions, StatementLine, StatementReader } from '@lettrage/adapter-sdk';
import { XmlError } from '@lettrage/formats';
import {
  proposeProfile,
  recogniseTable,
  TableFile,
  tableProblem,
  type LayoutRefusal,
  type TableRow,
} from '@lettrage/statement-tables/reading';
import { sheetRows } from './sheet.rows.js';
import { encrypted, WORKBOOK_LIMITS, WorkbookError } from './workbook.archive.js';
import { Workbook, type Sheet } from './workbook.js';

const PREFIX = 'xlsx';
/** Rows that decide the layout of a sheet. */
const HEAD_ROWS = 500;
const ZIP = 'PK\u0003\u0004';
/** Compound files: workbooks before 2007, and newer ones behind a password. */
const COMPOUND = '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1';
const wide = (text: string): string => [...text].map((letter) => `${letter}\u0000`).join('');
/** First record of a workbook's stream (BIFF 5 and 8), at the first sector. */
const FIRST_RECORD = /^\u0009\u0008[\u0008\u0010]\u0000/;

/** Reads statements exported as Excel workbooks (`.xlsx`) by the profiles of the CSV exports. */
export const xlsxReader: StatementReader = {
  sniff(head) {
    const bytes = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
    if (isOldOrLocked(bytes)) return 0.9;
    if (!bytes.startsWith(ZIP)) return 0;
    if (bytes.includes('xl/workbook') || bytes.includes('xl/worksheets') || bytes.includes('xl/_rels')) return 0.95;
    return bytes.includes('[Content_Types].xml') && !/word\/|ppt\//.test(bytes) ? 0.6 : 0;
  },

  async *read(chunks, options) {
    const table = { prefix: PREFIX, file: options.file, place: 'row' };
    try {
      yield* readWorkbook(await bytesOf(chunks, options), options);
    } catch (error) {
      if (error instanceof WorkbookError)
        yield [tableProblem(table, 'error', error.code, `the workbook cannot be read: ${error.message}`, 1)];
      else if (error instanceof XmlError)
        yield [
          tableProblem(table, 'error', 'bad-workbook', `the workbook is damaged: ${error.message}`, 1, error.path),
        ];
      else throw error;
    }
  },

  async proposeProfile(chunks) {
    try {
      const tables = (await sheetHeads(await bytesOf(chunks, {}))).map((rows) => ({ delimiter: 'cell', rows }));
      const profile = proposeProfile(tables, PREFIX);
      return profile && `${JSON.stringify(profile, undefined, 2)}\n`;
    } catch (error) {
      if (error instanceof WorkbookError || error instanceof XmlError) return undefined;
      throw error;
    }
  },
};

/** The first rows of each sheet that has any. */
async function sheetHeads(bytes: Buffer): Promise<TableRow[][]> {
  const workbook = await Workbook.open(bytes);
  const heads: TableRow[][] = [];
  for (const sheet of workbook.sheets) {
    const { head, rows } = await headOf(workbook, sheet);
    await rows.return(undefined);
    if (head.length > 0) heads.push(head);
  }
  return heads;
}

async function* readWorkbook(bytes: Buffer, options: ReadStatementOptions): AsyncIterable<readonly StatementLine[]> {
  const workbook = await Workbook.open(bytes);
  const refused: RefusedSheet[] = [];
  let read = 0;
  for (const sheet of workbook.sheets) {
    const result = yield* readSheet(workbook, sheet, options);
    if (result === 'read') read++;
    else if (result !== 'empty') refused.push({ ...result, sheet: sheet.name });
  }
  // Days and amounts that cannot be read may be money; a cover or a list of another kind is none.
  const tables = refused.filter(({ code }) => code !== 'unknown-layout');
  if (read > 0) {
    if (tables.length > 0) yield tables.map((sheet) => passedOver(sheet, options.file));
    return;
  }
  const refusal = tables[0] ?? refused[0];
  const { code, message, line } = refusal ?? { code: 'empty-file', message: 'the workbook holds no table', line: 1 };
  const where = refusal ? `sheet "${refusal.sheet}": ` : '';
  yield [tableProblem({ prefix: PREFIX, file: options.file, place: 'row' }, 'error', code, `${where}${message}`, line)];
}

/** A sheet that was not read, and why. */
type RefusedSheet = LayoutRefusal & { readonly sheet: string };

function passedOver({ sheet, message, line }: RefusedSheet, file?: string): StatementLine {
  const text = `the sheet "${sheet}" is not read: ${message}`;
  return tableProblem({ prefix: PREFIX, file, place: 'row' }, 'warning', 'sheet-not-read', text, line);
}

/** Reads one sheet if it is a statement: others, such as a cover, are passed over where one is. */
async function* readSheet(
  workbook: Workbook,
  sheet: Sheet,
  options: ReadStatementOptions,
): AsyncGenerator<readonly StatementLine[], 'read' | 'empty' | LayoutRefusal> {
  const { head, rows, ...start } = await headOf(workbook, sheet);
  let { ended } = start;
  if (head.length === 0) return 'empty';
  const layout = recogniseTable([{ delimiter: 'cell', rows: head.slice(0, HEAD_ROWS) }], PREFIX, options.profile);
  if (!('profile' in layout)) {
    await rows.return(undefined);
    return layout;
  }
  const file = new TableFile(layout, { prefix: PREFIX, file: options.file, place: `sheet "${sheet.name}", row` });
  file.take(head);
  while (!ended && !file.stopped) {
    options.signal?.throwIfAborted();
    const next = await rows.next();
    if (next.done) ended = true;
    else file.take(next.value);
    const lines = file.takeLines();
    if (lines.length > 0) yield lines;
  }
  file.end();
  yield file.takeLines();
  return 'read';
}

/** The rows that decide the layout of a sheet, none if they are all blank, and the generator of the rest. */
async function headOf(
  workbook: Workbook,
  sheet: Sheet,
): Promise<{ head: TableRow[]; rows: ReturnType<typeof sheetRows>; ended: boolean }> {
  const rows = sheetRows(workbook, sheet.part);
  const head: TableRow[] = [];
  let ended = false;
  while (head.length < HEAD_ROWS && !ended) {
    const next = await rows.next();
    if (next.done) ended = true;
    else head.push(...next.value);
  }
  const blank = head.every(({ cells }) => cells.every((cell) => cell.trim() === ''));
  return { head: blank ? [] : head, rows, ended };
}

/** A zip is read from its end, so all of it must be there. */
async function bytesOf(chunks: AsyncIterable<Uint8Array>, options: ReadStatementOptions): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted();
    length += chunk.length;
    if (length > WORKBOOK_LIMITS.packed)
      throw new WorkbookError(
        'workbook-too-large',
        `it is larger than ${WORKBOOK_LIMITS.packed} bytes. Save the sheet as CSV and give that`,
      );
    parts.push(chunk);
  }
  const bytes = Buffer.concat(parts);
  const start = bytes.subarray(0, 65_536).toString('latin1');
  if (start.startsWith(COMPOUND)) {
    if (start.includes(wide('EncryptedPackage')) || bytes.includes(Buffer.from(wide('EncryptedPackage'), 'latin1')))
      throw encrypted();
    throw new WorkbookError(
      'old-excel',
      'it is a workbook of the old format (.xls). Open it in the spreadsheet program, save it as .xlsx or CSV and give that',
    );
  }
  if (!start.startsWith('PK')) throw new WorkbookError('not-a-workbook', 'it is no Excel workbook (.xlsx)');
  return bytes;
}

function isOldOrLocked(bytes: string): boolean {
  if (!bytes.startsWith(COMPOUND)) return false;
  return (
    FIRST_RECORD.test(bytes.slice(512, 516)) ||
    ['Workbook', 'EncryptedPackage'].some((name) => bytes.includes(wide(name)))
  );
}
