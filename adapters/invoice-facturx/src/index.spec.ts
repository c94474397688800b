import { expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import { draftInvoice } from '@lettrage/einvoicing';
import adapter from './index.js';

it('keeps the promises of the adapter contract', async () => {
  const invoice = draftInvoice({
    number: 'FA1',
    issueDate: '2026-10-05',
    dueDate: '2026-11-04',
    seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
    buyer: { name: 'Acheteur', siren: '404833048', address: { countryCode: 'FR' } },
    lines: [{ name: 'Conseil', quantity: '1', price: '10' }],
    payment: { iban: 'FR7630006000011234567890189' },
  });
  const options = { format: 'facturx', at: '2026-10-05T08:00:00Z' } as const;
  const documents = (['fr', 'en'] as const).map((lang) => ({ ...options, lang, invoice }));
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    invoiceDocuments: { documents },
  });
  expect(broken).toEqual([]);
});
