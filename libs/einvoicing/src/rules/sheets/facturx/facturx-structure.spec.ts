import { describe, expect, it } from '@jest/globals';
import { writeCii } from '../../../cii/cii.codec.js';
import { checkInvoiceXml } from '../../../documents/check-invoice-xml.js';
import { exampleInvoice } from '../../../testing/example.js';
import { parseXml } from '../../../xml/xml-tree.js';
import { SheetDocument } from '../sheet-document.js';
import { facturxStructure, type FacturxSchema } from './facturx-structure.js';

const XML = writeCii(exampleInvoice()).xml;
const broken = (xml: string, profile: FacturxSchema): string[] =>
  facturxStructure(new SheetDocument(parseXml(xml).root!), profile, 'en').map(
    ({ rule, location }) => `${rule} ${location!.split('/').at(-1)}`,
  );
const edited = (from: RegExp, to: string): string => {
  const xml = XML.replace(from, to);
  expect(xml).not.toBe(XML);
  return xml;
};

describe('a Factur-X document keeps to the schema of its profile', () => {
  it('an invoice of the core fits EN 16931 and EXTENDED', () => {
    expect(broken(XML, 'en16931')).toEqual([]);
    expect(broken(XML, 'extended')).toEqual([]);
  });

  it('MINIMUM has no lines, notes or breakdown; BASIC WL no lines', () => {
    expect(broken(XML, 'minimum')).toEqual(
      expect.arrayContaining([
        expect.stringContaining('facturx-element ram:IncludedNote'),
        expect.stringContaining('facturx-element ram:IncludedSupplyChainTradeLineItem'),
        'facturx-element ram:PostcodeCode',
      ]),
    );
    expect(broken(XML, 'basicwl').filter((one) => one.includes('IncludedNote'))).toEqual([]);
    expect(broken(XML, 'basicwl')).toContainEqual(expect.stringContaining('ram:IncludedSupplyChainTradeLineItem'));
  });

  it.each<[string, RegExp, string, string]>([
    ['an element twice', /(<ram:InvoiceCurrencyCode>[^<]*<\/ram:InvoiceCurrencyCode>)/, '$1$1', 'FX-SCH-A-000038 '],
    ['a missing element', /<ram:DuePayableAmount>[^<]*<\/ram:DuePayableAmount>/, '', 'FX-SCH-A-000044 '],
    ['a party without name', /(<ram:BuyerTradeParty>[\s\S]*?)<ram:Name>[^<]*<\/ram:Name>/, '$1', 'FX-SCH-A-000030 '],
    [
      'elements out of order',
      /(<ram:LineTotalAmount>[^<]*<\/ram:LineTotalAmount>)(\s*<ram:TaxBasisTotalAmount[^>]*>[^<]*<\/ram:TaxBasisTotalAmount>)/,
      '$2$1',
      'facturx-order ram:LineTotalAmount',
    ],
    ['an identifier without scheme', /(<ram:URIID) schemeID="0225"/, '$1', 'FX-SCH-A-'],
    ['an attribute nobody knows', /<ram:GrandTotalAmount/, '<ram:GrandTotalAmount unitCode="C62"', 'facturx-attribute'],
    ['an amount with a comma', /(<ram:GrandTotalAmount[^>]*>)[^<]*/, '$112,50', 'facturx-value ram:GrandTotalAmount'],
    [
      'a day in no element',
      /<ram:IssueDateTime>[\s\S]*?<\/ram:IssueDateTime>/,
      '<ram:IssueDateTime/>',
      'facturx-element',
    ],
  ])('%s is told, once', (_what, from, to, rule) => {
    const found = broken(edited(from, to), 'en16931');
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(rule);
  });

  it('one that says EN 16931 is held to it inside a PDF; any other CII may say so', () => {
    const swapped = edited(/(\s*<ram:TypeCode>380<\/ram:TypeCode>)([\s\S]*?<\/ram:IssueDateTime>)/, '$2$1');
    const fatal = (xml: string, isFacturx: boolean): string[] =>
      checkInvoiceXml(xml, { isFacturx })
        .problems.filter(({ severity }) => severity === 'fatal')
        .map(({ rule }) => rule);
    expect(fatal(swapped, true)).toEqual(['facturx-order']);
    expect(fatal(swapped, false)).toEqual([]);
    expect(fatal(XML, true)).toEqual([]);
    const german = swapped.replace('en16931:2017', 'en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0');
    expect(fatal(german, true)).toEqual([]);
  });

  it.each<[string, string, RegExp, string, string]>([
    [
      'a day of another form',
      'basicwl',
      /(<ram:OccurrenceDateTime>\s*<udt:DateTimeString format=")102/,
      '$1203',
      '000022',
    ],
    [
      'a second VAT number of the seller',
      'minimum',
      /(<ram:SpecifiedTaxRegistration>[\s\S]*?<\/ram:SpecifiedTaxRegistration>)/,
      '$1$1',
      '000033',
    ],
    ['a second VAT total', 'minimum', /(<ram:TaxTotalAmount[\s\S]*?<\/ram:TaxTotalAmount>)/, '$1$1', '000042'],
    [
      'a transfer without account',
      'basic',
      /<ram:PayeePartyCreditorFinancialAccount>[\s\S]*?<\/ram:PayeePartyCreditorFinancialAccount>/,
      '',
      'BR-61',
    ],
    [
      'IGIC that is not base × rate',
      'basic',
      /(<ram:CategoryCode>)S([\s\S]*?<ram:RateApplicablePercent>)20/g,
      '$1L$27',
      'BR-CO-17',
    ],
  ])('the sheets of the profiles refuse %s too (%s)', (_what, profile, from, to, rule) => {
    const promise =
      profile === 'basic'
        ? 'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic'
        : `urn:factur-x.eu:1p0:${profile}`;
    const told = (xml: string): boolean =>
      checkInvoiceXml(xml.replace('urn:cen.eu:en16931:2017', promise)).problems.some((one) => one.rule.includes(rule));
    expect(told(edited(from, to))).toBe(true);
    expect(told(XML)).toBe(false);
  });

  it('the profile of the document (BT-24) decides; in French the remedy too', () => {
    const xml = edited(/urn:cen\.eu:en16931:2017/, 'urn:factur-x.eu:1p0:minimum');
    const told = checkInvoiceXml(xml, { lang: 'fr' }).problems.filter(({ rule }) => rule === 'facturx-element');
    expect(told[0]?.message).toMatch(/profil MINIMUM : retirez-le, ou indiquez un profil \(BT-24\)/);
    expect(checkInvoiceXml(XML).problems.filter(({ severity }) => severity === 'fatal')).toEqual([]);
  });
});
