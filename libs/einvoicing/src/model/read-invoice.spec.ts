import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readCii, writeCii } from '../cii/cii.codec.js';
import { richInvoice } from '../testing/rich-invoice.js';
import { INVOICE_SHAPE, type Shape } from './invoice-shape.js';
import { readInvoice } from './read-invoice.js';

describe('reading plain data as an invoice', () => {
  it('takes back what was printed as JSON', () => {
    const invoice = richInvoice();
    expect(readInvoice(JSON.parse(JSON.stringify(invoice)))).toEqual({ invoice, problems: [] });
  });

  it('knows every term the CII reader can produce', () => {
    expect(readInvoice(readCii(writeCii(richInvoice()).xml).invoice).problems).toEqual([]);
  });

  it.each([
    ['a JSON number', { documentTotals: { amountDueForPayment: 1.1 } }, '/documentTotals/amountDueForPayment'],
    ['null', { invoiceNumber: null }, '/invoiceNumber'],
    ['a misspelt key', { lines: [{}, { netamount: '1.00' }] }, '/lines/1/netamount'],
    ['an object for a list', { lines: {} }, '/lines'],
    ['a text for an object', { seller: 'ACME' }, '/seller'],
    ['a list for the whole', [], '/'],
    ['a key of Object itself', { constructor: 'x' }, '/constructor'],
  ])('%s is a problem with its path and no invoice', (_name, data, location) => {
    const read = readInvoice(data);
    expect(read.invoice).toBeUndefined();
    expect(read.problems).toEqual([expect.objectContaining({ severity: 'fatal', rule: 'invoice-shape', location })]);
  });
});

it('the shape names exactly the terms the model declares', () => {
  const sources = ['invoice.ts', 'invoice-line.ts', 'party.ts'].map((file) =>
    readFileSync(new URL(file, import.meta.url), 'utf8'),
  );
  const declared = new Set(
    sources.flatMap((text) => [...text.matchAll(/^ {2}readonly (\w+)\??:/gm)].map((match) => match[1])),
  );
  const named = new Set<string>();
  const collect = (shape: Shape): void => {
    if (shape === 'text') return;
    if ('list' in shape) return collect(shape.list);
    for (const [key, inner] of Object.entries(shape.keys)) {
      named.add(key);
      collect(inner);
    }
  };
  collect(INVOICE_SHAPE);
  expect([...named].sort()).toEqual([...declared].sort());
});
