import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  checkInvoice,
  draftInvoice,
  readCii,
  writeCii,
  type AllowanceOrCharge,
  type DraftLine,
  type InvoiceDraft,
} from './index.js';
import { EXAMPLE_DRAFT } from './testing/example.js';
import { loadSchema, schemaErrors } from './testing/xsd.js';

const XSD = fileURLToPath(new URL('../../../../shared/data/xsd/', import.meta.url));
const SCHEMAS = [
  `${XSD}factur-x/en16931/Factur-X_EN16931.xsd`,
  `${XSD}cii-d22b/CrossIndustryInvoice_100pD22B.xsd`,
].filter((path) => existsSync(path));

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
const draft: fc.Arbitrary<InvoiceDraft> = fc
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

describe('any drafted invoice', () => {
  const schemas = SCHEMAS.map((path) => loadSchema(path, readFileSync(path)));

  it('passes all rules, is read back as it was, and its XML is accepted by the schemas', () => {
    fc.assert(
      fc.property(draft, (given) => {
        const invoice = draftInvoice(given);
        expect(checkInvoice(invoice).filter((problem) => problem.severity !== 'warning')).toEqual([]);
        const { xml, problems } = writeCii(invoice);
        expect(problems).toEqual([]);
        for (const schema of schemas) expect(schemaErrors(schema, xml)).toEqual([]);
        expect(readCii(xml)).toEqual({ invoice: pruned(invoice), problems: [] });
      }),
      { numRuns: 100 },
    );
  });

  it('is refused by the schema when a term stands in the wrong place', () => {
    const { xml } = writeCii(draftInvoice(EXAMPLE_DRAFT));
    const swapped = xml.replace(/(\s*<ram:TypeCode>380<\/ram:TypeCode>)([\s\S]*?<\/ram:IssueDateTime>)/, '$2$1');
    for (const schema of schemas) expect(schemaErrors(schema, swapped)).not.toEqual([]);
  });
});

/** Empty lists have no place in XML. */
function pruned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(pruned) as T;
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([, inner]) => !(Array.isArray(inner) && inner.length === 0));
  return Object.fromEntries(kept.map(([key, inner]) => [key, pruned(inner)])) as T;
}
