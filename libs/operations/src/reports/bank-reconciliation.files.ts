import type { BankReconciliation } from './bank-reconciliation.js';
import { reconciliationPage, type ReportPage, type ReportSection } from './bank-reconciliation.words.js';
import { csvCell } from './csv-cell.js';

/** The statement as CSV: one row a line, its section first. French: semicolons and decimal commas, as its spreadsheets read. */
export function reconciliationCsv(report: BankReconciliation, lang: 'en' | 'fr'): string {
  const [separator, header] =
    lang === 'fr'
      ? [';', ['rubrique', 'date', 'pièce', 'libellé', 'explication', 'montant']]
      : [',', ['section', 'day', 'piece', 'label', 'why', 'amount']];
  const amount = (text: string): string => (lang === 'fr' ? text.replace('.', ',') : text);
  const page = reconciliationPage(report, lang);
  const moved = [
    ['bank', report.to, '', page.facts.at(-2)![0], '', amount(report.bank.movement)],
    ['books', report.to, '', page.facts.at(-1)![0], '', amount(report.books.movement)],
  ];
  const lines = page.sections.flatMap(({ key, rows }) =>
    rows.map(([day, piece, label, why, value]) => [key, day, piece, label, why, amount(value)]),
  );
  const end = ['unexplained', report.to, '', page.verdict, '', amount(report.unexplained)];
  return (
    [header, ...moved, ...lines, end]
      .map((row) => row.map((cell) => csvCell(cell, separator)).join(separator))
      .join('\r\n') + '\r\n'
  );
}

const MARGIN = 40;
/** Left edges and widths of day, piece, label, why, amount on A4 upright, points. */
const COLUMNS = [
  [40, 56],
  [98, 88],
  [188, 190],
  [380, 98],
  [480, 75],
] as const;

/** The statement as a PDF (A4, Helvetica). */
export async function reconciliationPdf(report: BankReconciliation, lang: 'en' | 'fr', at: Date): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit');
  const page = reconciliationPage(report, lang);
  const info = { Title: `${page.title} ${report.account.label} ${report.to}`, Creator: 'Lettrage', CreationDate: at };
  const document = new PDFDocument({ size: 'A4', margin: MARGIN, info, lang });
  const parts: Uint8Array[] = [];
  document.on('data', (part: Uint8Array) => parts.push(part));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  drawHead(document, page);
  for (const section of page.sections) drawSection(document, section, lang);
  document.moveDown(1).font('Helvetica-Bold').fontSize(10).text(latin(page.verdict), MARGIN);
  document.end();
  await ended;
  return Buffer.concat(parts);
}

type Pdf = PDFKit.PDFDocument;

function drawHead(document: Pdf, page: ReportPage): void {
  document.font('Helvetica-Bold').fontSize(15).text(latin(page.title), MARGIN);
  document.moveDown(0.5).fontSize(9);
  for (const [name, value] of page.facts) {
    const y = document.y;
    document.font('Helvetica').text(latin(name), MARGIN, y, { width: 230 });
    document.font('Helvetica-Bold').text(latin(value), 280, y, { width: 275, align: 'right' });
    document.y = Math.max(document.y, y + 12);
  }
}

function drawSection(document: Pdf, { title, rows, total }: ReportSection, lang: 'en' | 'fr'): void {
  if (document.y > 740) document.addPage();
  document.moveDown(1).font('Helvetica-Bold').fontSize(10).text(latin(title), MARGIN);
  document.moveDown(0.2).fontSize(8).font('Helvetica');
  for (const row of rows) drawRow(document, row);
  document.font('Helvetica-Bold');
  drawRow(document, ['', '', '', lang === 'fr' ? 'Total' : 'Total', total]);
  document.font('Helvetica');
}

function drawRow(document: Pdf, cells: readonly string[]): void {
  const texts = cells.map(latin);
  const height = Math.max(...texts.map((text, i) => document.heightOfString(text || ' ', { width: COLUMNS[i]![1] })));
  if (document.y + height > 800) document.addPage();
  const y = document.y;
  for (const [i, text] of texts.entries()) {
    const [x, width] = COLUMNS[i]!;
    document.text(text, x, y, { width, align: i === COLUMNS.length - 1 ? 'right' : 'left' });
  }
  document.y = y + height + 2;
}

/** The standard fonts hold Windows-1252 and no more: other letters give their base letter, or a question mark. */
function latin(text: string): string {
  return text.replace(/[^\x20-\x7e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/gu, (sign) => {
    const base = sign.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
    return /^[\x20-\x7e]+$/.test(base) ? base : '?';
  });
}
