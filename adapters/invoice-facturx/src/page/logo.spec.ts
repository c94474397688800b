import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { PDFDict } from '@cantoo/pdf-lib';
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { draftInvoice } from '@lettrage/einvoicing';
import { facturxWriter } from '../facturx.writer.js';

const INVOICE = draftInvoice({
  number: 'FA2026-000123',
  issueDate: '2026-10-05',
  dueDate: '2026-11-04',
  seller: { name: 'Atelier Rhône', siren: '732829320', address: { city: 'Lyon', countryCode: 'FR' } },
  buyer: { name: 'Boulangerie Martin', siren: '404833048', address: { city: 'Paris', countryCode: 'FR' } },
  lines: [{ name: 'Maintenance', quantity: '3', unit: 'HUR', price: '85.00' }],
});
const write = (logo?: Uint8Array): ReturnType<typeof facturxWriter.write> =>
  facturxWriter.write(INVOICE, { format: 'facturx', at: '2026-10-05T08:00:00Z', ...(logo && { logo }) });

/** A PNG of one colour, with transparency. */
function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 4, 0x80)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

async function imagesOf(bytes: Uint8Array): Promise<PDFDict[]> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  return document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [object.dict] : []))
    .filter((dict) => dict.get(PDFName.of('Subtype')) === PDFName.of('Image'));
}

describe('the logo of the seller', () => {
  it('stands in the PDF with its transparency, and the same logo gives the same bytes', async () => {
    const [first, again, without] = await Promise.all([write(png(300, 90)), write(png(300, 90)), write()]);
    expect(Buffer.compare(first.bytes, again.bytes)).toBe(0);
    const [drawn, plain] = await Promise.all([imagesOf(first.bytes), imagesOf(without.bytes)]);
    expect(drawn).toHaveLength(plain.length + 2);
    expect(drawn.some((dict) => dict.has(PDFName.of('SMask')))).toBe(true);
    expect(first.problems).toEqual(without.problems);
  });

  it('is refused where it is no image, has the colours of a press, or is too large', async () => {
    const press = Buffer.from('ffd8ffc00014080010001004011100021100031100041100ffd9', 'hex');
    await expect(write(Buffer.from('<svg/>'))).rejects.toThrow('it must be a PNG or a JPEG');
    await expect(write(press)).rejects.toThrow('CMYK');
    await expect(write(Buffer.alloc(1_000_001))).rejects.toThrow('1000001 bytes');
  });
});
