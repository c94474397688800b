import { describe, expect, it } from '@jest/globals';
import { lostTerms, readCii, readInvoic, readUbl, writeCii, writeInvoic, writeUbl, type Invoice } from './index.js';
import { completeInvoice, pathsOf } from './testing/complete-invoice.js';

const COMPLETE = completeInvoice();

/** Terms a line shares its types with, but does not have: the VAT of the line is that of its allowances. */
const NOT_OF_A_LINE = /^\/lines\/0\/((allowances|charges)\/0\/vat|deliveryInformation\/invoicingPeriod)/;

const lost = (back: Invoice | undefined, where: string): string[] =>
  lostTerms(COMPLETE, back ?? {}, where)
    .map(({ location }) => location!)
    .filter((location) => !NOT_OF_A_LINE.test(location));

/** What a term is nothing without, of the groups it stands in. */
const COMPANIONS = ['value', 'note', 'reference', 'amount', 'paymentMeansTypeCode', 'itemNetPrice', 'vatCategoryCode'];

/** An invoice with one term and its companions alone. */
function only(path: string): Invoice {
  const pick = (value: unknown, steps: readonly string[]): unknown => {
    const [step, ...rest] = steps;
    if (step === undefined) return value;
    const all = value as Record<string, unknown>;
    const companions = COMPANIONS.filter((key) => typeof all[key] === 'string').map((key) => [key, all[key]]);
    const inner = pick(all[step], rest);
    return Array.isArray(value) ? [inner] : { ...Object.fromEntries(companions), [step]: inner };
  };
  return pick(COMPLETE, path.split('.')) as Invoice;
}

describe('an invoice with every term of the model', () => {
  it('comes back from CII whole, but for a first instalment that differs from the terms of the invoice', () => {
    const first = ['/paymentInstalments/0/dueDate', '/paymentInstalments/0/terms'];
    expect(lost(readCii(writeCii(COMPLETE).xml).invoice, 'CII')).toEqual(first);
  });

  it('comes back from UBL but for what UBL 2.1 has no place for, and for terms beside those of an instalment', () => {
    expect(lost(readUbl(writeUbl(COMPLETE).xml).invoice, 'UBL')).toEqual([
      '/paymentTerms',
      '/lines/0/lineStatusCode',
      '/lines/0/noteSubjectCode',
      '/lines/0/amountWithVat',
    ]);
  });

  it.each(['d96a', 'd01b'] as const)('has each term come back from INVOIC %s or named by its writer', (profile) => {
    const write = (invoice: Invoice) => writeInvoic(invoice, { profile, at: '2026-10-05T08:00:00Z', charset: 'UNOW' });
    const silent = pathsOf(COMPLETE).filter((path) => {
      const given = only(path);
      const { bytes, problems } = write(given);
      const location = `/${path.replaceAll('.', '/')}`;
      const back = readInvoic(bytes).invoice ?? {};
      const isLost = lostTerms(given, back, 'EDIFACT').some((problem) => problem.location === location);
      return isLost && !NOT_OF_A_LINE.test(location) && problems.length === 0;
    });
    expect(silent).toEqual([]);
  });
});
