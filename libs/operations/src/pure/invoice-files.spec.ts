import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { defineAdapter } from '@lettrage/adapter-sdk';
import {
  draftInvoice,
  looksLikeUbl,
  readInvoic,
  readUbl,
  writeInvoic,
  writeUbl,
  type Invoice,
} from '@lettrage/einvoicing';
import { checkInvoices } from './check-invoices.js';
import { convertInvoices, type ConvertedInvoice, type ConvertRequest } from './convert-invoices.js';

const INVOICE = draftInvoice({
  number: 'FA1',
  issueDate: '2026-10-05',
  dueDate: '2026-11-04',
  seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
  buyer: { name: 'Acheteur', siren: '404833048', address: { countryCode: 'FR' } },
  lines: [{ name: 'Conseil', quantity: '1', price: '10' }],
});
const { invoiceIssueDate: _day, ...UNDATED } = INVOICE;

const ubl = defineAdapter({
  manifest: {
    id: 'invoice-ubl',
    title: 'UBL',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['invoiceDocumentReader', 'invoiceDocumentWriter'],
    licence: 'Apache-2.0',
  },
  create: () => ({
    invoiceDocumentReader: {
      sniff: (head) => (looksLikeUbl(Buffer.from(head).toString()) ? 1 : 0),
      read: async (bytes) => {
        const xml = Buffer.from(bytes).toString();
        return { ...readUbl(xml), xml };
      },
    },
    invoiceDocumentWriter: {
      write: async (invoice) => {
        const { xml, problems } = writeUbl(invoice as Invoice);
        return { bytes: Buffer.from(xml), problems };
      },
    },
  }),
});
const edifact = defineAdapter({
  manifest: { ...ubl.manifest, id: 'invoice-edifact', title: 'EDIFACT' },
  create: () => ({
    invoiceDocumentReader: { sniff: () => 0, read: async (bytes) => readInvoic(bytes) },
    invoiceDocumentWriter: { write: async (invoice, { at }) => writeInvoic(invoice as Invoice, { at }) },
  }),
});
const host = new AdapterHost({
  registry: new AdapterRegistry({
    builtIn: {
      'invoice-ubl': async () => ({ default: ubl }),
      'invoice-edifact': async () => ({ default: edifact }),
    },
  }),
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lettrage-invoices-'));
  await mkdir(join(folder, 'in'));
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'in', 'a.xml'), writeUbl(INVOICE).xml);
  await writeFile(join(folder, 'in', 'b.json'), JSON.stringify(UNDATED));
  await writeFile(join(folder, 'in', 'c.txt'), 'bonjour');
});
/** The lossy invoice, converted. */
async function convertedFrom(how: Partial<ConvertRequest>): Promise<ConvertedInvoice[]> {
  const found: ConvertedInvoice[] = [];
  const request = { to: 'ubl', out: join(folder, 'out', 'lossy'), force: true, ...how };
  for await (const one of convertInvoices(host, [join(folder, 'lossy.xml')], request)) found.push(one);
  return found;
}
afterAll(() => rm(folder, { recursive: true, force: true }));

async function converted(changes: Partial<ConvertRequest> = {}): Promise<ConvertedInvoice[]> {
  const all: ConvertedInvoice[] = [];
  const request = { to: 'ubl', out: join(folder, 'out'), ...changes };
  for await (const one of convertInvoices(host, [join(folder, 'in')], request)) all.push(one);
  return all;
}

describe('converting', () => {
  it('takes the files of a folder in order; what is fatal is not written, the others are', async () => {
    const [first, second, third] = await converted();
    expect(first).toMatchObject({ path: join(folder, 'out', 'a.xml'), problems: [] });
    expect(Buffer.from(first!.bytes!).toString()).toBe(writeUbl(INVOICE).xml);
    expect(second!.bytes).toBeUndefined();
    expect(second!.problems.map(({ rule }) => rule)).toContain('BR-03');
    expect(third!.bytes).toBeUndefined();
    expect(third!.problems).toEqual([expect.objectContaining({ severity: 'fatal' })]);
  });

  it('writes what is fatal when forced, and says so in the name', async () => {
    const [first, second] = await converted({ force: true });
    expect(first!.forced).toBeUndefined();
    expect(second).toMatchObject({ forced: true, path: join(folder, 'out', 'b.forced.xml') });
  });

  it('tells each loss once, with what was lost', async () => {
    const given = {
      ...INVOICE,
      tenderOrLotReference: 'LOT1',
      paymentTerms: 'à 30  jours',
      lines: [{ ...INVOICE.lines![0]!, period: { endDate: '2026-10-31' } }],
    };
    await writeFile(join(folder, 'lossy.xml'), writeUbl(given).xml);
    const [converted] = await convertedFrom({ to: 'edifact' });
    const lost = converted!.problems.map(({ rule, location }) => `${rule} ${location ?? ''}`);
    expect(lost.filter((one) => /LOT|tender|BT-17|BT-20|paymentTerms|BT-135|endDate/.test(one)).sort()).toEqual([
      'edifact-not-written /BG-25[1]/BT-135',
      'edifact-not-written /BT-20',
      'term-lost /tenderOrLotReference',
    ]);
  });

  it('takes a PDF for one invoice in Factur-X alone', async () => {
    await expect(convertedFrom({ to: 'ubl', pdf: 'page.pdf' })).rejects.toMatchObject({ code: 'pdf-not-used' });
    const both = convertInvoices(host, [join(folder, 'in')], { to: 'facturx', pdf: 'page.pdf', out: folder });
    await expect(both.next()).rejects.toMatchObject({ code: 'pdf-for-one' });
  });

  it('refuses a syntax it does not know, and several files without a folder', async () => {
    await expect(converted({ to: 'pdf' })).rejects.toThrow(/cannot be written/);
    await expect(converted({ out: join(folder, 'one.xml') })).rejects.toThrow(/need an existing folder/);
  });
});

describe('checking', () => {
  it('gives one verdict per file in order and never throws on a bad one', async () => {
    const files = ['in/a.xml', 'in/c.txt', 'nowhere.xml', 'in/b.json'].map((name) => join(folder, name));
    const result = { invalid: 0 };
    const verdicts = [];
    for await (const verdict of checkInvoices(host, files, ['en16931'], result)) verdicts.push(verdict.valid);
    expect(verdicts).toEqual([true, false, false, false]);
    expect(result.invalid).toBe(3);
  });

  it('refuses rules it does not know', async () => {
    const verdicts = checkInvoices(host, [], ['peppol'], { invalid: 0 });
    await expect(verdicts.next()).rejects.toThrow(/peppol/);
  });
});
