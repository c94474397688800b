import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { addDays, formatMinor, parseDay } from '@lettrage/domain';
import { isBankingDay } from './business-days.js';
import {
  checkOrder,
  orderAdvice,
  PAYMENT_FORMATS,
  readOrder,
  SCHEMES,
  SEQUENCES,
  writeOrder,
  type OrderPayment,
  type PaymentOrder,
} from './index.js';
import { identifierOf, isSepaIdentifier, sepaText } from './sepa-text.js';

const TODAY = '2026-11-20';
const OURS = 'DE89370400440532013000';
const payment = (change: Partial<OrderPayment> = {}): OrderPayment => ({
  counterparty: { name: 'Société Générale & Fils', iban: 'FR7630006000011234567890189' },
  amount: '120.00',
  date: '2026-11-30',
  invoices: [{ number: 'FA2026-1', amount: '120.00' }],
  mandate: { id: 'RUM-1', signedOn: '2026-01-01', sequence: 'RCUR', scheme: 'CORE' },
  ...change,
});
const order = (payments: readonly OrderPayment[] = [payment()], change: Partial<PaymentOrder> = {}): PaymentOrder => ({
  messageId: 'MSG-1',
  account: { name: 'Our Company', iban: OURS, bic: 'COBADEFFXXX' },
  creditorId: 'DE98ZZZ09999999999',
  payments,
  ...change,
});
const rules = (checked: PaymentOrder, format: (typeof PAYMENT_FORMATS)[number] = 'pain.008.001.08'): string[] =>
  checkOrder(checked, format, TODAY).map(({ rule }) => rule);
const text = fc.string({ unit: fc.constantFrom(...'Az09/-?:().,\'+ é€<&>"œ\n\t😀'), maxLength: 160 });
const anyMandate = fc.record({
  id: text.map((id) => identifierOf(id) || 'RUM'),
  signedOn: fc.constantFrom('2026-01-01', '2009-11-01'),
  sequence: fc.constantFrom(...SEQUENCES),
  scheme: fc.constantFrom(...SCHEMES),
  amendment: fc.option(
    fc.record({ originalId: fc.constantFrom('OLD', undefined), originalIban: fc.constantFrom(OURS, undefined) }),
    { nil: undefined },
  ),
});
/** Orders with any text people type; those a bank would refuse are among them. */
const anyOrder = fc.record({
  messageId: text.map((id) => identifierOf(id) || 'MSG'),
  account: fc.record({
    name: text.map((name) => `X${name}`),
    iban: fc.constant(OURS),
    bic: fc.constantFrom('COBADEFF', undefined),
  }),
  initiator: fc.option(text, { nil: undefined }),
  creditorId: fc.constant('DE98ZZZ09999999999'),
  payments: fc.array(
    fc.record({
      counterparty: fc.record({
        name: text.map((name) => `Y${name}`),
        iban: fc.constant('FR7630006000011234567890189'),
        bic: fc.constantFrom('BNPAFRPPXXX', undefined),
      }),
      amount: fc.integer({ min: 1, max: 2_000_000_000 }).map((cents) => formatMinor(BigInt(cents), 'EUR')),
      date: fc.constantFrom('2026-11-30', '2026-12-01'),
      endToEndId: fc.option(
        text.map((id) => identifierOf(id) || 'E2E'),
        { nil: undefined },
      ),
      remittance: fc.option(text, { nil: undefined }),
      mandate: anyMandate,
    }),
    { minLength: 1, maxLength: 5 },
  ),
}) satisfies fc.Arbitrary<PaymentOrder>;
const ids = (xml: string): string[] => [...xml.matchAll(/<EndToEndId>([^<]*)/g)].map(([, id]) => id!);

describe('what banks check', () => {
  it('finds nothing in a sound order', () => {
    expect(rules(order())).toEqual([]);
    expect(rules(order([payment({ mandate: undefined })], { creditorId: undefined }), 'pain.001.001.09')).toEqual([]);
  });

  it.each<[string, Partial<OrderPayment>, string]>([
    ['an IBAN with wrong check digits', { counterparty: { name: 'A', iban: 'FR7630006000011234567890188' } }, 'iban'],
    ['our own account', { counterparty: { name: 'A', iban: OURS } }, 'own-account'],
    ['another currency', { currency: 'USD' }, 'currency'],
    ['an amount of nothing', { amount: '0.00', invoices: undefined }, 'amount'],
    ['an amount with three decimals', { amount: '1.005', invoices: undefined }, 'amount'],
    ['parts that do not add up', { invoices: [{ number: 'F', amount: '119.99' }] }, 'invoices'],
    ['a day that has passed', { date: '2026-11-19' }, 'date'],
    ['a day that does not exist', { date: '2026-02-31' }, 'date'],
    ['a Sunday', { date: '2026-11-29' }, 'banking-day'],
    ['no mandate', { mandate: undefined }, 'mandate'],
    ['a mandate signed later', { mandate: { ...payment().mandate!, signedOn: '2026-12-01' } }, 'mandate-date'],
    [
      'a mandate not used for three years',
      { mandate: { ...payment().mandate!, lastCollectedOn: '2023-11-30' } },
      'mandate-lapsed',
    ],
    ['a mandate reference with accents', { mandate: { ...payment().mandate!, id: 'RUMé' } }, 'mandate-id'],
    ['an identifier too long', { endToEndId: 'X'.repeat(36) }, 'end-to-end-id'],
  ])('finds %s', (_, change, rule) => {
    expect(rules(order([payment(change)]))).toContain(rule);
  });

  it('wants the creditor identifier of direct debits, with its check digits', () => {
    expect(rules(order([payment()], { creditorId: undefined }))).toEqual(['creditor-id']);
    expect(rules(order([payment()], { creditorId: 'DE97ZZZ09999999999' }))).toEqual(['creditor-id']);
  });

  it('finds a sender without a name', () => {
    expect(rules(order([payment()], { initiator: ' ' }))).toEqual(['name']);
  });

  it('finds an identifier that stands twice, a payment that stands twice, and a first collection that is none', () => {
    const twice = payment({ endToEndId: 'E1' });
    expect(rules(order([twice, twice]))).toEqual(['repeated', 'end-to-end-id']);
    const first = payment({ mandate: { ...payment().mandate!, sequence: 'FRST' } });
    expect(rules(order([first, payment({ ...first, amount: '1.00', invoices: undefined })]))).toEqual([
      'mandate-sequence',
    ]);
  });

  it('knows the days the banks are closed', () => {
    for (const day of [
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-12-25',
      '2026-12-26',
      '2026-11-21',
    ])
      expect(isBankingDay(parseDay(day))).toBe(false);
    expect(isBankingDay(parseDay('2026-05-14'))).toBe(true);
    expect(isBankingDay(addDays(parseDay('2026-04-06'), 1))).toBe(true);
  });
});

describe('the identifier a payment comes back with', () => {
  it('is the invoice number, made unique, and the same on every run', () => {
    const payments = [
      payment(),
      payment({ amount: '5.00', invoices: [{ number: 'FA2026-1', amount: '5.00' }] }),
      payment({ endToEndId: 'OWN' }),
    ];
    const xml = writeOrder(order(payments), 'pain.008.001.08', '2026-11-20T10:00:00');
    expect(ids(xml)).toEqual(['FA2026-1', 'FA2026-1-2', 'OWN']);
    expect(writeOrder(order(payments), 'pain.008.001.08', '2026-11-20T10:00:00')).toBe(xml);
  });

  it('is one banks take, and unique, whatever the invoices are called', () => {
    const number = fc.string({ unit: fc.constantFrom('A', '1', '/', 'é', ' ', '-', '€', '_'), maxLength: 50 });
    fc.assert(
      fc.property(fc.array(fc.array(number, { maxLength: 3 }), { minLength: 1, maxLength: 8 }), (lists) => {
        const payments = lists.map((numbers) =>
          payment({
            amount: `${numbers.length || 1}.00`,
            invoices: numbers.map((each) => ({ number: each, amount: '1.00' })),
          }),
        );
        const written = ids(writeOrder(order(payments), 'pain.001.001.03', '2026-11-20T10:00:00')).map((id) =>
          id.replaceAll('&amp;', '&'),
        );
        expect(written.every(isSepaIdentifier)).toBe(true);
        expect(new Set(written).size).toBe(payments.length);
      }),
    );
  });
});

describe('the file', () => {
  const many = [
    payment(),
    payment({
      amount: '80.50',
      invoices: undefined,
      remittance: 'Abonnement n° 5 <décembre>',
      mandate: { id: 'RUM-2', signedOn: '2026-02-01', sequence: 'FRST', scheme: 'B2B' },
    }),
    payment({
      amount: '0.01',
      date: '2026-12-01',
      invoices: undefined,
      counterparty: { name: 'B', iban: OURS.replace('DE89', 'DE89'), bic: 'BNPAFRPPXXX' },
    }),
  ];

  it('groups by day, scheme and sequence, with sums to the cent', () => {
    const xml = writeOrder(order(many), 'pain.008.001.02', '2026-11-20T10:00:00');
    expect([...xml.matchAll(/<NbOfTxs>(\d+)<\/NbOfTxs><CtrlSum>([\d.]+)/g)].map(([, n, sum]) => [n, sum])).toEqual([
      ['3', '200.51'],
      ['1', '120.00'],
      ['1', '80.50'],
      ['1', '0.01'],
    ]);
    expect(xml).toContain('<Nm>Societe Generale + Fils</Nm>');
    expect(xml).toContain('<Ustrd>Abonnement n. 5 .decembre.</Ustrd>');
    expect(xml).toContain('<MndtId>RUM-2</MndtId><DtOfSgntr>2026-02-01</DtOfSgntr>');
  });

  it('explains the sums on the statement: one advice a block, each invoice with its part', () => {
    expect(orderAdvice(order(many.slice(0, 2)), 'pain.008.001.08')).toEqual([
      {
        kind: 'direct-debits',
        date: '2026-11-30',
        total: '120.00',
        items: [{ invoice: 'FA2026-1', payer: 'Société Générale & Fils', ref: 'FA2026-1', amount: '120.00' }],
      },
      expect.objectContaining({ total: '80.50' }),
    ]);
  });

  const schemas = join(import.meta.dirname, '../../../../shared/data/xsd/pain');
  for (const format of PAYMENT_FORMATS) {
    const schema = join(process.env['PAIN_XSD'] ?? schemas, `${format}.xsd`);
    (existsSync(schema) ? it : it.skip)(`is valid against the schema of ${format}`, () => {
      const validator = XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(schema, 'utf8')));
      const document = XmlDocument.fromString(writeOrder(order(many), format, '2026-11-20T10:00:00'));
      expect(() => validator.validate(document)).not.toThrow();
      fc.assert(
        fc.property(anyOrder, (any) => {
          fc.pre(checkOrder(any, format, TODAY).every(({ severity }) => severity !== 'error'));
          const written = XmlDocument.fromString(writeOrder(any, format, '2026-11-20T10:00:00'));
          expect(() => validator.validate(written)).not.toThrow();
          written.dispose();
        }),
      );
    });
  }
});

describe('reading an order', () => {
  it('takes amounts as text only and names what is missing or unknown', () => {
    expect(readOrder(order()).problems).toEqual([]);
    const wrong = { ...order(), payments: [{ ...payment(), amount: 120, colour: 'red' }], account: { name: 'A' } };
    expect(
      readOrder(JSON.parse(JSON.stringify(wrong))).problems.map(({ message, location }) => [location, message]),
    ).toEqual([
      ['account', '"iban" is missing'],
      ['payments[0]', '"amount" must be text (amounts too, such as "12.00")'],
      ['payments[0]', '"colour" is not known'],
    ]);
    expect(readOrder([]).problems).toHaveLength(1);
  });
});

describe('text for banks', () => {
  it('loses its accents, never its numbers', () => {
    expect(sepaText('Œuvre n°12 — réglé €5', 140)).toBe('OEuvre n.12 . regle .5');
    expect(identifierOf('/FA//1/')).toBe('FA/1');
    expect(identifierOf('/ /FA1 / /')).toBe('FA1');
  });
});
