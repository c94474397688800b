import { describe, expect, it } from '@jest/globals';
import type { Invoice } from '../model/index.js';
import { changed } from '../testing/rich-invoice.js';
import { exampleInvoice } from '../testing/example.js';
import { checkTransactionReport } from './check-transaction-report.js';
import type { TransactionReport } from './transaction-report.js';
import { transactionsOf } from './transactions-of-invoices.js';
import { writeTransactionReport } from './write-transaction-report.js';

const base = exampleInvoice();
const treated = (treatment: string, invoice: Invoice = base): Invoice => ({
  ...invoice,
  notes: [
    ...(invoice.notes ?? []).filter((note) => note.subjectCode !== 'BAR'),
    { subjectCode: 'BAR', note: treatment },
  ],
});
const { notes: _notes, ...untreated } = base;
const abroad = (buyer: object): Invoice => ({ ...untreated, buyer: { name: 'Kunde GmbH', ...buyer } });

const reportOf = (...invoices: Invoice[]): TransactionReport => {
  const { invoices: reported, days } = transactionsOf(invoices);
  return {
    id: 'TX-1',
    issuedAt: '2026-10-11T08:00:00Z',
    kind: 'IN',
    platform: { id: '0123' },
    seller: { siren: '732829320' },
    from: '2026-10-01',
    to: '2026-10-10',
    invoices: reported,
    days,
  };
};
const broken = (report: TransactionReport): string[] => checkTransactionReport(report).map(({ rule }) => rule);

describe('which invoices are reported as transactions', () => {
  it.each<[string, Invoice, string]>([
    ['one treated as B2B goes through the platforms', treated('B2B'), 'left'],
    ['one outside the reform', treated('OUTOFSCOPE'), 'left'],
    ['one to a business abroad', treated('B2BINT'), '10.1'],
    ['one to a private buyer', treated('B2C'), '10.3'],
    ['without a note, a French business', untreated, 'left'],
    [
      'without a note, a business of the Union',
      abroad({ vatIdentifier: 'DE123456789', postalAddress: { countryCode: 'DE' } }),
      '10.1',
    ],
    ['without a note, a buyer without any identifier', abroad({ postalAddress: { countryCode: 'FR' } }), '10.3'],
  ])('%s', (_what, invoice, expected) => {
    const { invoices, days, left, problems } = transactionsOf([invoice]);
    expect(problems).toEqual([]);
    expect([left.length && 'left', invoices.length && '10.1', days.length && '10.3'].filter(Boolean)).toEqual([
      expected,
    ]);
  });

  it('a buyer of the Union is known by its VAT number, one beyond it by country and name', () => {
    const [union] = transactionsOf([
      abroad({ vatIdentifier: 'DE 123456789', postalAddress: { countryCode: 'DE' } }),
    ]).invoices;
    expect(union?.buyer).toEqual({ id: 'DE123456789', scheme: '0223', vatNumber: 'DE123456789', country: 'DE' });
    const beyond = { legalRegistrationIdentifier: { value: 'CHE-1' }, postalAddress: { countryCode: 'CH' } };
    expect(transactionsOf([abroad({ ...beyond, name: 'Schweizerische Uhren AG' })]).invoices[0]?.buyer).toEqual({
      id: 'CHSchweizerische U',
      scheme: '0227',
      country: 'CH',
    });
  });

  it('a sale whose frame does not tell goods from services is named, not guessed', () => {
    const mixed = changed(treated('B2C'), 'processControl.businessProcessType', 'M1');
    const { days, problems } = transactionsOf([mixed]);
    expect(days).toEqual([]);
    expect(problems[0]?.message).toMatch(/is not reported: its frame \(BT-23\) does not say/);
  });
});

describe('a report of transactions', () => {
  it('sales to private buyers are added up by day, category and rate; a credit note takes off', () => {
    const sale = treated('B2C');
    const credit = treated('B2C', changed(changed(base, 'invoiceTypeCode', '381'), 'invoiceNumber', 'AV-1'));
    const { days } = transactionsOf([sale, changed(sale, 'invoiceNumber', 'F2'), credit]);
    expect(days).toHaveLength(1);
    expect(days[0]).toMatchObject({
      day: base.invoiceIssueDate,
      count: 3,
      net: base.documentTotals?.invoiceTotalAmountWithoutVat,
    });
    expect(broken(reportOf(sale, changed(sale, 'invoiceNumber', 'F2'), credit))).toEqual([]);
  });

  it('10.3 is written in the order of the schema', () => {
    const xml = writeTransactionReport(reportOf(treated('B2C')));
    const tags = [...xml.slice(xml.indexOf('<Transactions>')).matchAll(/<(\w+)/g)].map(([, tag]) => tag);
    expect(tags.slice(0, 11)).toEqual(
      'Transactions Date TransactionsCurrency CategoryCode TaxExclusiveAmount TaxTotal TransactionsCount TaxSubtotal TaxPercent TaxableAmount TaxTotal'.split(
        ' ',
      ),
    );
    expect(xml).toContain('<Sender>');
    expect(xml).toContain('<StartDate>20261001</StartDate>');
  });

  it('10.1 names both parties by their scheme and keeps to the rules', () => {
    const invoice = abroad({ vatIdentifier: 'DE123456789', postalAddress: { countryCode: 'DE' } });
    const report = reportOf(invoice);
    expect(broken(report)).toEqual([]);
    const xml = writeTransactionReport(report);
    expect(xml).toContain('<CompanyId schemeId="0002">');
    expect(xml).toContain('<CompanyId schemeId="0223">DE123456789</CompanyId>');
    expect(xml).toContain('<TaxAmount CurrencyCode="EUR">');
  });

  const one = reportOf(abroad({ vatIdentifier: 'DE123456789', postalAddress: { countryCode: 'DE' } }));
  const invoice = one.invoices[0]!;
  it.each<[string, Partial<TransactionReport>]>([
    ['G1.104', { id: 'a  b' }],
    ['G6.22', { platform: { id: '12' } }],
    ['G6.26', { seller: { siren: '123456789' } }],
    ['G6.25', { to: '2026-10-01' }],
    ['G1.01', { invoices: [{ ...invoice, typeCode: '262' }] }],
    ['G1.02', { invoices: [{ ...invoice, frame: 'S8' }] }],
    ['G1.05', { invoices: [{ ...invoice, number: 'F#1' }] }],
    ['G1.32', { invoices: [{ ...invoice, typeCode: '381' }] }],
    ['G1.60', { invoices: [{ ...invoice, typeCode: '386', frame: 'S4' }] }],
    ['G1.53', { invoices: [{ ...invoice, net: '1.00' }] }],
    ['G1.14', { invoices: [{ ...invoice, vat: '1.234' }] }],
    ['G2.19', { invoices: [{ ...invoice, buyer: { id: '12', scheme: '0002', vatNumber: 'FR1' } }] }],
    ['G2.33', { invoices: [{ ...invoice, buyer: { id: 'DE1', scheme: '0223' } }] }],
    ['G1.68', { days: [{ day: '2026-10-05', category: 'X', net: '0', vat: '0', count: 1, parts: [] }] }],
    ['flux10-period', { days: [{ day: '2026-11-05', category: 'TLB1', net: '0', vat: '0', count: 1, parts: [] }] }],
  ])('%s is told', (rule, changes) => {
    expect(broken({ ...one, ...changes })).toContain(rule);
  });
});
