import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  checkInvoice,
  checkInvoiceXml,
  draftInvoice,
  lostTerms,
  readCii,
  readUbl,
  writeCii,
  writeUbl,
} from './index.js';
import { anyDraft } from './testing/arbitrary-draft.js';
import { EXAMPLE_DRAFT } from './testing/example.js';
import { loadSchema, schemaErrors } from './testing/xsd.js';

const XSD = fileURLToPath(new URL('../../../../shared/data/xsd/', import.meta.url));
const SCHEMAS = [
  `${XSD}factur-x/en16931/Factur-X_EN16931.xsd`,
  `${XSD}cii-d22b/CrossIndustryInvoice_100pD22B.xsd`,
].filter((path) => existsSync(path));

describe('any drafted invoice', () => {
  const schemas = SCHEMAS.map((path) => loadSchema(path, readFileSync(path)));

  it('passes all rules, is read back as it was, and its XML is accepted by the schemas', () => {
    fc.assert(
      fc.property(anyDraft, (given) => {
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

  const fatalOf = (xml: string) => checkInvoiceXml(xml).problems.filter((problem) => problem.severity === 'fatal');
  const ubl = ['Invoice', 'CreditNote']
    .map((name) => `${XSD}ubl-2.1/maindoc/UBL-${name}-2.1.xsd`)
    .filter((path) => existsSync(path))
    .map((path) => loadSchema(path, readFileSync(path)));

  it('is written as UBL that loses no term, passes all rules and is accepted by the schemas', () => {
    fc.assert(
      fc.property(anyDraft, (given) => {
        const invoice = draftInvoice(given);
        const { xml, problems } = writeUbl(invoice);
        const back = readUbl(xml);
        expect([...problems, ...back.problems]).toEqual([]);
        expect(lostTerms(invoice, back.invoice!, 'UBL')).toEqual([]);
        expect(fatalOf(xml)).toEqual([]);
        const schema = ubl[xml.includes('<CreditNote') || xml.includes(':CreditNote ') ? 1 : 0];
        if (schema) expect(schemaErrors(schema, xml)).toEqual([]);
        expect(fatalOf(writeCii(back.invoice!).xml)).toEqual([]);
      }),
      { numRuns: 60 },
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
