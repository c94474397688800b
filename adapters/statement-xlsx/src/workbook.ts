import { decodeChunks, StreamDecoder, XmlStream, type XmlEvents } from '@lettrage/formats';
import { showsDay } from './cell.values.js';
import { WorkbookArchive, WorkbookError } from './workbook.archive.js';

/** A worksheet: its name, and the part of the archive it is in. */
export interface Sheet {
  readonly name: string;
  readonly part: string;
}

/** Characters of all shared strings together. */
const STRINGS_LIMIT = 40_000_000;

/** What of a workbook is needed to read its sheets (ECMA-376 part 1, clauses 18.2, 18.4 and 18.8). */
export class Workbook {
  readonly sheets: readonly Sheet[];
  /** Days are counted from 1904 (old Macintosh files). */
  readonly from1904: boolean;

  private constructor(
    readonly archive: WorkbookArchive,
    facts: { sheets: readonly Sheet[]; from1904: boolean },
    private readonly strings: readonly string[],
    private readonly dayStyles: readonly boolean[],
  ) {
    this.sheets = facts.sheets;
    this.from1904 = facts.from1904;
  }

  /** Reads everything but the sheets. Throws {@link WorkbookError} and `XmlError`. */
  static async open(bytes: Buffer): Promise<Workbook> {
    const archive = await WorkbookArchive.open(bytes);
    if (!archive.has('xl/workbook.xml'))
      throw new WorkbookError('not-a-workbook', 'it is no Excel workbook (it has no xl/workbook.xml)');
    const targets = await relationships(archive);
    const facts = await workbookFacts(archive, targets);
    const strings = await sharedStrings(archive, targets);
    return new Workbook(archive, facts, strings, await dayStyles(archive, targets));
  }

  /** A shared string by its index; throws {@link WorkbookError} if there is none. */
  sharedString(index: string): string {
    const text = this.strings[Number(index)];
    if (text === undefined)
      throw new WorkbookError('bad-cell', `a cell names the shared text ${index}, which there is not`);
    return text;
  }

  /** True if the style of a cell shows its number as a day. */
  showsDay(style: number): boolean {
    return this.dayStyles[style] === true;
  }
}

async function parse(archive: WorkbookArchive, part: string, events: XmlEvents): Promise<void> {
  if (!archive.has(part)) return;
  const stream = new XmlStream(events);
  for await (const text of decodeChunks(archive.part(part), new StreamDecoder({ xml: true }))) stream.write(text);
  stream.end();
}

interface Targets {
  readonly byId: ReadonlyMap<string, string>;
  readonly strings: string;
  readonly styles: string;
}

async function relationships(archive: WorkbookArchive): Promise<Targets> {
  const byId = new Map<string, string>();
  const found = { strings: 'xl/sharedStrings.xml', styles: 'xl/styles.xml' };
  await parse(archive, 'xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const part = partOf(attributes['Target'] ?? '');
      byId.set(attributes['Id'] ?? '', part);
      if (attributes['Type']?.endsWith('/sharedStrings')) found.strings = part;
      if (attributes['Type']?.endsWith('/styles')) found.styles = part;
    },
    text() {},
    close() {},
  });
  return { byId, ...found };
}

/** A target is relative to `xl/` or, with a slash, to the archive. Only looked up among its parts. */
function partOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

async function workbookFacts(
  archive: WorkbookArchive,
  targets: Targets,
): Promise<{ sheets: Sheet[]; from1904: boolean }> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  await parse(archive, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const part = targets.byId.get(id ?? '') ?? `xl/worksheets/sheet${sheets.length + 1}.xml`;
      sheets.push({ name: attributes['name'] ?? `sheet ${sheets.length + 1}`, part });
    },
    text() {},
    close() {},
  });
  return { sheets: sheets.filter(({ part }) => archive.has(part)), from1904 };
}

async function sharedStrings(archive: WorkbookArchive, targets: Targets): Promise<string[]> {
  const strings: string[] = [];
  let current: string | undefined;
  let inText = false;
  let phonetic = false;
  let size = 0;
  await parse(archive, targets.strings, {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = !phonetic;
    },
    text(text) {
      if (current === undefined || !inText) return;
      current += text;
      size += text.length;
      if (size > STRINGS_LIMIT)
        throw new WorkbookError('workbook-too-large', 'it holds more text than a statement does');
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') {
        strings.push(current ?? '');
        current = undefined;
      }
    },
  });
  return strings;
}

/** Of each cell style, whether its number format shows a day. */
async function dayStyles(archive: WorkbookArchive, targets: Targets): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  await parse(archive, targets.styles, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        styles.push(showsDay(id, codes.get(id)));
      }
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}
