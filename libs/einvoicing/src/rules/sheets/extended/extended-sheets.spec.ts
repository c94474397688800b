import { describe, expect, it } from '@jest/globals';
import { writeCii } from '../../../cii/cii.codec.js';
import { checkInvoiceXml } from '../../../documents/check-invoice-xml.js';
import type { Invoice } from '../../../model/index.js';
import { exampleInvoice } from '../../../testing/example.js';
import { changed } from '../../../testing/rich-invoice.js';
import { writeUbl } from '../../../ubl/ubl.codec.js';
import { CII_EXTENDED } from './cii-extended.rules.js';
import { UBL_EXTENDED } from './ubl-extended.rules.js';

const CTC = 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr';
const base = changed(exampleInvoice(), 'processControl.specificationIdentifier', CTC);
const WRITE = { cii: writeCii, ubl: writeUbl } as const;
type Syntax = keyof typeof WRITE;

/** Fatal rules of EXTENDED that are broken, without what tells the syntaxes apart. */
const broken = (syntax: Syntax, invoice: Invoice): string[] =>
  checkInvoiceXml(WRITE[syntax](invoice).xml, { lang: 'en' })
    .problems.filter(({ severity, rule }) => severity === 'fatal' && !rule.startsWith('BR-FR-'))
    .map(({ rule }) => rule.replace(/^BR-(FR|FX)EXT-/, '').replace(/^BR-(?=2\d)/, ''));

const total = (term: string, cents: number): Invoice => {
  const path = `documentTotals.${term}`;
  const before = (base.documentTotals as Record<string, string>)[term]!;
  const minor = BigInt(before.replace('.', '')) + BigInt(cents);
  return changed(base, path, `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`);
};

describe.each<Syntax>(['cii', 'ubl'])('EXTENDED-CTC-FR in %s', (syntax) => {
  it('an invoice that keeps the rules breaks none', () => {
    expect(broken(syntax, base)).toEqual([]);
  });

  it('a cent per line is let pass in a sum, a cent more is not', () => {
    expect(base.lines).toHaveLength(2);
    expect(broken(syntax, total('sumOfInvoiceLineNetAmount', 2))).toEqual([]);
    expect(broken(syntax, total('sumOfInvoiceLineNetAmount', 3))).toEqual(['CO-10']);
    expect(broken(syntax, total('invoiceTotalAmountWithVat', 3))).toContain('CO-15');
  });

  it('a base of the breakdown that is not that of its lines', () => {
    expect(broken(syntax, changed(base, 'vatBreakdown.0.vatCategoryTaxableAmount', '250.00'))).toContain('S-08');
  });

  it('a line that groups others adds nothing, and its amount is theirs', () => {
    const [first, second] = base.lines!;
    const group = (netAmount: string): Invoice => ({
      ...base,
      lines: [
        { ...first!, identifier: 'G', lineSubtypeCode: 'GROUP', netAmount },
        { ...first!, lineSubtypeCode: 'DETAIL', parentLineIdentifier: 'G' },
        { ...second!, lineSubtypeCode: 'DETAIL' },
      ],
    });
    expect(broken(syntax, group(first!.netAmount!))).toEqual([]);
    expect(broken(syntax, group('1.00'))).toContain('08');
    expect(broken(syntax, changed(group(first!.netAmount!), 'lines.1.parentLineIdentifier', 'H'))).toContain('11');
  });

  it('a negative price is let pass, a line without price is not', () => {
    const priced = (price?: string): string[] =>
      broken(syntax, changed(base, 'lines.0.priceDetails.itemNetPrice', price)).filter(
        (rule) => !rule.startsWith('CO'),
      );
    expect(priced('-1.00')).not.toContain('27');
    expect(priced().map((rule) => rule.replace('BR-', ''))).toContain('26');
  });
});

it('every rule of EXTENDED says what it wants, in both languages', () => {
  for (const { id, text } of [...CII_EXTENDED, ...UBL_EXTENDED].flatMap(({ rules }) => rules)) {
    expect([id, Boolean(text?.en && text.fr)]).toEqual([id, true]);
  }
});
