import { describe, expect, it } from '@jest/globals';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
  decodePDFRawStream,
} from '@cantoo/pdf-lib';
import { draftInvoice, readCii, type InvoiceDraft } from '@lettrage/einvoicing';
import { facturxReader } from './facturx.reader.js';
import { facturxWriter } from './facturx.writer.js';

const DRAFT: InvoiceDraft = {
  number: 'FA2026-000123',
  issueDate: '2026-10-05',
  dueDate: '2026-11-04',
  seller: {
    name: 'Atelier & Fils <Rhône> SARL',
    siren: '732829320',
    address: { addressLine1: '12 quai Saint-Vincent', postCode: '69001', city: 'Lyon', countryCode: 'FR' },
  },
  buyer: {
    name: 'Boulangerie Martin',
    siren: '404833048',
    address: { postCode: '75005', city: 'Paris', countryCode: 'FR' },
  },
  lines: [{ name: 'Maintenance', quantity: '3', unit: 'HUR', price: '85.00' }],
  payment: { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' },
};
const OPTIONS = { format: 'facturx', at: '2026-10-05T08:00:00.123Z', lang: 'fr' } as const;

const written = facturxWriter.write(draftInvoice(DRAFT), OPTIONS);
const opened = written.then(({ bytes }) => PDFDocument.load(bytes, { updateMetadata: false }));
const textOf = (stream: unknown): string =>
  new TextDecoder().decode(decodePDFRawStream(stream as PDFRawStream).decode());

describe('the PDF', () => {
  it('is version 1.7, not encrypted, with an identifier in the trailer', async () => {
    const { bytes } = await written;
    const document = await opened;
    expect(Buffer.from(bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7');
    expect(document.isEncrypted).toBe(false);
    expect(document.context.trailerInfo.ID).toBeInstanceOf(PDFArray);
  });

  it('attaches factur-x.xml in the name tree and as associated file, as alternative, with its date', async () => {
    const { catalog } = await opened;
    const names = catalog
      .lookup(PDFName.of('Names'), PDFDict)
      .lookup(PDFName.of('EmbeddedFiles'), PDFDict)
      .lookup(PDFName.of('Names'), PDFArray);
    const associated = catalog.lookup(PDFName.of('AF'), PDFArray);
    expect(names.size()).toBe(2);
    expect(associated.size()).toBe(1);
    expect(names.get(1).toString()).toBe(associated.get(0).toString());
    const file = associated.lookup(0, PDFDict);
    expect(file.lookup(PDFName.of('AFRelationship'), PDFName).decodeText()).toBe('Alternative');
    for (const key of ['F', 'UF'])
      expect(file.lookup(PDFName.of(key), PDFString, PDFHexString).decodeText()).toBe('factur-x.xml');
    const stream = file.lookup(PDFName.of('EF'), PDFDict).lookup(PDFName.of('F')) as PDFRawStream;
    expect(stream.dict.lookup(PDFName.of('Subtype'), PDFName).decodeText()).toBe('text/xml');
    const modified = stream.dict.lookup(PDFName.of('Params'), PDFDict).lookup(PDFName.of('ModDate'), PDFString);
    expect(modified.decodeText()).toBe('D:20261005080000Z');
    expect(readCii(textOf(stream)).invoice?.invoiceNumber).toBe('FA2026-000123');
  });

  it('says in its metadata PDF/A-3b and the Factur-X profile, described once, with names escaped', async () => {
    const { catalog } = await opened;
    const xmp = textOf(catalog.lookup(PDFName.of('Metadata')));
    expect(xmp).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>B</);
    expect(xmp.match(/<pdfaExtension:schemas>/g)).toHaveLength(1);
    expect(xmp).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
    expect(xmp).toContain('<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>');
    expect(xmp).toContain('Atelier &amp; Fils &lt;Rhône&gt; SARL');
    expect(xmp).toContain('<xmp:ModifyDate>2026-10-05T08:00:00Z</xmp:ModifyDate>');
  });

  it('has an output intent with its colour profile', async () => {
    const { catalog } = await opened;
    const intent = catalog.lookup(PDFName.of('OutputIntents'), PDFArray).lookup(0, PDFDict);
    expect(intent.lookup(PDFName.of('DestOutputProfile'))).toBeInstanceOf(PDFRawStream);
  });

  it('embeds every font it uses', async () => {
    const document = await opened;
    const descriptors = document.context
      .enumerateIndirectObjects()
      .map(([, object]) => object)
      .filter(
        (object): object is PDFDict =>
          object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('FontDescriptor'),
      );
    expect(descriptors.length).toBeGreaterThanOrEqual(2);
    for (const descriptor of descriptors)
      expect(descriptor.lookup(PDFName.of('FontFile2'))).toBeInstanceOf(PDFRawStream);
    const simple = document.context
      .enumerateIndirectObjects()
      .filter(([, object]) => object instanceof PDFDict && object.get(PDFName.of('Subtype')) === PDFName.of('Type1'));
    expect(simple).toEqual([]);
  });

  it('is the same bytes for the same invoice and instant, and others for another', async () => {
    const again = await facturxWriter.write(draftInvoice(DRAFT), OPTIONS);
    expect(Buffer.compare(again.bytes, (await written).bytes)).toBe(0);
    const other = await facturxWriter.write(draftInvoice({ ...DRAFT, number: 'FA2026-000124' }), OPTIONS);
    expect(Buffer.compare(other.bytes, again.bytes)).not.toBe(0);
  });

  it('breaks a long invoice into pages', async () => {
    const lines = Array.from({ length: 80 }, (_, index) => ({
      name: `Article ${index + 1}`,
      description: 'Une description',
      quantity: '1',
      price: '1.00',
    }));
    const { bytes } = await facturxWriter.write(draftInvoice({ ...DRAFT, lines }), { ...OPTIONS, lang: 'en' });
    expect((await PDFDocument.load(bytes)).getPageCount()).toBeGreaterThan(2);
  });

  it('reports a character the font does not have and keeps it in the XML', async () => {
    const { bytes, problems } = await facturxWriter.write(
      draftInvoice({ ...DRAFT, lines: [{ name: '商品 🥖', quantity: '1', price: '1' }] }),
      OPTIONS,
    );
    expect(problems.map((problem) => problem.rule)).toEqual(['facturx-glyph', 'facturx-glyph', 'facturx-glyph']);
    const { invoice } = await facturxReader.read(bytes, {});
    expect(invoice?.lines?.[0]?.itemInformation?.name).toBe('商品 🥖');
  });
});

describe('options', () => {
  it('refuses a profile it does not write, naming those it does', async () => {
    await expect(facturxWriter.write(draftInvoice(DRAFT), { ...OPTIONS, profile: 'comfort' })).rejects.toThrow(
      /minimum, basicwl, basic, en16931, extended/,
    );
  });

  it('says when it replaces the specification identifier', async () => {
    const invoice = { ...draftInvoice(DRAFT), processControl: { specificationIdentifier: 'urn:other' } };
    expect((await facturxWriter.write(invoice, OPTIONS)).problems).toEqual([
      expect.objectContaining({ rule: 'facturx-profile', location: '/BT-24' }),
    ]);
  });
});
