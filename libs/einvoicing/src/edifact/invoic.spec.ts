import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Invoice } from '../model/index.js';
import { checkInvoice } from '../rules/check-invoice.js';
import { exampleInvoice } from '../testing/example.js';
import { changed, invoiceOfCategory, richInvoice } from '../testing/rich-invoice.js';
import { looksLikeEdifact, readInvoic } from './read-invoic.js';
import { writeInvoic } from './write-invoic.js';

const AT = '2026-10-05T08:00:00Z';
const PROFILES = ['d96a', 'd01b'] as const;
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** What the warnings of writing say is lost, taken out, so that the rest can be compared. */
function withoutLost(invoice: Invoice): Invoice {
  const copy = structuredClone(invoice) as Invoice & Record<string, unknown>;
  for (const path of [
    'valueAddedTaxPointDateCode',
    'processControl.businessProcessType',
    'seller.electronicAddress',
    'buyer.electronicAddress',
    'additionalSupportingDocuments',
    'paymentInstructions.paymentCardInformation',
  ]) {
    const steps = path.split('.');
    const last = steps.pop()!;
    let place: Record<string, unknown> | undefined = copy;
    for (const step of steps) place = place?.[step] as Record<string, unknown> | undefined;
    if (place) delete place[last];
  }
  return copy;
}

describe.each(PROFILES)('INVOIC in %s', (profile) => {
  it('brings back what it carries and names the rest', () => {
    const invoice = exampleInvoice({
      payment: { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP', accountName: 'Atelier' },
    });
    const { bytes, problems } = writeInvoic(invoice, { profile, at: AT, charset: 'UNOW' });
    expect(problems.map(({ location }) => location)).toEqual(['/BT-8', '/BT-23', '/BT-34', '/BT-49']);
    const read = readInvoic(bytes);
    expect(read.problems).toEqual([]);
    expect(read.invoice).toEqual(withoutLost(invoice));
  });

  it('brings back an invoice that uses nearly every group', () => {
    const rich = richInvoice();
    const { bytes, problems } = writeInvoic(rich, { profile, at: AT, charset: 'UNOW' });
    const lost = problems.map(({ location }) => location).sort();
    expect(lost).toEqual(expect.arrayContaining(['/BG-18', '/BG-24', '/BT-8']));
    const { invoice, problems: reading } = readInvoic(bytes);
    expect(reading).toEqual([]);
    expect(invoice!.documentTotals).toEqual(rich.documentTotals);
    expect(invoice!.vatBreakdown).toEqual(rich.vatBreakdown);
    expect(invoice!.documentLevelAllowances).toEqual(rich.documentLevelAllowances);
    expect(invoice!.documentLevelCharges).toEqual(rich.documentLevelCharges);
    expect(
      invoice!.lines!.map(({ allowances, charges, netAmount, priceDetails, period }) => ({
        allowances,
        charges,
        netAmount,
        priceDetails,
        period,
      })),
    ).toEqual(
      rich.lines!.map(({ allowances, charges, netAmount, priceDetails, period }) => ({
        allowances,
        charges,
        netAmount,
        priceDetails,
        period,
      })),
    );
    expect(invoice!.sellerTaxRepresentative).toEqual(rich.sellerTaxRepresentative);
    expect(invoice!.payee?.name).toBe(rich.payee?.name);
  });

  it.each(['381', '384', '386', '389'])('type %s comes back', (typeCode) => {
    const invoice = exampleInvoice({ typeCode, precedingInvoices: [{ number: 'FA1', date: '2026-09-01' }] });
    const { invoice: read } = readInvoic(writeInvoic(invoice, { profile, at: AT }).bytes);
    expect(read).toMatchObject({
      invoiceTypeCode: typeCode,
      precedingInvoiceReferences: [{ reference: 'FA1', issueDate: '2026-09-01' }],
    });
  });

  it.each(['S', 'E', 'AE', 'K', 'G', 'O', 'Z'])('VAT category %s comes back with its reason', (category) => {
    const invoice = invoiceOfCategory(category);
    const { invoice: read } = readInvoic(writeInvoic(invoice, { profile, at: AT }).bytes);
    expect(read!.vatBreakdown).toEqual(invoice.vatBreakdown);
  });

  it('any text comes back whatever service characters it holds', () => {
    const sign = fc.constantFrom(...`abz AZ09?+:'".,éàü-/()`);
    const text = fc
      .array(sign, { minLength: 1, maxLength: 300 })
      .map((signs) => signs.join('').replace(/\s+/g, ' ').trim() || 'x');
    fc.assert(
      fc.property(text, fc.bigInt({ min: 1n, max: 10_000_000n }), (name, price) => {
        const drafted = exampleInvoice({
          lines: [{ name, quantity: '1', price: `${price / 100n}.${String(price % 100n).padStart(2, '0')}` }],
        });
        // A word longer than a part of EDIFACT cannot come back unbroken, and that is told.
        const { bytes, problems } = writeInvoic(drafted, { profile, at: AT });
        const { invoice, problems: reading } = readInvoic(bytes);
        expect(reading).toEqual([]);
        const told = problems.some(({ location }) => location === '/BG-25[1]/BG-31/BT-153');
        if (!told) expect(invoice!.lines![0]!.itemInformation!.name).toBe(name);
        expect(invoice!.documentTotals).toEqual(drafted.documentTotals);
      }),
      { numRuns: 100 },
    );
  });

  it('what comes back breaks no rule of the core', () => {
    const { invoice } = readInvoic(writeInvoic(exampleInvoice(), { profile, at: AT }).bytes);
    expect(checkInvoice(invoice!, { rules: ['en16931'] })).toEqual([]);
  });
});

describe('character sets', () => {
  it.each([
    ['UNOA', 'MAITRE EN OEUVRE - 10 EUR'],
    ['UNOB', 'Maitre en oeuvre - 10 EUR'],
    ['UNOC', 'Maître en oeuvre - 10 EUR'],
    ['UNOD', 'Maître en oeuvre - 10 EUR'],
    ['UNOW', 'Maître en œuvre – 10 €'],
  ])('%s writes what it can and tells of the rest', (charset, expected) => {
    const invoice = exampleInvoice({ lines: [{ name: 'Maître en œuvre – 10 €', quantity: '1', price: '1' }] });
    const { bytes, problems } = writeInvoic(invoice, { at: AT, charset });
    const read = readInvoic(bytes);
    expect(read.problems).toEqual([]);
    expect(read.invoice!.lines![0]!.itemInformation!.name).toBe(expected);
    expect(problems.some(({ rule }) => rule === 'edifact-character')).toBe(charset !== 'UNOW');
  });

  it.each([
    ['UNOE', 'Счёт', 'iso-8859-5'],
    ['UNOF', 'Τιμολόγιο', 'iso-8859-7'],
    ['UNOD', 'Łódź', 'iso-8859-2'],
  ])('%s reads and writes its own letters', (charset, name) => {
    const invoice = exampleInvoice({ lines: [{ name, quantity: '1', price: '1' }], notes: [] });
    const { bytes } = writeInvoic(invoice, { at: AT, charset });
    expect(readInvoic(bytes).invoice!.lines![0]!.itemInformation!.name).toBe(name);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['names UNOY', (bytes) => Buffer.from(bytes.toString('utf8').replace('UNOW', 'UNOY'))],
    [
      'has a byte order mark and names UNOC',
      (bytes) => Buffer.from(`\ufeff${bytes.toString('utf8').replace('UNOW', 'UNOC')}`),
    ],
    ['is filled up with zeros and an end mark', (bytes) => Buffer.concat([bytes, Buffer.from('\r\n\u001a\0\0\0')])],
  ])('reads a file in UTF-8 that %s', (_what, made) => {
    const written = Buffer.from(writeInvoic(exampleInvoice(), { at: AT, charset: 'UNOW' }).bytes);
    const { invoice, problems } = readInvoic(made(written));
    expect(invoice?.seller?.name).toBe(exampleInvoice().seller?.name);
    expect(problems.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  });

  it('reads UNOX as far as it is plain', () => {
    const written = (name: string): Buffer =>
      Buffer.from(
        latin1(writeInvoic({ ...exampleInvoice(), invoiceNumber: name }, { at: AT, charset: 'UNOA' }).bytes).replace(
          'UNOA',
          'UNOX',
        ),
      );
    expect(readInvoic(written('FA1')).invoice?.invoiceNumber).toBe('FA1');
    const escaped = Buffer.concat([written('FA1').subarray(0, 60), Buffer.of(0x1b), written('FA1').subarray(60)]);
    expect(readInvoic(escaped).problems.map(({ rule }) => rule)).toEqual(['edifact-character-set']);
  });

  it('reads accents in a file that names UNOA, and says so', () => {
    const text = latin1(writeInvoic(exampleInvoice(), { at: AT }).bytes).replace('UNOC', 'UNOA');
    const { invoice, problems } = readInvoic(bytesOf(text));
    expect(invoice!.seller!.name).toBe('Atelier du Rhône SARL');
    expect(problems).toEqual([expect.objectContaining({ severity: 'warning', rule: 'edifact-character-set' })]);
  });
});

describe('how partners write', () => {
  const text = latin1(writeInvoic(exampleInvoice(), { at: AT }).bytes);
  const read = (changes: (text: string) => string) => readInvoic(bytesOf(changes(text)));
  const whole = readInvoic(bytesOf(text)).invoice;

  it.each<[string, (text: string) => string]>([
    ['without line ends', (one) => one.replaceAll('\n', '')],
    ['with line ends of Windows', (one) => one.replaceAll('\n', '\r\n')],
    ['cut into lines of 80 characters', (one) => one.replaceAll('\n', '').replace(/(.{80})/g, '$1\r\n')],
    ['without UNA', (one) => one.replace(/^UNA.{6}\n/, '')],
    ['with a decimal comma', (one) => one.replace('UNA:+.?', 'UNA:+,?').replace(/(\d)\.(\d)/g, '$1,$2')],
    [
      'with other separators',
      (one) =>
        one
          .replace(
            /\?([?+:'])/g,
            (_all, sign: string) => ({ '?': '\u0001', '+': '\u0002', ':': '\u0003', "'": '\u0004' })[sign]!,
          )
          .replace(/[+:']/g, (sign) => ({ '+': '|', ':': '^', "'": '~' })[sign]!)
          .replace('UNA^|.? ~', 'UNA^|.? ~')
          .replace(/[\u0001-\u0004]/g, (sign) => ['??', '+', ':', "'"][sign.charCodeAt(0) - 1]!),
    ],
  ])('%s', (_name, changes) => {
    const result = read(changes);
    expect(result.problems).toEqual([]);
    expect(result.invoice).toEqual(whole);
  });

  it('takes SE for the seller, the line total from the lines and the gross price with its discount', () => {
    const result = read((one) =>
      one
        .replace('NAD+SU', 'NAD+SE')
        .replace("PRI+AAA:85.00'", "PRI+AAA:85.00'\nPRI+AAB:90.00'")
        .replace('UNT+50', 'UNT+51'),
    );
    expect(result.invoice!.seller!.name).toBe('Atelier du Rhône SARL');
    expect(result.invoice!.lines![0]!.priceDetails).toMatchObject({
      itemGrossPrice: '90.00',
      itemPriceDiscount: '5.00',
    });
  });

  it('leaves out an allowance that the net price already holds, and says so', () => {
    const result = read((one) => one.replace("PRI+AAA:85.00'", "PRI+AAA:85.00'\nALC+A++++:::Remise'\nMOA+204:15.00'"));
    expect(result.invoice!.lines![0]!.allowances).toBeUndefined();
    expect(result.problems.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['edifact-price-allowance']));
  });

  it('names a segment it does not know and reads the rest', () => {
    const result = read((one) =>
      one.replace('CUX+2', "TDT+20++30+31'\nCUX+2").replace(/UNT\+(\d+)/, (_all, n: string) => `UNT+${Number(n) + 1}`),
    );
    expect(result.invoice).toEqual(whole);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        rule: 'edifact-not-read',
        location: expect.stringContaining('TDT'),
      }),
    ]);
  });

  it('leaves a wrong total to the rules', () => {
    const result = read((one) => one.replace('MOA+77:348.00', 'MOA+77:348.01'));
    expect(checkInvoice(result.invoice!, { rules: ['en16931'] }).map(({ rule }) => rule)).toContain('BR-CO-15');
  });
});

describe('interchanges that are wrong', () => {
  const text = latin1(writeInvoic(exampleInvoice(), { at: AT }).bytes);

  it.each<[string, (text: string) => string, string, 'error' | 'fatal']>([
    ['UNT with a wrong count', (one) => one.replace(/UNT\+\d+/, 'UNT+7'), 'edifact-unt', 'error'],
    ['UNT with another reference', (one) => one.replace(/(UNT\+\d+\+)1/, '$12'), 'edifact-unt', 'error'],
    ['no UNT', (one) => one.replace(/UNT[^\n]*\n/, ''), 'edifact-unt', 'error'],
    ['UNZ with a wrong count', (one) => one.replace('UNZ+1', 'UNZ+2'), 'edifact-unz', 'error'],
    ['UNZ with another reference', (one) => one.replace(/UNZ\+1\+\w+/, 'UNZ+1+X'), 'edifact-unz', 'error'],
    ['no UNZ', (one) => one.replace(/UNZ[^\n]*\n/, ''), 'edifact-unz', 'error'],
    ['something behind UNZ', (one) => `${one}UNB+UNOC:3+A+B+261005:0800+2'`, 'edifact-unz', 'error'],
    ['CNT with a wrong count', (one) => one.replace('CNT+2:2', 'CNT+2:3'), 'edifact-cnt', 'error'],
    ['an unknown separator', (one) => one.replace(/^UNA.{6}\n/, '').replaceAll('+', '|'), 'edifact-separator', 'fatal'],
    ['a UNA with a letter', (one) => one.replace('UNA:+.?', 'UNA:A.?'), 'edifact-separator', 'fatal'],
    ['a UNA that names one sign twice', (one) => one.replace('UNA:+.?', 'UNA++.?'), 'edifact-separator', 'fatal'],
    ['a UNA that does not fit what follows', (one) => one.replace('UNA:+.?', 'UNA:|.?'), 'edifact-separator', 'fatal'],
    ['an unknown character set', (one) => one.replace('UNOC', 'UNOZ'), 'edifact-character-set', 'fatal'],
    ['the last segment cut off', (one) => one.slice(0, -4), 'edifact-unterminated', 'fatal'],
    ['another message', (one) => one.replace('INVOIC:', 'ORDERS:'), 'edifact-no-invoice', 'fatal'],
    ['an amount that is none', (one) => one.replace('MOA+77:348.00', 'MOA+77:34x.00'), 'edifact-number', 'fatal'],
    ['a day that does not exist', (one) => one.replace('137:20261005', '137:20260231'), 'edifact-date', 'fatal'],
  ])('%s is a problem with rule and place', (_name, changes, rule, severity) => {
    const { problems } = readInvoic(bytesOf(changes(text)));
    expect(problems).toContainEqual(expect.objectContaining({ rule, severity }));
  });

  it('two invoices in one interchange are refused', () => {
    const message = /UNH[\s\S]*UNT[^\n]*\n/.exec(text)![0];
    const two = text
      .replace(message, message + message.replace('UNH+1', 'UNH+2').replace(/(UNT\+\d+\+)1/, '$12'))
      .replace('UNZ+1', 'UNZ+2');
    const { invoice, problems } = readInvoic(bytesOf(two));
    expect(invoice).toBeUndefined();
    expect(problems.map(({ rule }) => rule)).toEqual(['edifact-several-invoices']);
  });

  it('any damage gives problems, never an exception', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 5 }), (at, cut, put) => {
        readInvoic(bytesOf(text.slice(0, at) + put + text.slice(at + cut)));
      }),
      { numRuns: 300 },
    );
    expect(readInvoic(new Uint8Array()).problems.map(({ rule }) => rule)).toEqual(['edifact-start']);
  });

  it('is told from other files by its start', () => {
    expect(looksLikeEdifact(bytesOf(text))).toBe(true);
    expect(looksLikeEdifact(bytesOf(text.slice(10)))).toBe(true);
    expect(looksLikeEdifact(bytesOf('UNABHÄNGIG'))).toBe(false);
    expect(looksLikeEdifact(bytesOf('<Invoice/>'))).toBe(false);
  });
});

describe('what INVOIC cannot carry', () => {
  it.each([
    ['seller.tradingName', 'Rhône', '/BT-28'],
    ['tenderOrLotReference', 'LOT1', '/BT-17'],
    ['invoicedObjectIdentifier', { value: 'X', scheme: 'MG' }, '/BT-18'],
    ['vatAccountingCurrencyCode', 'USD', '/BT-6'],
    ['lines.0.itemInformation.attributes', [{ name: 'a', value: 'b' }], '/BG-25[1]/BG-31/BG-32'],
  ])('%s is named', (path, value, term) => {
    const { problems } = writeInvoic(changed(exampleInvoice(), path, value), { at: AT });
    expect(problems).toContainEqual(expect.objectContaining({ rule: 'edifact-lost', location: term }));
  });
});
