import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkInvoice, readCii, writeCii } from './index.js';
import { loadSchema, schemaErrors } from './testing/xsd.js';

// Published examples and schemas lie beside the checkout where they are at hand; nothing else needs them.
const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const SCHEMA = `${DATA}xsd/cii-d22b/CrossIndustryInvoice_100pD22B.xsd`;
const EXAMPLES = existsSync(`${DATA}einvoice/cii`) ? readdirSync(`${DATA}einvoice/cii`) : ['(not at hand)'];
const described = existsSync(SCHEMA) ? describe : describe.skip;

described('published CII examples', () => {
  const schema = existsSync(SCHEMA) ? loadSchema(SCHEMA, readFileSync(SCHEMA)) : undefined;

  it.each(EXAMPLES)('%s is read, and written back without loss as the schema wants it', (name) => {
    const read = readCii(readFileSync(`${DATA}einvoice/cii/${name}`, 'utf8'));
    expect(read.problems.filter((problem) => problem.severity !== 'warning')).toEqual([]);
    expect(checkInvoice(read.invoice!, { rules: ['en16931'] })).toEqual([]);
    const written = writeCii(read.invoice!);
    expect(schemaErrors(schema!, written.xml)).toEqual([]);
    const again = readCii(written.xml);
    expect(again.invoice).toEqual(read.invoice);
    expect(again.problems).toEqual([]);
  });
});
