import { describe, expect, it } from '@jest/globals';
import { messageOf } from '../testing/lifecycle-example.js';
import { readCdar, writeCdar } from './cdar.codec.js';
import { checkLifecycleMessage } from './check-lifecycle-message.js';
import {
  CHARACTERISTICS,
  COMPANY_ROLES,
  LIFECYCLE_STATUSES,
  PROCESSES,
  REASONS_OF_STATUS,
  REQUESTED_ACTIONS,
  STATUS_CODES_OF_PHASE,
  STATUS_REASONS,
} from './lifecycle-codes.js';
import type { LifecycleMessage, ReferencedInvoice, StatusDetail } from './lifecycle-message.js';

const CODES = [...LIFECYCLE_STATUSES.keys()];

/** The message of a status with terms of its one invoice changed. */
function withInvoice(code: string, change: Partial<ReferencedInvoice>): LifecycleMessage {
  const message = messageOf(code);
  const [acknowledgement] = message.acknowledgements!;
  return {
    ...message,
    acknowledgements: [{ ...acknowledgement!, invoices: [{ ...acknowledgement!.invoices![0]!, ...change }] }],
  };
}

function withDetail(code: string, change: Partial<StatusDetail>): LifecycleMessage {
  const detail = messageOf(code).acknowledgements![0]!.invoices![0]!.details?.[0] ?? { sequence: '1' };
  return withInvoice(code, { details: [{ ...detail, ...change }] });
}

const fatal = (message: LifecycleMessage): string[] =>
  checkLifecycleMessage(message)
    .filter(({ severity }) => severity === 'fatal')
    .map(({ rule }) => rule);
const comesBack = (message: LifecycleMessage) =>
  expect(readCdar(writeCdar(message).xml)).toEqual({ message, problems: [] });

describe('codes of life-cycle messages', () => {
  it.each(CODES)('status %s takes its own reasons and no others, and they come back', (code) => {
    const own = REASONS_OF_STATUS.get(code);
    for (const reasonCode of STATUS_REASONS) {
      const message = withDetail(code, { reasonCode, reason: ['Motif'] });
      const allowed = own === undefined || own.has(reasonCode);
      expect([reasonCode, fatal(message)]).toEqual([reasonCode, allowed ? [] : ['BR-FR-CDV-CL-09']]);
      if (own?.has(reasonCode)) comesBack(message);
    }
    expect(fatal(withDetail(code, { reasonCode: 'NO_REASON' }))).toContain('BR-FR-CDV-CL-09');
  });

  it.each(CODES)('status %s takes the codes of its phase (MDT-88) and no others', (code) => {
    const { phase } = LIFECYCLE_STATUSES.get(code)!;
    const all = new Set([...STATUS_CODES_OF_PHASE.values()].flatMap((codes) => [...codes]));
    for (const statusCode of [...all, '99']) {
      const allowed = STATUS_CODES_OF_PHASE.get(phase)!.has(statusCode);
      expect([statusCode, fatal(withInvoice(code, { statusCode }))]).toEqual([
        statusCode,
        allowed ? [] : ['BR-FR-CDV-CL-05'],
      ]);
    }
  });

  it('every role may set, get and pass on a status of processing; a platform only passes it on', () => {
    for (const role of [...COMPANY_ROLES, 'WK', 'DFH', 'XX']) {
      const message = messageOf('205');
      const company = COMPANY_ROLES.has(role);
      const known = role !== 'XX';
      expect([role, fatal({ ...message, issuer: { ...message.issuer!, role } })]).toEqual([
        role,
        company ? [] : ['BR-FR-CDV-CL-03'],
      ]);
      expect([role, fatal({ ...message, sender: { role } })]).toEqual([
        role,
        company || role === 'WK' ? [] : ['BR-FR-CDV-CL-02'],
      ]);
      expect([role, fatal({ ...message, recipients: [{ ...message.recipients![0]!, role }] })]).toEqual([
        role,
        known ? [] : ['BR-FR-CDV-CL-04'],
      ]);
      expect([role, fatal(withInvoice('205', { recipients: [{ role }] }))]).toEqual([
        role,
        known ? [] : ['BR-FR-CDV-CL-08'],
      ]);
    }
  });

  it('every process, action and kind of figure is taken, and others are not', () => {
    for (const process of PROCESSES) expect(fatal({ ...messageOf('204'), process })).toEqual([]);
    for (const requestedActionCode of REQUESTED_ACTIONS) {
      const message = withDetail('207', { requestedActionCode });
      expect(fatal(message)).toEqual([]);
      comesBack(message);
    }
    for (const type of CHARACTERISTICS) {
      const message = withDetail('207', {
        characteristics: [{ type, changed: true, amount: { amount: '-0.01', currency: 'EUR' }, percent: '5.5' }],
      });
      expect(fatal(message)).toEqual([]);
      comesBack(message);
    }
    expect(fatal({ ...messageOf('204'), process: 'regulated' })).toEqual(['BR-FR-CDV-CL-01']);
  });

  it('a message without profile, process, sender or issuer names each rule', () => {
    const { process: _process, profile: _profile, sender: _sender, issuer: _issuer, ...rest } = messageOf('205');
    expect(fatal(rest).sort()).toEqual([
      'BR-FR-CDV-01',
      'BR-FR-CDV-02',
      'BR-FR-CDV-05',
      'BR-FR-CDV-07',
      'BR-FR-CDV-CL-01',
      'BR-FR-CDV-CL-02',
      'BR-FR-CDV-CL-03',
    ]);
  });

  it.each([
    [
      'status-cash-rate',
      withDetail('212', {
        characteristics: [{ type: 'MEN', amount: { amount: '1', currency: 'EUR' }, percent: '19' }],
      }),
    ],
    ['status-payment-amount', withDetail('211', { characteristics: [] })],
    ['status-account', withDetail('227', { characteristics: [] })],
    ['status-expected-value', withDetail('207', { characteristics: [{ type: 'DIV', value: ['85.00'] }] })],
    ['status-invoice-day', withInvoice('205', { invoiceIssueDate: '2026-10-05T00:00:00Z' })],
    [
      'status-seller-is-issuer',
      { ...messageOf('212'), issuer: { globalIds: [{ value: '404833048', scheme: '0002' }], role: 'SE' } },
    ],
  ])('%s is only a warning', (rule, message) => {
    expect(checkLifecycleMessage(message)).toEqual([expect.objectContaining({ severity: 'warning', rule })]);
  });
});
