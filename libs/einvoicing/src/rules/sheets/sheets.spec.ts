import { describe, expect, it } from '@jest/globals';
import { writeCii } from '../../cii/cii.codec.js';
import type { Invoice } from '../../model/index.js';
import { changed, invoiceOfCategory, richInvoice } from '../../testing/rich-invoice.js';
import { CODES, DOCUMENT, FAMILIES, familyCases, LINES, TOTALS } from '../../testing/rule-cases.js';
import { writeUbl } from '../../ubl/ubl.codec.js';
import { parseXml } from '../../xml/xml-tree.js';
import { checkDocument, EN16931_SHEETS, type InvoiceSyntax } from './check-document.js';

const WRITE = { cii: writeCii, ubl: writeUbl } as const;

const judgedXml = (xml: string): string[] => checkDocument(parseXml(xml).root!).map((problem) => problem.rule);
const judged = (syntax: InvoiceSyntax, invoice: Invoice): string[] => judgedXml(WRITE[syntax](invoice).xml);
const idsOf = (syntax: InvoiceSyntax): ReadonlySet<string> =>
  new Set(EN16931_SHEETS[syntax].flatMap((group) => group.rules.map((rule) => rule.id)));

/** A change that breaks a rule where the model's own case cannot: the writer does not write it, or the sheet lets it pass. */
type Edit = readonly [syntax: InvoiceSyntax, rule: string, invoice: Invoice, from?: RegExp, to?: string];

const rich = (path: string, value?: unknown): Invoice => changed(richInvoice(), path, value);
/** With two lines of a category the sheet asks for no entry of the breakdown. */
const oneLineOf = (code: string): Invoice => {
  const { documentLevelAllowances: _a, documentLevelCharges: _c, ...invoice } = invoiceOfCategory(code);
  return { ...invoice, lines: invoice.lines!.slice(0, 1), vatBreakdown: [] };
};
const twoEntriesOfO = (): Invoice => {
  const invoice = invoiceOfCategory('O');
  return { ...invoice, vatBreakdown: [...invoice.vatBreakdown!, ...invoice.vatBreakdown!] };
};

const STANDARD = { vatCategoryCode: 'S', vatCategoryRate: '20' };
const ofO = (path: string, value: unknown): Invoice => changed(invoiceOfCategory('O'), path, value);
const withoutDelivery = (term: string): Invoice =>
  changed(
    // In UBL the code of the tax point stands in a period, which the sheet takes for one.
    changed(invoiceOfCategory('K'), 'valueAddedTaxPointDateCode', undefined),
    `deliveryInformation.${term}`,
    undefined,
  );

const EDITS: readonly Edit[] = [
  ['cii', 'BR-50', richInvoice(), /<ram:IBANID>.*<\/ram:IBANID>/, '<ram:IBANID/>'],
  ['cii', 'BR-61', richInvoice(), /<ram:IBANID>.*<\/ram:IBANID>/, '<ram:AccountName>x</ram:AccountName>'],
  ['cii', 'BR-S-01', oneLineOf('S')],
  ['cii', 'BR-AF-01', oneLineOf('L')],
  ['cii', 'BR-AG-01', oneLineOf('M')],
  ['cii', 'BR-O-01', twoEntriesOfO()],
  ['cii', 'BR-CL-06', richInvoice(), /(<ram:DueDateTypeCode>)\d+/, '$199'],
  ['cii', 'BR-CL-17', rich('documentLevelAllowances.0.vatCategoryCode', 'X')],
  // The sheet lets the VAT of an entry be off by 1.00.
  ['cii', 'BR-CO-17', rich('vatBreakdown.0.vatCategoryTaxAmount', '49.39')],
  [
    'cii',
    'BR-CO-19',
    richInvoice(),
    /(<ram:ApplicableHeaderTradeSettlement>[\s\S]*?<ram:BillingSpecifiedPeriod>)[\s\S]*?(<\/ram:BillingSpecifiedPeriod>)/,
    '$1$2',
  ],
  ['cii', 'BR-CO-20', richInvoice(), /(<ram:BillingSpecifiedPeriod>)[\s\S]*?(<\/ram:BillingSpecifiedPeriod>)/, '$1$2'],
  // It compares numbers: 2.000 has two decimals.
  ['cii', 'BR-DEC-13', rich('documentTotals.invoiceTotalVatAmount', '2.001')],
  [
    'cii',
    'BR-DEC-15',
    changed(
      rich('vatAccountingCurrencyCode', 'SEK'),
      'documentTotals.invoiceTotalVatAmountInAccountingCurrency',
      '2.001',
    ),
  ],
  ['ubl', 'BR-17', rich('payee.name')],
  ['ubl', 'BR-20', rich('sellerTaxRepresentative.postalAddress', { city: 'Paris' })],
  ['ubl', 'BR-49', richInvoice(), /<cbc:PaymentMeansCode[^>]*>.*<\/cbc:PaymentMeansCode>/, ''],
  ['ubl', 'BR-CO-19', richInvoice(), /(<cac:InvoicePeriod>)[\s\S]*?(<\/cac:InvoicePeriod>)/, '$1$2'],
  [
    'ubl',
    'BR-CO-20',
    richInvoice(),
    /(<cac:InvoiceLine>[\s\S]*?<cac:InvoicePeriod>)[\s\S]*?(<\/cac:InvoicePeriod>)/,
    '$1$2',
  ],
  ...(['cii', 'ubl'] as const).flatMap((syntax): Edit[] => [
    [syntax, 'BR-IC-11', withoutDelivery('actualDeliveryDate')],
    [syntax, 'BR-IC-12', withoutDelivery('deliverToAddress')],
    [
      syntax,
      'BR-O-11',
      ofO('vatBreakdown.1', { ...STANDARD, vatCategoryTaxableAmount: '0.00', vatCategoryTaxAmount: '0.00' }),
    ],
    [syntax, 'BR-O-12', ofO('lines.0.vatInformation', { invoicedItemVatCategoryCode: 'S', invoicedItemVatRate: '20' })],
    [syntax, 'BR-O-13', ofO('documentLevelAllowances.0.vatCategoryCode', 'S')],
    [syntax, 'BR-O-14', ofO('documentLevelCharges.0.vatCategoryCode', 'S')],
    [syntax, 'BR-B-01', rich('lines.0.vatInformation.invoicedItemVatCategoryCode', 'B')],
    [syntax, 'BR-B-02', rich('lines.0.vatInformation.invoicedItemVatCategoryCode', 'B')],
    [syntax, 'BR-CL-03', richInvoice(), /currencyID="EUR"/, 'currencyID="ZZZ"'],
  ]),
];
const isEdited = (syntax: InvoiceSyntax, rule: string): boolean =>
  EDITS.some(([one, edited]) => one === syntax && edited === rule);

describe.each(['cii', 'ubl'] as const)('the sheet of %s', (syntax) => {
  const known = idsOf(syntax);
  const sound = richInvoice();

  it('has nothing against the invoice the cases start from', () => expect(judged(syntax, sound)).toEqual([]));

  const cases = [...DOCUMENT, ...LINES, ...TOTALS, ...CODES]
    .filter(([rule]) => known.has(rule) && !isEdited(syntax, rule))
    .map(([rule, path, value]) => ({ rule, path, value }));
  it.each(cases)('$rule: $path', ({ rule, path, value }) => {
    expect(judged(syntax, changed(sound, path, value))).toContain(rule);
  });

  it.each(FAMILIES)('family %s: an invoice of category %s is sound', (_prefix, code) => {
    expect(judged(syntax, invoiceOfCategory(code))).toEqual([]);
  });
  const families = FAMILIES.flatMap(([prefix, code]) => familyCases(prefix, code)).filter(
    ([rule]) => known.has(rule) && !isEdited(syntax, rule),
  );
  it.each(families)('%s is broken', (rule, invoice) => expect(judged(syntax, invoice)).toContain(rule));

  // As objects: Jest hands a callback to a test that takes more arguments than its row has.
  const edits = EDITS.filter(([one]) => one === syntax).map(([, rule, invoice, from, to]) => ({
    rule,
    invoice,
    from,
    to,
  }));
  it.each(edits)('$rule is broken as written', ({ rule, invoice, from, to }) => {
    const { xml } = WRITE[syntax](invoice);
    expect(judgedXml(from ? xml.replace(from, to!) : xml)).toContain(rule);
  });

  it('judges every core rule in a case', () => {
    const covered = new Set([
      ...cases.map(({ rule }) => rule),
      ...families.map(([rule]) => rule),
      ...EDITS.filter(([one]) => one === syntax).map(([, rule]) => rule),
    ]);
    const missing = [...known].filter((rule) => /^BR-/.test(rule) && !covered.has(rule)).sort();
    expect(missing).toEqual([]);
  });
});

describe('syntax rules', () => {
  it('one problem per element that breaks the rule, located by its XPath', () => {
    const nameless = changed(rich('lines.0.itemInformation.name'), 'lines.1.itemInformation.name', undefined);
    const problems = checkDocument(parseXml(writeCii(nameless).xml).root!).filter(({ rule }) => rule === 'BR-25');
    expect(problems.map((problem) => problem.location)).toEqual(
      [1, 2].map((line) => expect.stringContaining(`ram:IncludedSupplyChainTradeLineItem[${line}]`)),
    );
  });

  it('elements outside the core are told: warnings for most', () => {
    const cii = writeCii(richInvoice()).xml.replace(/(<rsm:ExchangedDocument>)/, '$1<ram:Name>Facture</ram:Name>');
    expect(checkDocument(parseXml(cii).root!)).toEqual([
      expect.objectContaining({ rule: expect.stringMatching(/^CII-SR-/), severity: 'warning' }),
    ]);
    const ubl = writeUbl(richInvoice()).xml.replace(/(<cbc:ID>)/, '<cbc:UUID>1</cbc:UUID>$1');
    expect(checkDocument(parseXml(ubl).root!)).toEqual([
      expect.objectContaining({ rule: expect.stringMatching(/^UBL-CR-/), severity: 'warning' }),
    ]);
  });

  it('a part of an invoice is judged as far as the rules concern it', () => {
    const part = writeUbl(richInvoice()).xml.match(/<cac:InvoiceLine>[\s\S]*?<\/cac:InvoiceLine>/)![0];
    const spaces =
      'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';
    const line = part.replace('<cac:InvoiceLine>', `<cac:InvoiceLine ${spaces}>`);
    expect(judgedXml(line)).toEqual([]);
    expect(judgedXml(line.replace(/<cbc:ID>[^<]*<\/cbc:ID>/, '<cbc:ID/>'))).toContain('BR-21');
  });
});

describe('the lists of the sheets are not those of the standards in every code', () => {
  const written = (syntax: InvoiceSyntax, from: RegExp, to: string): string[] => {
    const xml = WRITE[syntax](richInvoice()).xml;
    const edited = xml.replace(from, to);
    expect(edited).not.toBe(xml);
    return judgedXml(edited).filter((rule) => /^BR-(CL|CO-09)/.test(rule));
  };

  it.each<[string, InvoiceSyntax, RegExp, string, string[]]>([
    ['type 81 may be an Invoice', 'ubl', /(<cbc:InvoiceTypeCode>)\d+/, '$181', []],
    ['the address schemes 0219 and 0220 are known', 'ubl', /(<cbc:EndpointID schemeID=")\d+/, '$10219', []],
    ['the address schemes 0219 and 0220 are known', 'cii', /(<ram:URIID schemeID=")\d+/, '$10220', []],
    ['South Sudan is known', 'ubl', /(<cbc:IdentificationCode>)FR/, '$1SS', []],
    ['South Sudan is not known', 'cii', /(<ram:CountryID>)FR/, '$1SS', ['BR-CL-14']],
    ['the Antilles are known', 'cii', /(<ram:CountryID>)FR/, '$1AN', []],
    ['the Antilles are not known', 'ubl', /(<cbc:IdentificationCode>)FR/, '$1AN', ['BR-CL-14']],
    ['a newer subject of notes is known', 'cii', /(<ram:SubjectCode>)PMT/, '$1BAU', []],
    ['a newer subject of notes is not known', 'ubl', /#PMT#/, '#BAU#', ['BR-CL-08']],
    ['the dobra has its old code', 'cii', /(<ram:InvoiceCurrencyCode>)EUR/, '$1STN', ['BR-CL-04']],
    ['the dobra has its old code', 'cii', /(<ram:InvoiceCurrencyCode>)EUR/, '$1STD', []],
  ])('%s (%s)', (_what, syntax, from, to, broken) => {
    expect(written(syntax, from, to)).toEqual(broken);
  });

  it('the totals of a transaction are those of its own lines', () => {
    const xml = writeCii(richInvoice()).xml;
    const line = /<ram:IncludedSupplyChainTradeLineItem>[\s\S]*?<\/ram:IncludedSupplyChainTradeLineItem>/.exec(xml)![0];
    const elsewhere = xml.replace('</ram:IncludedNote>', `${line}</ram:IncludedNote>`);
    expect(judgedXml(elsewhere)).not.toContain('BR-CO-10');
  });
});
