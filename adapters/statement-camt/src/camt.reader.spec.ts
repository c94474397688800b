import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import adapter from './index.js';
import { camtReader } from './camt.reader.js';
import { account, balance, details, document, entry, read } from './testing/camt-builder.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what is recognised', () => {
  it('answers by content: certain for the message element, with any prefix or none', () => {
    expect(camtReader.sniff(bytes(document([account()])))).toBe(1);
    expect(camtReader.sniff(bytes('<ns2:Document xmlns:ns2="x"><ns2:BkToCstmrStmt>'))).toBe(1);
    expect(camtReader.sniff(bytes('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"/>'))).toBe(0);
    expect(camtReader.sniff(bytes('Date;Montant'))).toBe(0);
    expect(camtReader.sniff(new Uint8Array([0xff, 0x00, 0x80]))).toBe(0);
  });

  it.each(['01', '02', '04', '08', '13'])('reads version %s and says it', async (version) => {
    const { heads, transactions } = await read(document([account() + entry('5.00')], '053', version));
    expect(heads[0]!.source).toEqual({ format: `camt.053.001.${version}`, file: 'test.xml' });
    expect(transactions).toHaveLength(1);
  });

  it('reads any prefix, no namespace, AppHdr and SOAP envelopes alike', async () => {
    const plain = document([account() + entry('5.00')]);
    const prefixed = plain.replace(/<(\/?)([A-Z])/g, '<$1n:$2').replace('xmlns=', 'xmlns:n=');
    const bare = plain.replace(/ xmlns="[^"]*"/, '').replace(/<\?xml.*\?>/, '');
    const header =
      '<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.01"><MsgDefIdr>camt.053.001.08</MsgDefIdr></AppHdr>';
    const soap = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${header}${plain.replace(/<\?xml.*\?>/, '')}</s:Body></s:Envelope>`;
    const expected = (await read(plain)).transactions.map(({ ref }) => ref);
    for (const variant of [prefixed, bare, soap]) {
      const { transactions, problems } = await read(variant);
      expect(transactions.map(({ ref }) => ref)).toEqual(expected);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  it('reads every statement of every document in the file, each with its own account', async () => {
    const one = document([account() + entry('1.00'), account('FR7630006000011234567890189') + entry('2.00')]).replace(
      /<\?xml.*\?>/,
      '',
    );
    const { heads, ends } = await read(`<all>${one}${one}</all>`);
    expect(heads.map((head) => head.account.iban)).toEqual([
      'DE89370400440532013000',
      'FR7630006000011234567890189',
      'DE89370400440532013000',
      'FR7630006000011234567890189',
    ]);
    expect(ends.map((end) => end.sum)).toEqual(['1.00', '2.00', '1.00', '2.00']);
  });

  it('says what it wanted where the file is XML of another kind, and says so where it is empty', async () => {
    expect((await read('<a/>')).problems).toEqual([expect.objectContaining({ severity: 'error', code: 'not-camt' })]);
    expect((await read('')).problems).toEqual([expect.objectContaining({ severity: 'error', code: 'bad-xml' })]);
    expect((await read(document([]))).problems).toEqual([
      expect.objectContaining({ severity: 'warning', code: 'no-statement' }),
    ]);
  });

  it('reads a mislabelled encoding by its bytes and warns', async () => {
    const text = document([account() + entry('5.00', { inner: details('<RmtInf><Ustrd>réglé</Ustrd></RmtInf>') })]);
    const latin = Uint8Array.from(Buffer.from(text, 'latin1'));
    const { transactions, problems } = await read(latin);
    expect(transactions[0]!.remittance).toBe('réglé');
    expect(problems.map(({ code }) => code)).toContain('encoding');
  });
});

describe('hostile input', () => {
  it('refuses a DOCTYPE', async () => {
    const { problems, transactions } = await read(
      '<!DOCTYPE x [<!ENTITY a "b">]>' + document([account() + entry('5.00')]).replace(/<\?xml.*\?>/, ''),
    );
    expect(transactions).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'error', code: 'bad-xml', message: expect.stringContaining('DOCTYPE') }),
    ]);
  });

  it('keeps the sound lines of a file cut short, and says inside the statement where it ends', async () => {
    const whole = document([
      account() + balance('OPBD', '1.00') + balance('CLBD', '7.00') + entry('1.00') + entry('5.00'),
    ]);
    const { lines } = await read(whole.slice(0, whole.lastIndexOf('<BookgDt>')));
    expect(lines.map((line) => line.type)).toEqual(['statement', 'transaction', 'problem', 'statement-end']);
    expect(lines[3]).not.toHaveProperty('balanced');
    expect(lines[2]).toMatchObject({
      severity: 'error',
      code: 'bad-xml',
      origin: { path: expect.stringContaining('Ntry') },
    });
  });

  it('ends with an error, never an exception, wherever the file is cut', async () => {
    const whole = bytes(
      document([account() + balance('OPBD', '1.00') + entry('1.00', { inner: details('<Amt Ccy="EUR">1.00</Amt>') })]),
    );
    for (let length = 0; length < whole.length; length++) {
      const { problems } = await read(whole.subarray(0, length));
      expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
    }
  });

  it('never throws on flipped bytes', async () => {
    const whole = bytes(
      document([
        account() +
          balance('OPBD', '1.00') +
          balance('CLBD', '2.00') +
          entry('1.00', { inner: details('<Amt Ccy="EUR">1.00</Amt>') }),
      ]),
    );
    for (let at = 0; at < whole.length; at += 7) {
      for (const flip of [0x01, 0x20, 0x80]) {
        const broken = whole.slice();
        broken[at]! ^= flip;
        await expect(read(broken)).resolves.toBeDefined();
      }
    }
  });

  it('gives the same lines however the bytes are cut', async () => {
    const inner = details(
      '<Amt Ccy="EUR">1.50</Amt><RmtInf><Ustrd>réglé &amp; €</Ustrd></RmtInf>',
      '<Amt Ccy="EUR">3.50</Amt>',
    );
    const whole = bytes(
      document([account() + balance('OPBD', '1.00') + balance('CLBD', '6.00') + entry('5.00', { inner })]),
    );
    const expected = (await read(whole)).lines;
    for (const size of [1, 2, 3, 7, 64]) expect((await read(whole, size)).lines).toEqual(expected);
    for (let cut = 5; cut < whole.length; cut += 13) expect((await read(whole, cut)).lines).toEqual(expected);
  });
});

describe('the adapter', () => {
  it('offers what its manifest says', async () => {
    const members = await adapter.create({}, undefined as never);
    expect(Object.keys(members)).toEqual(adapter.manifest.capabilities);
  });

  const folder = join(import.meta.dirname, '../../../../shared/data/bank/camt');
  (existsSync(folder) ? it : it.skip)('reads the public samples to the cent or says what is wrong', async () => {
    const summary: Record<string, unknown> = {};
    for (const name of readdirSync(folder)) {
      const { ends, problems } = await read(readFileSync(join(folder, name)));
      summary[name] = [
        ends.map(({ count, sum, balanced }) => [count, sum, balanced]),
        problems.filter(({ severity }) => severity === 'error').map(({ code }) => code),
      ];
    }
    expect(summary).toEqual({
      'camt.053.001.02.xml': [[[3, '-64321.50', true]], []],
      'camt.053.001.07-envelope.xml': [[[0, '0.00', true]], []],
      'camt053_duplicate_same_day.xml': [[[2, '-9.00', undefined]], []],
      'camt053_garbled_amount.xml': [[[0, '0.00', undefined]], ['bad-amount']],
      'camt053_multicurrency.xml': [
        [
          [2, '750.25', true],
          [1, '-99.99', true],
        ],
        [],
      ],
      'camt053_no_namespace.xml': [[[1, '250.00', true]], []],
    });
  });
});

describe('versions and dialects', () => {
  const VERSIONS = Array.from({ length: 13 }, (_, n) => String(n + 1).padStart(2, '0'));
  const sound = account() + balance('OPBD', '1.00') + balance('CLBD', '6.00') + entry('5.00', { status: 'BOOK' });

  it.each(['052', '053', '054'] as const)('names every version of camt.%s from its namespace', async (message) => {
    for (const version of VERSIONS) {
      const { heads, transactions, problems } = await read(document([sound], message, version));
      expect(heads[0]!.source.format).toBe(`camt.${message}.001.${version}`);
      expect(transactions.map(({ amount }) => amount)).toEqual(['5.00']);
      expect(problems).toEqual([]);
    }
  });

  it('reads any prefix, inside SOAP and a business header, with blanks before the XML declaration', async () => {
    const prefixed = document([sound])
      .replace(/<\?xml.*\?>\s*/, '')
      .replace(/<(\/?)(\w)/g, '<$1ns2:$2')
      .replace('xmlns=', 'xmlns:ns2=');
    const text = `\n\n<?xml version="1.0"?><s:Envelope xmlns:s="urn:s"><s:Body><AppHdr><BizMsgIdr>1</BizMsgIdr></AppHdr>${prefixed}</s:Body></s:Envelope>`;
    const { heads, transactions, ends, problems } = await read(text);
    expect(heads[0]).toMatchObject({ id: 'S1', messageId: 'M', source: { format: 'camt.053.001.08' } });
    expect([transactions.length, ends[0]!.balanced, problems]).toEqual([1, true, []]);
  });

  it('reads several documents in one envelope, each with its own version and message', async () => {
    const bare = (message: '053' | '054', version: string): string =>
      document([sound], message, version).replace(/<\?xml.*\?>/, '');
    const { heads } = await read(`<All>${bare('053', '02')}${bare('054', '08')}</All>`);
    expect(heads.map(({ source }) => source.format)).toEqual(['camt.053.001.02', 'camt.054.001.08']);
  });

  it('knows an IBAN that is given as a number of another kind', async () => {
    const other = account().replace(/<IBAN>(.*)<\/IBAN>/, '<Othr><Id>$1</Id></Othr>');
    const { heads } = await read(document([other + entry('1.00')]));
    expect(heads[0]!.account).toMatchObject({ iban: 'DE89370400440532013000' });
    expect(heads[0]!.account).not.toHaveProperty('number');
  });

  it('reads documents put behind one another, with or without their declarations and marks', async () => {
    const one = document([account() + entry('1.00')]);
    const two = document([account() + entry('2.00')], '053', '02');
    for (const text of [one + two, `${one}\n\ufeff${two}`, one + two.replace(/^<\?xml.*\?>/, '')]) {
      const { transactions, heads, problems } = await read(text);
      expect(transactions.map(({ amount }) => amount)).toEqual(['1.00', '2.00']);
      expect(heads.map(({ source }) => source.format)).toEqual(['camt.053.001.08', 'camt.053.001.02']);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  it('passes over what fills up the end of a file, not a text there', async () => {
    const text = document([account() + entry('1.00')]);
    expect((await read(`${text}\n\u001a`)).problems.some(({ severity }) => severity === 'error')).toBe(false);
    expect((await read(text + '\0'.repeat(600), 97)).problems.some(({ severity }) => severity === 'error')).toBe(false);
    expect((await read(`${text}junk`)).problems.at(-1)).toMatchObject({ severity: 'error', code: 'bad-xml' });
  });

  it('takes the plain decimals XML allows and banks rarely write', async () => {
    const { transactions } = await read(document([account() + entry('.5') + entry('5.') + entry('007.10')]));
    expect(transactions.map(({ amount }) => amount)).toEqual(['0.50', '5.00', '7.10']);
  });
});
