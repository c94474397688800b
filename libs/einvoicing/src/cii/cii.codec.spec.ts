import { describe, expect, it } from '@jest/globals';
import { readCii, writeCii } from './cii.codec.js';

const HEAD = `xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"`;
const totals = (inner: string, head = HEAD): string =>
  `<rsm:CrossIndustryInvoice ${head}><rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeSettlement>
  <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  ${inner}</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`;

describe('reading CII', () => {
  it('completes an amount to the decimals of the currency and never cuts it', () => {
    const read = readCii(
      totals('<ram:LineTotalAmount>100</ram:LineTotalAmount><ram:GrandTotalAmount>99.999</ram:GrandTotalAmount>'),
    );
    expect(read.invoice?.documentTotals).toEqual({
      sumOfInvoiceLineNetAmount: '100.00',
      invoiceTotalAmountWithVat: '99.999',
    });
  });

  it('tells the VAT totals apart by currency', () => {
    const text = totals(
      '<ram:TaxTotalAmount currencyID="EUR">2.1</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="SEK">20</ram:TaxTotalAmount>',
    ).replace('<ram:InvoiceCurrencyCode>', '<ram:TaxCurrencyCode>SEK</ram:TaxCurrencyCode><ram:InvoiceCurrencyCode>');
    expect(readCii(text).invoice?.documentTotals).toEqual({
      invoiceTotalVatAmount: '2.10',
      invoiceTotalVatAmountInAccountingCurrency: '20.00',
    });
  });

  it('accepts any prefixes', () => {
    const text = totals('<ram:LineTotalAmount>1</ram:LineTotalAmount>')
      .replaceAll('ram:', 'a:')
      .replaceAll('xmlns:ram', 'xmlns:a');
    expect(readCii(text).invoice?.documentTotals?.sumOfInvoiceLineNetAmount).toBe('1.00');
  });

  it('names an unreadable number with its XPath and leaves the term out', () => {
    const read = readCii(totals('<ram:LineTotalAmount>1,00</ram:LineTotalAmount>'));
    expect(read.invoice?.documentTotals).toBeUndefined();
    expect(read.problems).toEqual([
      expect.objectContaining({
        severity: 'fatal',
        rule: 'cii-number',
        location: expect.stringContaining('/ram:LineTotalAmount'),
      }),
    ]);
  });

  it('warns of an element it does not know, with its XPath', () => {
    const read = readCii(totals('<ram:InformationAmount>5</ram:InformationAmount>'));
    expect(read.problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        rule: 'cii-not-read',
        location: expect.stringMatching(/ram:InformationAmount$/),
      }),
    ]);
  });

  it.each([
    ['no XML at all', 'Facture 12', 'xml'],
    ['an empty text', '', 'xml'],
    ['a truncated document', totals('').slice(0, -30), 'xml'],
    ['another root', '<Invoice/>', 'cii-root'],
    ['the right root in a wrong namespace', '<CrossIndustryInvoice xmlns="urn:x"/>', 'cii-root'],
    ['a DOCTYPE', `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${totals('')}`, 'xml-doctype'],
    ['nesting made to exhaust us', `${'<a>'.repeat(40)}${'</a>'.repeat(40)}`, 'xml-depth'],
  ])('%s is one fatal problem with a line, not an exception', (_case, text, rule) => {
    const read = readCii(text);
    expect(read.invoice).toBeUndefined();
    expect(read.problems).toEqual([
      expect.objectContaining({ severity: 'fatal', rule, location: expect.stringMatching(/^line \d+$/) }),
    ]);
  });
});

describe('writing CII', () => {
  it('escapes what XML reserves and reports a control character it has to leave out', () => {
    const written = writeCii({ invoiceNumber: 'A', notes: [{ note: 'a < b & "c"\u0001 ]]>\r\nd' }] });
    expect(written.problems).toEqual([expect.objectContaining({ rule: 'xml-character' })]);
    expect(readCii(written.xml).invoice?.notes).toEqual([{ note: 'a < b & "c" ]]>\r\nd' }]);
  });
});
