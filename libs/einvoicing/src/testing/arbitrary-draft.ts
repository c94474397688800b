import fc from 'fast-check';
import type { DraftLine, InvoiceDraft } from '../draft/draft-types.js';
import type { AllowanceOrCharge } from '../model/index.js';
import { EXAMPLE_DRAFT } from './example.js';

const cents = (max: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max }).map((n) => `${Math.trunc(n / 100)}.${String(n % 100).padStart(2, '0')}`);
const rate = fc.constantFrom('20.00', '10.00', '5.50', '2.10', '8.50');
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((value) => value.replace(/\p{C}/gu, '').trim() || 'x');
const entry = fc.record({ amount: cents(5_00), reason: text }) satisfies fc.Arbitrary<AllowanceOrCharge>;
const documentEntry = fc.record({
  amount: cents(5_00),
  reason: text,
  vatRate: rate,
  vatCategoryCode: fc.constant('S'),
});
const price = fc
  .integer({ min: 0, max: 99_999_999 })
  .map((n) => `${Math.trunc(n / 10_000)}.${String(n % 10_000).padStart(4, '0')}`);
const line: fc.Arbitrary<DraftLine> = fc.record(
  {
    name: text,
    quantity: fc
      .integer({ min: -1000, max: 100_000 })
      .map((n) => `${n < 0 ? '-' : ''}${Math.trunc(Math.abs(n) / 10)}.${Math.abs(n) % 10}`),
    price,
    vatRate: rate,
    description: text,
    baseQuantity: fc.constantFrom('1', '3', '100'),
    allowances: fc.array(entry, { maxLength: 2 }),
    charges: fc.array(entry, { maxLength: 2 }),
  },
  { requiredKeys: ['name', 'quantity', 'price', 'vatRate'] },
);
const one: fc.Arbitrary<InvoiceDraft> = fc
  .record(
    {
      lines: fc.array(line, { minLength: 1, maxLength: 8 }),
      documentAllowances: fc.array(documentEntry, { maxLength: 2 }),
      documentCharges: fc.array(documentEntry, { maxLength: 2 }),
      prepaid: cents(50_00),
      rounding: fc.constantFrom('-0.02', '0.01'),
      operation: fc.constantFrom('goods', 'services', 'mixed'),
      vatOnDebits: fc.boolean(),
      deposits: fc.constant([{ number: 'AC2026-1', date: '2026-09-01', amount: '10.00' }]),
    },
    { requiredKeys: ['lines'] },
  )
  .map((changes) => ({ ...EXAMPLE_DRAFT, ...changes }));

/** What an invoice can be besides an ordinary one: type, frame and what they ask for. */
const kinds: fc.Arbitrary<Partial<InvoiceDraft>> = fc.constantFrom<Partial<InvoiceDraft>>(
  {},
  {},
  { typeCode: '381', precedingInvoices: [{ number: 'FA2026-1', date: '2026-09-01' }] },
  { typeCode: '384', precedingInvoices: [{ number: 'FA2026-1', date: '2026-09-01' }] },
  { typeCode: '386' },
  { typeCode: '389' },
  { typeCode: '393' },
);

/** Any French invoice between two companies: one to eight lines of several rates, allowances, charges, deposits. */
export const anyDraft: fc.Arbitrary<InvoiceDraft> = fc.tuple(one, kinds).map(([draft, kind]) => {
  // A final invoice after deposits has a frame of its own, which goes with an ordinary invoice.
  const { deposits: _deposits, ...withoutDeposits } = draft;
  return kind.typeCode === undefined ? draft : { ...withoutDeposits, ...kind };
});
