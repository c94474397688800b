import { describe, expect, it } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import { draftInvoice, writeCii, type Invoice } from '@lettrage/einvoicing';
import { facturxReader } from './facturx.reader.js';
import { facturxWriter } from './facturx.writer.js';

const INVOICE: Invoice = draftInvoice({
  number: 'FA1',
  issueDate: '2026-10-05',
  seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
  buyer: { name: 'Acheteur', siren: '404833048', address: { countryCode: 'FR' } },
  lines: [{ name: 'Conseil', quantity: '1', price: '10' }],
});
const XML = Buffer.from(writeCii(INVOICE).xml);
const OTHER = Buffer.from(writeCii({ ...INVOICE, invoiceNumber: 'FA2' }).xml);

async function pdfWith(files: Record<string, Uint8Array>): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  for (const [name, bytes] of Object.entries(files)) await document.attach(bytes, name, { mimeType: 'text/xml' });
  return document.save();
}

const rulesOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await facturxReader.read(bytes, {})).problems.map((problem) => problem.rule);

describe('reading', () => {
  it('returns what the writer was given', async () => {
    const { bytes } = await facturxWriter.write(INVOICE, { format: 'facturx', at: '2026-10-05T08:00:00Z' });
    const read = await facturxReader.read(bytes, {});
    expect(read).toMatchObject({ invoice: INVOICE, profile: 'en16931', problems: [] });
    expect(read.xml).toContain('<rsm:CrossIndustryInvoice');
  });

  it.each(['factur-x.xml', 'ZUGFeRD-invoice.xml', 'zugferd-invoice.xml', 'xrechnung.xml'])(
    'finds the invoice attached as %s',
    async (name) => {
      const read = await facturxReader.read(await pdfWith({ [name]: XML, 'annexe.txt': Buffer.from('x') }), {});
      expect(read.invoice).toEqual(INVOICE);
      expect(read.problems).toEqual([]);
      expect(read.isFacturx).toBe(name === 'factur-x.xml');
    },
  );

  it('takes a lone invoice of another name with a warning', async () => {
    const read = await facturxReader.read(await pdfWith({ 'invoice.xml': XML }), {});
    expect(read.invoice).toEqual(INVOICE);
    expect(read.problems).toEqual([expect.objectContaining({ severity: 'warning', rule: 'facturx-xml-name' })]);
  });

  it('reads a bare CII document', async () => {
    const { invoice, isFacturx } = await facturxReader.read(XML, {});
    expect([invoice, isFacturx]).toEqual([INVOICE, undefined]);
  });

  it('warns when the metadata name another profile than the XML', async () => {
    const specification = 'urn:factur-x.eu:1p0:basicwl';
    const document = await PDFDocument.create();
    document.addPage();
    await document.attach(
      Buffer.from(writeCii({ ...INVOICE, processControl: { specificationIdentifier: specification } }).xml),
      'factur-x.xml',
    );
    const xmp = document.context.stream('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
    document.catalog.set((await import('@cantoo/pdf-lib')).PDFName.of('Metadata'), document.context.register(xmp));
    const read = await facturxReader.read(await document.save(), {});
    expect(read.profile).toBe('basicwl');
    expect(read.problems).toEqual([expect.objectContaining({ severity: 'warning', rule: 'facturx-xmp-profile' })]);
  });
});

describe('documents that cannot be read give a problem, never an exception', () => {
  it('a PDF without attachments', async () => expect(await rulesOf(await pdfWith({}))).toEqual(['facturx-no-xml']));
  it('a PDF with two different invoices', async () => {
    const read = await facturxReader.read(await pdfWith({ 'factur-x.xml': XML, 'xrechnung.xml': OTHER }), {});
    expect(read.invoice).toBeUndefined();
    expect(read.problems).toEqual([expect.objectContaining({ severity: 'fatal', rule: 'facturx-several-xml' })]);
  });
  it('a PDF whose XML is damaged', async () =>
    expect(await rulesOf(await pdfWith({ 'factur-x.xml': XML.subarray(0, 400) }))).toEqual(['xml']));
  it('an encrypted PDF', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    document.encrypt({ userPassword: 'secret', ownerPassword: 'secret' });
    expect(await rulesOf(await document.save())).toEqual(['facturx-encrypted']);
  });
  it('a truncated PDF', async () => {
    const { bytes } = await facturxWriter.write(INVOICE, { format: 'facturx', at: '2026-10-05T08:00:00Z' });
    for (const share of [0.1, 0.5, 0.9]) {
      const read = await facturxReader.read(bytes.subarray(0, Math.floor(bytes.length * share)), {});
      expect(read.problems.length).toBeGreaterThan(0);
    }
  });
  it('a text that is neither', async () => expect(await rulesOf(Buffer.from('Bonjour'))).toEqual(['xml']));
  it('an empty file', async () => expect(await rulesOf(new Uint8Array(0))).toEqual(['xml']));
});

describe('sniffing', () => {
  it.each([
    ['a PDF', Buffer.from('%PDF-1.7\n'), 0.9],
    ['a Cross Industry Invoice', XML, 0.95],
    ['another XML', Buffer.from('<Document/>'), 0],
    ['nothing', new Uint8Array(0), 0],
  ])('%s', (_name, head, sure) => expect(facturxReader.sniff(head)).toBe(sure));
});
