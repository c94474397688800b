import { describe, expect, it } from '@jest/globals';
import type { PDFRawStream } from '@cantoo/pdf-lib';
import { PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { draftInvoice } from '@lettrage/einvoicing';
import PdfKit from 'pdfkit';
import { facturxReader } from '../facturx.reader.js';
import { facturxWriter } from '../facturx.writer.js';
import { fontOf } from './fonts.js';

const INVOICE = draftInvoice({
  number: 'FA1',
  issueDate: '2026-10-05',
  seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
  buyer: { name: 'Acheteur', siren: '404833048', address: { countryCode: 'FR' } },
  lines: [{ name: 'Conseil', quantity: '1', price: '10' }],
});
const AT = '2026-10-05T08:00:00Z';
type Drawing = (document: PDFKit.PDFDocument) => void;

/** A PDF as a user's program would print it, with its fonts inside unless told otherwise. */
function printed(draw: Drawing, options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  const document = new PdfKit({ font: fontOf('regular') as unknown as string, ...options });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  draw(document);
  return new Promise((resolve) => {
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.end();
  });
}

const text: Drawing = (document) => void document.text('Facture FA1');
const embed = (pdf: Uint8Array, profile?: string) =>
  facturxWriter.write(INVOICE, { format: 'facturx', at: AT, pdf, ...(profile ? { profile } : {}) });

/** The same PDF with something done to its objects. */
async function changed(change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(await printed(text), { updateMetadata: false });
  change(document);
  return document.save();
}
const named = (document: PDFDocument, key: string, value: object): void =>
  document.catalog.set(PDFName.of(key), document.context.obj(value as Parameters<typeof document.context.obj>[0]));

describe('an invoice put into a PDF of the user', () => {
  const source = printed(text, { info: { Title: 'Ma facture <n°1>' } });
  const written = source.then((pdf) => embed(pdf));
  const opened = written.then(({ bytes }) => PDFDocument.load(bytes, { updateMetadata: false }));

  it('is read back, without a problem, and shows the page it had', async () => {
    const { bytes, problems } = await written;
    expect(problems).toEqual([]);
    expect(await facturxReader.read(bytes, {})).toMatchObject({ invoice: INVOICE, profile: 'en16931', problems: [] });
    expect((await opened).getPageCount()).toBe(1);
  });

  it('has the metadata, output intent, identifier and relation that PDF/A-3b and Factur-X want', async () => {
    const { catalog, context } = await opened;
    const xmp = Buffer.from((catalog.lookup(PDFName.of('Metadata')) as PDFRawStream).contents).toString('utf8');
    expect(xmp).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>B</);
    expect(xmp).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
    expect(xmp).toContain('Ma facture &lt;n°1&gt;');
    expect(catalog.has(PDFName.of('OutputIntents'))).toBe(true);
    expect(context.trailerInfo.ID).toBeDefined();
    expect(context.trailerInfo.Info).toBeUndefined();
    const files = context.enumerateIndirectObjects().map(([, object]) => object);
    const relations = files.flatMap((file) =>
      file instanceof PDFDict ? (file.lookup(PDFName.of('AFRelationship'))?.toString() ?? []) : [],
    );
    expect(relations).toEqual(['/Alternative']);
  });

  it('is data, not an alternative, in a profile that carries a part of it', async () => {
    const { bytes } = await embed(await source, 'minimum');
    const { context } = await PDFDocument.load(bytes);
    const found = context
      .enumerateIndirectObjects()
      .some(([, file]) => file instanceof PDFDict && file.get(PDFName.of('AFRelationship')) === PDFName.of('Data'));
    expect(found).toBe(true);
  });

  it('is the same bytes for the same PDF, invoice and instant', async () => {
    expect(Buffer.compare((await embed(await source)).bytes, (await written).bytes)).toBe(0);
  });
});

describe('a PDF that cannot become PDF/A-3b is refused with the reason', () => {
  const reasons = async (pdf: Promise<Uint8Array>): Promise<string> =>
    (await embed(await pdf)).problems.map(({ severity, message }) => `${severity} ${message}`).join('\n');
  const script = { S: 'JavaScript', JS: PDFString.of('app.alert(1)') };

  it.each<[string, () => Promise<Uint8Array>, RegExp]>([
    ['a font that is not embedded', () => printed(text, { font: 'Helvetica' }), /6\.2\.11\.4\).*Helvetica/],
    [
      'colours of print',
      () => printed((page) => void page.fillColor([10, 20, 30, 40]).text('x')),
      /6\.2\.4\.3\).*CMYK/,
    ],
    ['JavaScript', () => changed((pdf) => named(pdf, 'OpenAction', script)), /6\.5\.1\).*JavaScript/],
    [
      'an action that starts programs',
      () => changed((pdf) => named(pdf, 'OpenAction', { S: 'Launch' })),
      /6\.5\.1\).*"Launch"/,
    ],
    ['actions of its own', () => changed((pdf) => named(pdf, 'AA', {})), /6\.5\.2\)/],
    ['an XFA form', () => changed((pdf) => named(pdf, 'AcroForm', { XFA: PDFString.of('') })), /6\.4\.2\).*XFA/],
    [
      'compression with LZW',
      () =>
        changed((pdf) => {
          const stream = pdf.context.stream('x', { Filter: 'LZWDecode' });
          pdf.catalog.set(PDFName.of('X'), pdf.context.register(stream));
        }),
      /6\.1\.7\.2\).*LZW/,
    ],
    [
      'content of another file',
      () =>
        changed((pdf) => {
          const stream = pdf.context.stream('x', { F: PDFString.of('other.bin') });
          pdf.catalog.set(PDFName.of('X'), pdf.context.register(stream));
        }),
      /6\.1\.7\.1\)/,
    ],
    [
      'an annotation that is not printed',
      () => changed((pdf) => named(pdf, 'X', { Subtype: 'Text', Rect: [0, 0, 9, 9] })),
      /6\.3\.2\)/,
    ],
  ])('%s', async (_what, pdf, reason) => {
    expect(await reasons(pdf())).toMatch(reason);
  });

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, RegExp]>([
    ['encrypted', () => printed(text, { userPassword: 'a', ownerPassword: 'b' }), /encrypted/],
    ['damaged', () => Buffer.from('%PDF-1.7 nothing'), /damaged|cannot be read/],
    ['no PDF at all', () => Buffer.from('Bonjour'), /damaged|cannot be read/],
    ['holding an invoice already', async () => (await embed(await printed(text))).bytes, /already holds an invoice/],
  ])('%s: nothing is written', async (_what, pdf, reason) => {
    await expect(embed(await pdf())).rejects.toThrow(reason);
  });
});
