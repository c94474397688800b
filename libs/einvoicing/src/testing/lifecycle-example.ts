import { LIFECYCLE_STATUSES, REASONS_OF_STATUS } from '../lifecycle/lifecycle-codes.js';
import type { LifecycleMessage } from '../lifecycle/lifecycle-message.js';

/** A message that passes every rule, for any status; tests change what they are about. */
export function messageOf(code: string): LifecycleMessage {
  const { phase, statusCode, label, needsReason, setBy } = LIFECYCLE_STATUSES.get(code)!;
  const seller = { globalIds: [{ value: '732829320', scheme: '0002' }], name: 'Atelier du Rhône SARL', role: 'SE' };
  const buyer = { globalIds: [{ value: '404833048', scheme: '0002' }], name: 'Boulangerie Martin SAS', role: 'BY' };
  const bySeller = setBy === 'seller';
  const [reasonCode] = REASONS_OF_STATUS.get(code) ?? [];
  const cashed = code === '212' || code === '211';
  const account = ['225', '226', '227'].includes(code);
  const figures = account
    ? [{ type: 'CBB', changed: true, value: ['FR7630006000011234567890189'] }]
    : [
        {
          type: code === '212' ? 'MEN' : 'MPA',
          changed: false,
          amount: { amount: '120.00', currency: 'EUR' },
          percent: '20.00',
        },
      ];
  const detail = {
    sequence: '1',
    ...(needsReason ? { reasonCode: reasonCode!, reason: ['Motif'], requestedActionCode: 'NIN' } : {}),
    ...(cashed || account ? { characteristics: figures } : {}),
  };
  const told = bySeller ? buyer : seller;
  return {
    process: 'REGULATED',
    profile: 'urn.cpro.gouv.fr:1p0:CDV:invoice',
    id: `MSG-${code}`,
    name: 'Cycle de vie',
    issuedAt: '2026-11-02T09:30:00Z',
    sender: { role: 'WK' },
    issuer: phase === '305' ? { role: 'WK' } : bySeller ? seller : buyer,
    recipients: [{ ...told, electronicAddress: { value: told.globalIds[0]!.value, scheme: '0225' } }],
    acknowledgements: [
      {
        multipleReferences: false,
        phase,
        setAt: '2026-11-02T09:00:00Z',
        invoices: [
          {
            invoiceNumber: 'FA2026-000123',
            ...(statusCode === undefined ? {} : { statusCode }),
            invoiceTypeCode: '380',
            receivedAt: '2026-10-05T08:00:00Z',
            invoiceIssueDate: '2026-10-05',
            status: code,
            statusLabel: [label.fr],
            seller: { globalIds: seller.globalIds, role: 'SE' },
            ...(needsReason || cashed || account ? { details: [detail] } : {}),
          },
        ],
      },
    ],
  };
}

/** A message that fills nearly every place of the schema. */
export function fullMessage(): LifecycleMessage {
  const base = messageOf('207');
  const [acknowledgement] = base.acknowledgements!;
  const [invoice] = acknowledgement!.invoices!;
  return {
    test: true,
    ...base,
    language: 'fr',
    notes: [{ content: ['Une note', 'Une autre'], subjectCode: 'AAB' }],
    period: { start: '2026-10-01T00:00:00Z', end: '2026-10-31T00:00:00Z' },
    issuer: {
      ...base.issuer!,
      ids: [{ value: 'C12' }],
      contacts: [{ person: 'M. Durand', department: 'Achats', telephone: ['+33 1'], email: { value: 'a@b.fr' } }],
      address: { postCode: '75005', addressLine1: '3 rue des Écoles', city: 'Paris', countryCode: 'FR' },
    },
    acknowledgements: [
      {
        ...acknowledgement!,
        invoices: [
          {
            ...invoice!,
            copy: false,
            attachments: [{ content: 'eA==', mimeCode: 'application/pdf', filename: 'litige.pdf' }],
            includedAmounts: [{ amount: '12000.00', currency: 'EUR' }],
            details: [
              {
                at: '2026-11-02T08:00:00Z',
                reasonCode: 'PU_ERR',
                reason: ['Prix erroné'],
                status: '207',
                requestedActionCode: 'CNP',
                requestedAction: ['Avoir partiel'],
                sequence: '1',
                notes: [{ content: ['Le prix convenu est 80,00 < 85,00 & moins'] }],
                characteristics: [
                  { type: 'DIV', changed: true, location: '/BG-25[1]/BT-146', value: ['85.00'] },
                  { type: 'DVA', changed: true, location: '/BG-25[1]/BT-146', value: ['80.00'], date: '2026-11-02' },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
}
