import type { StatusDocument, StatusPage, StatusSource } from '@lettrage/adapter-sdk';
import { LIFECYCLE_STATUSES, writeCdar, type LifecycleMessage } from '@lettrage/einvoicing';
import type { PeppolClient, PeppolEvent } from './peppol.client.js';

/** Answers of receivers (UNCL 4343) as statuses of the life cycle. */
const RESPONSES: Readonly<Record<string, string>> = {
  AB: '202',
  IP: '204',
  UQ: '207',
  CA: '206',
  RE: '210',
  AP: '205',
  PD: '211',
};

/** Reads what happened to documents as life-cycle messages; each is known by the id of its event. */
export function peppolSource(client: PeppolClient): StatusSource {
  return {
    async poll(cursor): Promise<StatusPage> {
      const after = typeof cursor?.['after'] === 'string' ? cursor['after'] : undefined;
      const { events, cursor: next, more } = await client.events(after);
      return { documents: events.flatMap(documentOf), cursor: { after: next }, more };
    },
  };
}

function codeOf({ type, code = '' }: PeppolEvent): string | undefined {
  if (type === 'delivered') return '203';
  if (type === 'failed') return '221';
  return type === 'response' && Object.hasOwn(RESPONSES, code) ? RESPONSES[code] : undefined;
}

function documentOf(event: PeppolEvent): StatusDocument[] {
  const status = codeOf(event);
  const at = new Date(event.at);
  if (status === undefined || Number.isNaN(at.getTime())) return [];
  const setAt = `${at.toISOString().slice(0, 19)}Z`;
  const { phase, label } = LIFECYCLE_STATUSES.get(status)!;
  const message: LifecycleMessage = {
    id: `peppol-${event.id}`,
    issuedAt: setAt,
    acknowledgements: [
      {
        phase,
        setAt,
        invoices: [
          {
            invoiceNumber: event.invoice,
            status,
            statusLabel: [label.fr],
            ...(event.reason ? { details: [{ sequence: '1', reason: [event.reason] }] } : {}),
          },
        ],
      },
    ],
  };
  const bytes = Buffer.from(writeCdar(message).xml, 'utf8');
  return [{ id: event.id, kind: 'status', name: `peppol-${event.id}.xml`, bytes, receivedAt: setAt }];
}
