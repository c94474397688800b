/**
 * `npm run bench:einvoicing`: speed of checking, writing and reading invoices on one core, and what the check and the
 * schemas say of 1,000 generated French invoices. Ends with 1 if a limit is missed. `--invoices N` generates fewer.
 */
import { facturxWriter } from '../../../adapters/invoice-facturx/src/facturx.writer.js';
import { checkInvoiceXml, draftInvoice, readUbl, writeCii, writeUbl, type Invoice } from '@lettrage/einvoicing';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { anyDraft } from '../../../libs/einvoicing/src/testing/arbitrary-draft.js';
import { EXAMPLE_DRAFT } from '../../../libs/einvoicing/src/testing/example.js';
import { loadSchema, schemaErrors } from '../../../libs/einvoicing/src/testing/xsd.js';
import { machine } from '../report.js';

/** A figure with what is asked of it. */
interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  readonly atLeast?: boolean;
}

const { values } = parseArgs({ options: { invoices: { type: 'string', default: '1000' } } });
const COUNT = Number(values.invoices);
const SCHEMAS = fileURLToPath(new URL('../../../../shared/data/xsd/', import.meta.url));

/** An invoice of so many lines in four rates. */
function invoiceOf(lines: number): Invoice {
  const rates = ['20.00', '10.00', '5.50', '2.10'];
  return draftInvoice({
    ...EXAMPLE_DRAFT,
    lines: Array.from({ length: lines }, (_, index) => ({
      name: `Article ${index + 1}`,
      quantity: '3',
      price: `${(index % 97) + 1}.25`,
      vatRate: rates[index % rates.length]!,
    })),
  });
}

/** Milliseconds of processor a run takes: the median of several, after some to warm up; other programs do not count. */
function median(work: () => unknown, runs: number): number {
  for (let run = 0; run < Math.min(runs, 50); run++) work();
  const times = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
}

const ALL = { rules: ['en16931', 'ctc-fr', 'plausibility'] } as const;

function speeds(): Measure[] {
  const five = invoiceOf(5);
  const [cii5, ubl5] = [writeCii(five).xml, writeUbl(five).xml];
  const thousand = invoiceOf(1000);
  const [cii1000, ubl1000] = [writeCii(thousand).xml, writeUbl(thousand).xml];
  const ubl10000 = writeUbl(invoiceOf(10_000)).xml;
  const ms = (what: string, limit: number, runs: number, work: () => unknown): Measure => ({
    what,
    value: median(work, runs),
    unit: 'ms',
    limit,
  });
  return [
    ms('Check of 5 lines, CII', 3, 500, () => checkInvoiceXml(cii5, ALL)),
    ms('Check of 5 lines, UBL', 3, 500, () => checkInvoiceXml(ubl5, ALL)),
    ms('Check of 1,000 lines, CII', 100, 15, () => checkInvoiceXml(cii1000, ALL)),
    ms('Check of 1,000 lines, UBL', 100, 15, () => checkInvoiceXml(ubl1000, ALL)),
    ms('Writing CII, 5 lines', 1, 500, () => writeCii(five)),
    ms('Writing UBL, 5 lines', 1, 500, () => writeUbl(five)),
    ms('Reading UBL, 10,000 lines', 1000, 5, () => readUbl(ubl10000)),
  ];
}

async function facturxSpeed(): Promise<Measure> {
  const invoice = invoiceOf(5);
  const options = { format: 'facturx', at: '2026-10-05T08:00:00Z' } as const;
  for (let run = 0; run < 10; run++) await facturxWriter.write(invoice, options);
  const runs = 100;
  const start = process.cpuUsage();
  for (let run = 0; run < runs; run++) await facturxWriter.write(invoice, options);
  const { user, system } = process.cpuUsage(start);
  const value = runs / ((user + system) / 1_000_000);
  return { what: 'Factur-X with rendered page, 5 lines', value, unit: '/s per core', limit: 25, atLeast: true };
}

/** Generated invoices, each written in both syntaxes, checked by all rules and by the schemas. */
function verdicts(): Measure[] {
  const schema = (path: string) => (existsSync(path) ? loadSchema(path, readFileSync(path)) : undefined);
  const cii = schema(`${SCHEMAS}cii-d22b/CrossIndustryInvoice_100pD22B.xsd`);
  const ubl = {
    invoice: schema(`${SCHEMAS}ubl-2.1/maindoc/UBL-Invoice-2.1.xsd`),
    creditNote: schema(`${SCHEMAS}ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd`),
  };
  if (!cii || !ubl.invoice || !ubl.creditNote) console.log(`(no schemas in ${SCHEMAS}: rules alone)`);
  let [fatal, refused] = [0, 0];
  for (const draft of fc.sample(anyDraft, { numRuns: COUNT, seed: 20261005 })) {
    const invoice = draftInvoice(draft);
    const [first, second] = [writeCii(invoice).xml, writeUbl(invoice).xml];
    for (const xml of [first, second])
      fatal += checkInvoiceXml(xml, ALL).problems.filter((problem) => problem.severity === 'fatal').length;
    const bySyntax = /<(\w+:)?CreditNote[\s>]/.test(second) ? ubl.creditNote : ubl.invoice;
    if (cii) refused += schemaErrors(cii, first).length;
    if (bySyntax) refused += schemaErrors(bySyntax, second).length;
  }
  const of = `of ${COUNT.toLocaleString('en')} generated invoices in CII and UBL`;
  return [
    { what: `Fatal problems ${of}`, value: fatal, unit: '', limit: 0 },
    { what: `Schema errors ${of}`, value: refused, unit: '', limit: 0 },
  ];
}

function isMet({ value, limit, atLeast }: Measure): boolean {
  return atLeast ? value >= limit : value <= limit;
}

console.log(machine());
const measures = [...speeds(), await facturxSpeed(), ...verdicts()];
for (const measure of measures) {
  const { what, value, unit, limit, atLeast } = measure;
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(2);
  console.log(
    `${isMet(measure) ? 'ok    ' : 'MISSED'}  ${what}: ${shown} ${unit} (${atLeast ? '≥' : '≤'} ${limit})`.replace(
      '  (',
      ' (',
    ),
  );
}
process.exitCode = measures.every(isMet) ? 0 : 1;
