import { expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import { draftInvoice } from '@lettrage/einvoicing';
import adapter from './index.js';

const invoice = draftInvoice({
  number: 'FA1',
  issueDate: '2026-10-05',
  dueDate: '2026-11-04',
  seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
  buyer: { name: 'Acheteur', siren: '404833048', address: { countryCode: 'FR' } },
  lines: [{ name: 'Conseil', quantity: '1', price: '10' }],
  payment: { iban: 'FR7630006000011234567890189' },
});

it('keeps the promises of the adapter contract', async () => {
  const options = { format: 'ubl', at: '2026-10-05T08:00:00Z' } as const;
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    invoiceDocuments: {
      documents: [
        { ...options, invoice },
        { ...options, invoice: { ...invoice, invoiceTypeCode: '381' } },
      ],
    },
  });
  expect(broken).toEqual([]);
});

it('tells what UBL cannot carry', async () => {
  const { invoiceDocumentWriter } = await adapter.create({}, undefined as never);
  const lines = invoice.lines!.map((line) => ({ ...line, lineStatusCode: '1', lineSubtypeCode: 'DETAIL' }));
  const { problems } = await invoiceDocumentWriter!.write(
    { ...invoice, lines },
    { format: 'ubl', at: '2026-10-05T08:00:00Z' },
  );
  expect(problems).toEqual([expect.objectContaining({ rule: 'term-lost', location: '/lines/0/lineStatusCode' })]);
});

it('refuses to write a format of others', async () => {
  const { invoiceDocumentWriter } = await adapter.create({}, undefined as never);
  await expect(invoiceDocumentWriter!.write(invoice, { format: 'pdf', at: '2026-10-05T08:00:00Z' })).rejects.toThrow(
    '"ubl", not "pdf"',
  );
});
