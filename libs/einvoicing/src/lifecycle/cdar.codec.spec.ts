import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fullMessage, messageOf } from '../testing/lifecycle-example.js';
import { loadSchema, schemaErrors } from '../testing/xsd.js';
import { readCdar, writeCdar } from './cdar.codec.js';
import { checkLifecycleMessage } from './check-lifecycle-message.js';
import { LIFECYCLE_STATUSES } from './lifecycle-codes.js';
import { readLifecycleMessage } from './read-lifecycle-message.js';

const SCHEMA = fileURLToPath(
  new URL(
    '../../../../../shared/data/xsd/cdar-d22b/CrossDomainAcknowledgementAndResponse_100pD22B.xsd',
    import.meta.url,
  ),
);
const schema = existsSync(SCHEMA) ? loadSchema(SCHEMA, readFileSync(SCHEMA)) : undefined;
const CODES = [...LIFECYCLE_STATUSES.keys()];

describe('life-cycle messages in XML', () => {
  it.each(CODES)('status %s is written as the rules want and read back the same', (code) => {
    const message = messageOf(code);
    expect(checkLifecycleMessage(message)).toEqual([]);
    const { xml, problems } = writeCdar(message);
    expect(problems).toEqual([]);
    expect(readCdar(xml)).toEqual({ message, problems: [] });
  });

  (schema ? it : it.skip).each([...CODES.map(messageOf), fullMessage()])(
    'the schema accepts what is written (%#)',
    (message) => {
      expect(schemaErrors(schema!, writeCdar(message).xml)).toEqual([]);
    },
  );

  it('an empty code of a role or a reason is none of its list', () => {
    const full = fullMessage();
    const acknowledgements = full.acknowledgements!.map((one) => ({
      ...one,
      invoices: one.invoices!.map((invoice) => ({ ...invoice, recipients: [{ role: 'BY' }] })),
    }));
    const { xml } = writeCdar({ ...full, acknowledgements });
    const emptied = xml.replace(/(<ram:(RoleCode|ReasonCode)>)[^<]*/g, '$1');
    const rules = readCdar(emptied).problems.map(({ rule }) => rule);
    expect([...new Set(rules)].sort()).toEqual([
      'BR-FR-CDV-CL-04',
      'BR-FR-CDV-CL-07',
      'BR-FR-CDV-CL-08',
      'BR-FR-CDV-CL-09',
    ]);
  });

  it('a message that fills the schema comes back whole, through JSON too', () => {
    const message = fullMessage();
    expect(readCdar(writeCdar(message).xml)).toEqual({ message, problems: [] });
    expect(readLifecycleMessage(JSON.parse(JSON.stringify(message)))).toEqual({ message, problems: [] });
  });

  it('reads any prefixes, blanks around codes and IndicatorString', () => {
    const xml = writeCdar(messageOf('212'))
      .xml.replaceAll('rsm:', 'a:')
      .replaceAll('ram:', 'b:')
      .replace('xmlns:a', 'xmlns:a')
      .replace('xmlns:rsm', 'xmlns:a')
      .replace('xmlns:ram', 'xmlns:b')
      .replace('>MEN<', '> MEN <')
      .replace('<udt:Indicator>false</udt:Indicator>', '<udt:IndicatorString>false</udt:IndicatorString>');
    expect(readCdar(xml)).toEqual({ message: messageOf('212'), problems: [] });
  });

  it('writes and reads times of Paris, summer and winter', () => {
    const message = { ...messageOf('204'), issuedAt: '2026-07-01T22:30:00Z' };
    const { xml } = writeCdar(message, { zone: 'Europe/Paris' });
    expect(xml).toContain('20260702003000');
    expect(xml).toContain('20261102100000');
    expect(readCdar(xml, { zone: 'Europe/Paris' }).message).toEqual(message);
  });

  it('keeps a date of another format as it stands', () => {
    const xml = writeCdar(messageOf('204')).xml.replace(
      'format="204">20261102093000',
      'format="205">202611020930+0100',
    );
    const { message, problems } = readCdar(xml);
    expect(problems).toEqual([]);
    expect(message?.issuedAt).toBe('format 205: 202611020930+0100');
    expect(writeCdar(message!).xml).toBe(xml);
  });
});

describe('life-cycle messages that are wrong', () => {
  const xml = writeCdar(messageOf('212')).xml;

  it.each([
    ['no XML', 'hello', 'xml'],
    ['a DOCTYPE', '<!DOCTYPE x><x/>', 'xml-doctype'],
    ['another root', '<Invoice xmlns="urn:x"/>', 'cdar-root'],
    ['the right root in a wrong namespace', '<CrossDomainAcknowledgementAndResponse xmlns="urn:x"/>', 'cdar-root'],
  ])('%s is a problem and no message', (_name, text, rule) => {
    const { message, problems } = readCdar(text);
    expect(message).toBeUndefined();
    expect(problems.map((problem) => problem.rule)).toEqual([rule]);
  });

  it.each([
    ['an amount with a comma', '>120.00<', '>120,00<', 'cdar-number'],
    ['a day that does not exist', '20261005', '20260231', 'cdar-date'],
    ['an hour that does not exist', '20261102093000', '20261102253000', 'cdar-date'],
    ['an indicator that is none', '>false<', '>maybe<', 'cdar-indicator'],
  ])('%s is a fatal problem with its XPath', (_name, from, to, rule) => {
    const { problems } = readCdar(xml.replace(from, to));
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'fatal', rule, location: expect.stringMatching(/^\/rsm:/) }),
    ]);
  });

  it.each([
    ['an element it does not have', '</ram:ProcessCondition>', '</ram:ProcessCondition><ram:Odd>x</ram:Odd>', 'Odd'],
    ['one of a foreign namespace', '<ram:SequenceNumeric>', '<x:y xmlns:x="urn:x">1</x:y><ram:SequenceNumeric>', 'y'],
    [
      'a single value twice',
      '</rsm:ExchangedDocumentContext>',
      '</rsm:ExchangedDocumentContext><rsm:ExchangedDocumentContext/>',
      'once only',
    ],
    ['elements out of order', /(<ram:IssuerAssignedID>.*?>)\s*(<ram:StatusCode>.*?>)/, '$2$1', 'out of order'],
    ['no recipient', /<ram:RecipientTradeParty>.*?<\/ram:RecipientTradeParty>/s, '', 'RecipientTradeParty is missing'],
    ['no profile', /<ram:GuidelineSpecified.*?<\/ram:GuidelineSpecified\w+>/s, '', 'Guideline'],
    ['text between elements', '<ram:SpecifiedDocumentStatus>', '<ram:SpecifiedDocumentStatus>x', 'text between'],
    [
      'a date that is none',
      /<udt:DateTimeString format="204">20261102093000<\/udt:DateTimeString>/,
      '',
      'one DateTimeString',
    ],
    ['a code with an element inside', '>REGULATED<', '>REGULATED<ram:ID/><', 'ID is not'],
  ])('%s is a fatal problem of the schema', (_name, from, to, said) => {
    const broken = xml.replace(from, to);
    expect(broken).not.toBe(xml);
    const { problems } = readCdar(broken);
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'fatal', rule: 'cdar-schema', message: expect.stringContaining(said) }),
    ]);
  });

  it('numbers the schema allows are read as plain ones', () => {
    const { message, problems } = readCdar(xml.replace('>120.00<', '>+120.<').replace('>20.00<', '>.5<'));
    expect(problems).toEqual([]);
    expect(message!.acknowledgements![0]!.invoices![0]!.details![0]!.characteristics![0]).toMatchObject({
      amount: { amount: '120', currency: 'EUR' },
      percent: '0.5',
    });
  });

  it('a date and time of ISO 8601 is read as the instant it is', () => {
    const dated = (value: string) =>
      readCdar(
        xml.replace(
          '<udt:DateTimeString format="204">20261102093000</udt:DateTimeString>',
          `<udt:DateTime>${value}</udt:DateTime>`,
        ),
      );
    expect(dated('2026-11-02T10:30:00+01:00')).toEqual({ message: messageOf('212'), problems: [] });
    expect(dated('2026-11-02T09:30:00')).toEqual({ message: messageOf('212'), problems: [] });
    expect(dated('2026-11-31T09:30:00').problems).toEqual([expect.objectContaining({ rule: 'cdar-date' })]);
  });

  it.each([
    ['an unknown key', { odd: 'x' }, '/odd'],
    ['a number', { id: 12 }, '/id'],
    ['a list that is none', { recipients: {} }, '/recipients'],
    ['an empty text', { id: '' }, '/id'],
    ['null', { id: null }, '/id'],
    ['a day that does not exist', { issuedAt: '2026-02-30T00:00:00Z' }, '/issuedAt'],
    [
      'a sequence that is no number',
      { acknowledgements: [{ invoices: [{ details: [{ sequence: 'one' }] }] }] },
      '/acknowledgements/0/invoices/0/details/0/sequence',
    ],
    [
      'an attachment that is no base64',
      { acknowledgements: [{ invoices: [{ attachments: [{ content: 'é' }] }] }] },
      '/acknowledgements/0/invoices/0/attachments/0/content',
    ],
    [
      'an amount that is no number',
      { acknowledgements: [{ invoices: [{ includedAmounts: [{ amount: '1e3' }] }] }] },
      '/acknowledgements/0/invoices/0/includedAmounts/0/amount',
    ],
  ])('JSON with %s is refused with its path', (_name, data, location) => {
    const { message, problems } = readLifecycleMessage(data);
    expect(message).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ severity: 'fatal', location })]);
  });
});
