import { describe, expect, it } from '@jest/globals';
import { writeCii } from '../../../cii/cii.codec.js';
import { checkInvoiceXml } from '../../../documents/check-invoice-xml.js';
import { exampleInvoice } from '../../../testing/example.js';
import { richInvoice } from '../../../testing/rich-invoice.js';
import { writeUbl } from '../../../ubl/ubl.codec.js';
import { CTC_FR_PACK } from '../../ctc-fr/ctc-fr.pack.js';
import { FRENCH_SHEETS } from './index.js';

const XML = { cii: writeCii(exampleInvoice()).xml, ubl: writeUbl(exampleInvoice()).xml } as const;
type Syntax = keyof typeof XML;

const judged = (xml: string): string[] =>
  checkInvoiceXml(xml, { rules: ['ctc-fr'] })
    .problems.filter(({ severity }) => severity === 'fatal')
    .map(({ rule, location }) => `${rule} ${location?.split('/').at(-1)}`);

const edited = (syntax: Syntax, from: RegExp, to: string): string => {
  const xml = XML[syntax].replace(from, to);
  expect(xml).not.toBe(XML[syntax]);
  return xml;
};

describe('French rules look at elements: one that is there but empty is not one that is absent', () => {
  it.each<[string, Syntax, RegExp, string, string[]]>([
    ['an empty number', 'cii', /(<rsm:ExchangedDocument>\s*<ram:ID>)[^<]*/, '$1', ['BR-FR-02 ram:ID']],
    ['an empty number', 'ubl', /(<cbc:ID>)[^<]*/, '$1', ['BR-FR-01 cbc:ID', 'BR-FR-02 cbc:ID']],
    ['a number between blanks', 'cii', /(<rsm:ExchangedDocument>\s*<ram:ID>)([^<]*)/, '$1 $2 ', ['BR-FR-02 ram:ID']],
    [
      'an empty rate',
      'ubl',
      /<cbc:Percent>[^<]*/,
      '<cbc:Percent>',
      ['BR-FR-16 cac:TaxCategory', 'BR-FR-DEC-04 cbc:Percent'],
    ],
    [
      'an empty rate, which CII lets pass as a rate but not as a number',
      'cii',
      /(<ram:ApplicableHeaderTradeSettlement>[\s\S]*<ram:RateApplicablePercent>)[^<]*/,
      '$1',
      ['BR-FR-DEC-04 ram:RateApplicablePercent'],
    ],
    [
      'an empty due date',
      'ubl',
      /<cbc:DueDate>[^<]*/,
      '<cbc:DueDate>',
      ['BR-FR-03 cbc:DueDate', 'BR-FR-CO-07 Invoice'],
    ],
    [
      'a category without code',
      'cii',
      /(<ram:SpecifiedLineTradeSettlement>[\s\S]*?)<ram:CategoryCode>[^<]*<\/ram:CategoryCode>/,
      '$1',
      ['BR-FR-15 ram:ApplicableTradeTax'],
    ],
    [
      'a SIREN without scheme',
      'cii',
      /(<ram:SpecifiedLegalOrganization>\s*<ram:ID) schemeID="0002"/,
      '$1',
      ['BR-FR-09 ram:SellerTradeParty', 'BR-FR-10 rsm:CrossIndustryInvoice'],
    ],
    [
      'an empty total',
      'cii',
      /<ram:GrandTotalAmount>[^<]*/,
      '<ram:GrandTotalAmount>',
      ['BR-FR-DEC-01 ram:GrandTotalAmount'],
    ],
    ['an empty currency', 'ubl', /(<cbc:DocumentCurrencyCode>)[^<]*/, '$1', ['BR-FR-CO-12 Invoice']],
    [
      'a day of the 30th of February',
      'ubl',
      /(<cbc:IssueDate>\d{4})-\d\d-\d\d/,
      '$1-02-30',
      ['ubl-date cbc:IssueDate', 'BR-FR-03 cbc:IssueDate'],
    ],
  ])('%s in %s', (_what, syntax, from, to, expected) => {
    expect(judged(edited(syntax, from, to))).toEqual(expected);
  });

  it.each<Syntax>(['cii', 'ubl'])('an invoice that keeps the rules breaks none in %s', (syntax) => {
    expect(judged(XML[syntax])).toEqual([]);
  });

  it('the message shows what is written, in the language asked for', () => {
    const xml = edited('cii', /<ram:GrandTotalAmount>[^<]*/, '<ram:GrandTotalAmount>12,50');
    const [problem] = checkInvoiceXml(xml, { rules: ['ctc-fr'], lang: 'fr' }).problems.filter(
      ({ rule }) => rule === 'BR-FR-DEC-01',
    );
    expect(problem?.message).toBe('Un montant a au plus 19 chiffres dont 2 décimales. [12,50]');
  });

  it('a note in UBL that names B2CINT is refused, as its sheet has it, and let pass in CII', () => {
    const treated = (xml: string): string => xml.replace(/(BAR#|<ram:Content>)B2B(?=<)/, '$1B2CINT');
    expect(judged(treated(XML.ubl))).toEqual(['BR-FR-20 Invoice']);
    expect(judged(treated(XML.cii))).toEqual([]);
  });
});

describe('the sheets hold every French rule', () => {
  it.each<Syntax>(['cii', 'ubl'])('in %s', (syntax) => {
    const judgedRules = new Set(FRENCH_SHEETS[syntax].flatMap(({ rules }) => rules.map(({ id }) => id)));
    // The sheet for UBL asks for names of attributes (27) where there are none.
    const expected = new Set(
      CTC_FR_PACK.rules.map(({ id }) => id).filter((id) => syntax === 'cii' || id !== 'BR-FR-27'),
    );
    expect([...expected].filter((id) => !judgedRules.has(id))).toEqual([]);
    expect([...judgedRules].filter((id) => !expected.has(id))).toEqual([]);
  });

  it('and say each in words, whatever is broken', () => {
    const bare = '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>';
    for (const { rule, message } of checkInvoiceXml(bare, { rules: ['ctc-fr'] }).problems)
      expect(message).not.toBe(rule);
    expect(
      judged(
        writeCii(richInvoice()).xml.replace(
          /<ram:SpecifiedLegalOrganization>[\s\S]*?<\/ram:SpecifiedLegalOrganization>/,
          '',
        ),
      ),
    ).toContain('BR-FR-10 rsm:CrossIndustryInvoice');
  });
});
