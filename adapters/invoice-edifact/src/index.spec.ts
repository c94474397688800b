import { expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import { draftInvoice, type Invoice } from '@lettrage/einvoicing';
import adapter from './index.js';

/** What EDIFACT carries of an invoice: not the frame, the VAT point code and the electronic addresses. */
function carried(invoice: unknown): unknown {
  const { valueAddedTaxPointDateCode: _point, processControl: _process, seller, buyer, ...rest } = invoice as Invoice;
  const { electronicAddress: _of, ...sellerRest } = seller ?? {};
  const { electronicAddress: _to, ...buyerRest } = buyer ?? {};
  return { ...rest, seller: sellerRest, buyer: buyerRest };
}

it('keeps the promises of the adapter contract', async () => {
  const invoice = draftInvoice({
    number: 'FA1',
    issueDate: '2026-10-05',
    dueDate: '2026-11-04',
    seller: { name: "L'Atelier + Fils", siren: '732829320', address: { countryCode: 'FR' } },
    buyer: { name: 'Acheteur', siren: '404833048', address: { countryCode: 'FR' } },
    lines: [{ name: 'Conseil', quantity: '1', price: '10' }],
    payment: { iban: 'FR7630006000011234567890189' },
    notes: [{ subjectCode: 'PMT', note: 'Indemnité de 40 euros.' }],
  });
  const options = { format: 'edifact', at: '2026-10-05T08:00:00Z' } as const;
  const documents = (['d96a', 'd01b'] as const).map((profile) => ({ ...options, profile, invoice }));
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    invoiceDocuments: { documents, carried },
  });
  expect(broken).toEqual([]);
});

it('refuses a directory it does not write', async () => {
  const members = await adapter.create({}, {} as never);
  const write = members.invoiceDocumentWriter!.write(
    {},
    { format: 'edifact', profile: 'd93a', at: '2026-10-05T08:00:00Z' },
  );
  await expect(write).rejects.toThrow('d96a or d01b');
});
