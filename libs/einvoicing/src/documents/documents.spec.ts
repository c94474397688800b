import { describe, expect, it } from '@jest/globals';
import { writeCii } from '../cii/cii.codec.js';
import { exampleInvoice } from '../testing/example.js';
import { richInvoice } from '../testing/rich-invoice.js';
import { writeUbl } from '../ubl/ubl.codec.js';
import { checkInvoiceXml } from './check-invoice-xml.js';
import { readInvoiceXml } from './read-document.js';

const EXTENDED = 'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended';
const fatal = (xml: string, rules?: readonly string[]): string[] =>
  checkInvoiceXml(xml, rules ? { rules } : {})
    .problems.filter((problem) => problem.severity === 'fatal')
    .map((problem) => problem.rule);

const ZUGFERD_1 = `<rsm:CrossIndustryDocument
  xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
  <rsm:SpecifiedExchangedDocumentContext>
    <ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:comfort</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:SpecifiedExchangedDocumentContext>
  <rsm:HeaderExchangedDocument>
    <ram:ID>RE1</ram:ID><ram:Name>RECHNUNG</ram:Name><ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20130305</udt:DateTimeString></ram:IssueDateTime>
  </rsm:HeaderExchangedDocument>
  <rsm:SpecifiedSupplyChainTradeTransaction>
    <ram:ApplicableSupplyChainTradeAgreement><ram:SellerTradeParty><ram:Name>Lieferant</ram:Name></ram:SellerTradeParty></ram:ApplicableSupplyChainTradeAgreement>
    <ram:ApplicableSupplyChainTradeSettlement>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementMonetarySummation><ram:GrandTotalAmount currencyID="EUR">119.00</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementMonetarySummation>
    </ram:ApplicableSupplyChainTradeSettlement>
  </rsm:SpecifiedSupplyChainTradeTransaction>
</rsm:CrossIndustryDocument>`;

describe('reading any XML invoice', () => {
  it('tells the syntax', () => {
    expect(readInvoiceXml(writeCii(richInvoice()).xml)).toMatchObject({ syntax: 'cii', invoice: richInvoice() });
    expect(readInvoiceXml(writeUbl(richInvoice()).xml)).toMatchObject({ syntax: 'ubl', invoice: richInvoice() });
  });

  it('reads ZUGFeRD 1', () => {
    const { invoice } = readInvoiceXml(ZUGFERD_1);
    expect(invoice).toMatchObject({
      invoiceNumber: 'RE1',
      invoiceIssueDate: '2013-03-05',
      seller: { name: 'Lieferant' },
      documentTotals: { invoiceTotalAmountWithVat: '119.00' },
    });
  });

  it.each(['', '{', '<a', '<a/>', '<!DOCTYPE a><a/>', '\u0000'])('never throws: %j', (text) => {
    const { problems } = checkInvoiceXml(text);
    expect(problems.filter((problem) => problem.severity === 'fatal').length).toBeGreaterThan(0);
  });
});

describe('a text that is no day or no number', () => {
  const broken = (from: RegExp, to: string): string[] =>
    fatal(writeCii(exampleInvoice()).xml.replace(from, to), ['ctc-fr']);

  it.each([
    [
      'a day that does not exist',
      /(<ram:IssueDateTime>\s*<udt:DateTimeString format="102">)\d+/,
      '$120260231',
      'BR-FR-03',
    ],
    ['an amount', /<ram:GrandTotalAmount>[^<]*/, '<ram:GrandTotalAmount>12,50', 'BR-FR-DEC-01'],
    ['a price', /<ram:ChargeAmount>[^<]*/, '<ram:ChargeAmount>free', 'BR-FR-DEC-03'],
    ['a rate', /<ram:RateApplicablePercent>[^<]*/, '<ram:RateApplicablePercent>20 %', 'BR-FR-DEC-04'],
  ])('%s breaks the French rule on its form too', (_what, from, to, rule) => {
    expect(broken(from, to)).toContain(rule);
  });
});

describe('the profile decides what is asked', () => {
  const { lines: _lines, ...withoutLines } = exampleInvoice();
  const inProfile = (specificationIdentifier: string, invoice = withoutLines): string =>
    writeCii({ ...invoice, processControl: { ...invoice.processControl, specificationIdentifier } }).xml;

  it('lines are not asked of BASIC WL, unless the rules are named', () => {
    const xml = inProfile('urn:factur-x.eu:1p0:basicwl');
    expect(fatal(xml)).not.toContain('BR-16');
    expect(fatal(xml, ['en16931'])).toContain('BR-16');
    expect(fatal(inProfile('urn:cen.eu:en16931:2017'))).toContain('BR-16');
  });

  it('EXTENDED: a cent per amount is let pass, two are not; grouping lines add nothing', () => {
    const base = exampleInvoice();
    const off = (amount: string) =>
      inProfile(EXTENDED, { ...base, documentTotals: { ...base.documentTotals, sumOfInvoiceLineNetAmount: amount } });
    expect(base.documentTotals?.sumOfInvoiceLineNetAmount).toBe('294.81');
    expect(fatal(off('294.83'))).toEqual([]);
    expect(fatal(off('294.84'))).toEqual(['BR-FXEXT-CO-10']);
    const { netAmount: _amount, ...groupLine } = base.lines![0]!;
    const grouped = {
      ...base,
      lines: [{ ...groupLine, identifier: 'G', lineSubtypeCode: 'GROUP' }, ...base.lines!],
    };
    expect(fatal(inProfile(EXTENDED, grouped))).toEqual([]);
    expect(fatal(inProfile('urn:cen.eu:en16931:2017', grouped))).toContain('BR-24');
  });

  it('an amount due without terms of payment is refused in EXTENDED and warned of in the core', () => {
    const { paymentDueDate: _due, paymentTerms: _terms, ...invoice } = exampleInvoice();
    const severities = ['urn:cen.eu:en16931:2017', EXTENDED].map(
      (profile) =>
        checkInvoiceXml(inProfile(profile, invoice)).problems.find(({ rule }) => rule === 'BR-CO-25')?.severity,
    );
    expect(severities).toEqual(['warning', 'fatal']);
  });

  it('a part of an invoice says that it is one', () => {
    const part = '<cac:Price xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"/>';
    expect(checkInvoiceXml(part).problems).toEqual([
      expect.objectContaining({ rule: 'invoice-part', severity: 'warning' }),
    ]);
  });
});
