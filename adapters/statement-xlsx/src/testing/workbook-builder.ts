import { ZipFile } from 'yazl';

/** A cell: text as a shared string, `{n}` a number as stored, `{d}` a serial number shown as a day, or raw XML. */
export type Cell = string | { readonly n: string } | { readonly d: number } | { readonly xml: string };

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook of sheets of rows, as spreadsheet programs write it. */
export async function workbook(
  sheets: Readonly<Record<string, readonly (readonly (Cell | undefined)[])[]>>,
  options: { readonly from1904?: boolean; readonly parts?: Readonly<Record<string, string>> } = {},
): Promise<Buffer> {
  const strings: string[] = [];
  const parts: Record<string, string> = {};
  const names = Object.keys(sheets);
  for (const [index, rows] of Object.values(sheets).entries())
    parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(rows, strings);
  parts['xl/workbook.xml'] =
    `<workbook ${NS} xmlns:r="r"><workbookPr${options.from1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, index) => `<sheet name="${escape(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`;
  parts['xl/_rels/workbook.xml.rels'] =
    `<Relationships xmlns="x">${names.map((_, index) => `<Relationship Id="rId${index + 1}" Type="t/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`;
  parts['xl/styles.xml'] =
    `<styleSheet ${NS}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy;@"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`;
  parts['xl/sharedStrings.xml'] =
    `<sst ${NS}>${strings.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`;
  return zipOf({ '[Content_Types].xml': '<Types xmlns="t"/>', ...parts, ...options.parts });
}

/** A zip archive of texts. */
export async function zipOf(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name, { mtime: new Date(0) });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function sheetXml(rows: readonly (readonly (Cell | undefined)[])[], strings: string[]): string {
  const cellXml = (cell: Cell | undefined, reference: string): string => {
    if (cell === undefined) return '';
    if (typeof cell === 'string') return `<c r="${reference}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
    if ('n' in cell) return `<c r="${reference}"><v>${cell.n}</v></c>`;
    return 'd' in cell
      ? `<c r="${reference}" s="2"><v>${cell.d}</v></c>`
      : cell.xml.replace('<c', `<c r="${reference}"`);
  };
  const lines = rows.map((row, at) => {
    const cells = row.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${at + 1}`));
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  return `<worksheet ${NS}><sheetData>${lines.join('')}</sheetData></worksheet>`;
}
