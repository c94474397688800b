import { describe, expect, it } from '@jest/globals';
import { messageOf } from '../testing/lifecycle-example.js';
import { checkLifecycleMessage } from './check-lifecycle-message.js';
import type { LifecycleMessage } from './lifecycle-message.js';
import { checkTransition } from './transitions.js';
import { withStatus } from './with-status.js';

const PPF = { globalIds: [{ value: '0000', scheme: '0238' }], role: 'DFH' };

/** A copy with one term changed by its path; undefined removes it. */
function changed(code: string, path: string, value: unknown): LifecycleMessage {
  const copy = structuredClone(messageOf(code)) as unknown as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop()!;
  let place = copy;
  for (const step of steps) place = place[step] as Record<string, unknown>;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}

const INVOICE = 'acknowledgements.0.invoices.0';
const fatal = (message: LifecycleMessage): string[] =>
  checkLifecycleMessage(message)
    .filter(({ severity }) => severity === 'fatal')
    .map(({ rule }) => rule);

describe('life-cycle rules', () => {
  it.each([
    ['BR-FR-04', '205', `${INVOICE}.invoiceTypeCode`, '325'],
    ['BR-FR-CDV-01', '205', 'profile', undefined],
    ['BR-FR-CDV-02', '205', 'profile', 'urn.cpro.gouv.fr:1p0:CDV:einvoicingF2'],
    ['BR-FR-CDV-03', '205', 'id', undefined],
    ['BR-FR-CDV-04', '205', 'issuedAt', undefined],
    ['BR-FR-CDV-06', '200', 'sender', {}],
    ['BR-FR-CDV-07', '205', 'issuer.globalIds', undefined],
    ['BR-FR-CDV-08', '205', 'recipients.0.electronicAddress', undefined],
    ['BR-FR-CDV-09', '205', 'acknowledgements.0.phase', '24'],
    ['BR-FR-CDV-10', '205', `${INVOICE}.invoiceNumber`, undefined],
    ['BR-FR-CDV-11', '205', `${INVOICE}.invoiceIssueDate`, undefined],
    ['BR-FR-CDV-12', '205', `${INVOICE}.status`, undefined],
    ['BR-FR-CDV-13', '205', `${INVOICE}.seller`, undefined],
    ['BR-FR-CDV-14', '212', `${INVOICE}.details.0.characteristics.0.percent`, undefined],
    ['BR-FR-CDV-14', '212', `${INVOICE}.details`, undefined],
    ['BR-FR-CDV-15', '207', `${INVOICE}.details.0.reasonCode`, undefined],
    ['BR-FR-CDV-16', '207', `${INVOICE}.details.0.sequence`, undefined],
    ['BR-FR-CDV-CL-01', '205', 'process', 'OTHER'],
    ['BR-FR-CDV-CL-02', '200', 'sender.role', 'SE'],
    ['BR-FR-CDV-CL-02', '205', 'sender.role', 'DFH'],
    ['BR-FR-CDV-CL-03', '200', 'issuer.role', 'SE'],
    ['BR-FR-CDV-CL-03', '205', 'issuer.role', 'WK'],
    ['BR-FR-CDV-CL-04', '205', 'recipients.0.role', 'XX'],
    ['BR-FR-CDV-CL-05', '205', `${INVOICE}.statusCode`, '10'],
    ['BR-FR-CDV-CL-07', '205', `${INVOICE}.seller.role`, 'BY'],
    ['BR-FR-CDV-CL-08', '205', `${INVOICE}.recipients`, [{ role: 'XX' }]],
    ['BR-FR-CDV-CL-09', '210', `${INVOICE}.details.0.reasonCode`, 'SIRET_ERR'],
    ['BR-FR-CDV-CL-10', '207', `${INVOICE}.details.0.requestedActionCode`, 'XXX'],
    ['BR-FR-CDV-CL-11', '212', `${INVOICE}.details.0.characteristics.0.type`, 'XXX'],
  ])('%s is broken by status %s with %s = %j', (rule, code, path, value) => {
    expect(fatal(changed(code, path, value))).toContain(rule);
    expect(fatal(messageOf(code))).toEqual([]);
  });

  it('lets the portal alone have its profile and a short process', () => {
    const message = {
      ...messageOf('200'),
      recipients: [PPF],
      profile: 'urn.cpro.gouv.fr:1p0:CDV:einvoicingF2',
      process: 'B1',
    };
    expect(fatal(message)).toEqual([]);
    expect(fatal({ ...message, process: 'REGULATED' })).toEqual(['BR-FR-CDV-CL-01']);
  });

  it('takes the reasons of the public sector from its sender only', () => {
    const refused = changed('210', `${INVOICE}.details.0.reasonCode`, 'RETRAIT_MAN_SERV');
    expect(fatal(refused)).toEqual(['BR-FR-CDV-CL-09']);
    const sender = { globalIds: [{ value: '9999', scheme: '0238' }], role: 'WK' };
    expect(fatal({ ...refused, sender })).toEqual([]);
  });

  it('judges a reason by the status of its detail where it has one', () => {
    const detail = { sequence: '1', status: '213', reasonCode: 'REJ_SEMAN' };
    expect(fatal(changed('207', `${INVOICE}.details`, [detail]))).toEqual([]);
  });

  it('asks neither date nor seller of an inadmissible file', () => {
    const message = changed('501', `${INVOICE}.invoiceIssueDate`, undefined);
    delete (message.acknowledgements![0]!.invoices![0] as { seller?: unknown }).seller;
    expect(fatal(message)).toEqual([]);
  });

  it.each([
    ['a code outside the list', '205', `${INVOICE}.status`, '299', 'BR-FR-CDV-CL-06'],
    ['a seller without SIREN', '205', `${INVOICE}.seller.globalIds.0.scheme`, '0223', 'BR-FR-CDV-13'],
    [
      'a negative cash-in without a comment',
      '212',
      `${INVOICE}.details.0.characteristics.0.amount.amount`,
      '-1.00',
      'status-negative-comment',
    ],
    [
      'a SIREN with a wrong check digit',
      '205',
      `${INVOICE}.seller.globalIds.0.value`,
      '732829321',
      'status-seller-siren',
    ],
    ['a status code of another status', '205', `${INVOICE}.statusCode`, '45', 'status-code-of-status'],
  ])('only warns of %s', (_name, code, path, value, rule) => {
    const problems = checkLifecycleMessage(changed(code, path, value), 'fr');
    expect(problems).toEqual([expect.objectContaining({ severity: 'warning', rule })]);
  });
});

describe('another status on a message', () => {
  it('brings its label, code and phase, and another identifier', () => {
    const message = withStatus(messageOf('204'), '205');
    expect(message.id).toBe('MSG-204-205');
    expect(message.acknowledgements![0]!.invoices![0]).toMatchObject({
      status: '205',
      statusCode: '1',
      statusLabel: ['Approuvée'],
    });
  });

  it('leaves a message that has it alone', () => {
    const message = messageOf('205');
    expect(withStatus(message, '205')).toBe(message);
  });
});

describe('transitions', () => {
  it.each([
    [['200', '202', '203', '204', '205', '211', '212'], '212'],
    [['200', '202', '203', '208'], '209'],
    [['200', '202', '207'], '205'],
    [[], '200'],
  ])('after %j, %s is the usual course', (history, code) => {
    expect(checkTransition(history, code)).toBeUndefined();
  });

  it.each([
    [['200', '210'], '212'],
    [['200', '213'], '204'],
    [[], '212'],
    [['201'], '205'],
  ])('after %j, %s is refused', (history, code) => {
    expect(checkTransition(history, code)?.severity).toBe('fatal');
  });

  it.each([
    [['200'], '209'],
    [['200'], '299'],
    [['200'], '200'],
  ])('after %j, %s is only told of', (history, code) => {
    expect(checkTransition(history, code)?.severity).toBe('warning');
  });
});
