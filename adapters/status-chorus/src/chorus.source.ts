import type { AdapterContext, StatusDocument, StatusPage, StatusSource } from '@lettrage/adapter-sdk';
import { LIFECYCLE_STATUSES, writeCdar, type LifecycleMessage } from '@lettrage/einvoicing';
import type { ChorusClient, ChorusConfig, ChorusInvoice } from './chorus.client.js';

/** Statuses of Chorus Pro as those of the life cycle; others say nothing here. */
const CODES: Readonly<Record<string, string>> = {
  DEPOSEE: '200',
  EN_COURS_ACHEMINEMENT: '202',
  MISE_A_DISPOSITION: '203',
  A_RECYCLER: '207',
  SUSPENDUE: '208',
  COMPLETEE: '209',
  REJETEE: '210',
  SERVICE_FAIT: '205',
  MANDATEE: '205',
  MISE_EN_PAIEMENT: '211',
};
const DAY_MS = 86_400_000;

/**
 * Reads the status of every invoice deposited in the last days, as life-cycle messages. Chorus Pro tells no changes, only
 * where each invoice stands: a message is known by the invoice and its status, so the same news twice is one.
 */
export function chorusSource(client: ChorusClient, config: ChorusConfig, context: AdapterContext): StatusSource {
  return {
    async poll(cursor): Promise<StatusPage> {
      const page = typeof cursor?.['page'] === 'number' ? cursor['page'] : 1;
      const now = context.clock.now();
      const to = now.toISOString().slice(0, 10);
      const from = new Date(now.getTime() - (config.days ?? 180) * DAY_MS).toISOString().slice(0, 10);
      const { invoices, more } = await client.search(from, to, page);
      const documents = invoices.flatMap((invoice) => documentOf(invoice, now));
      return more ? { documents, cursor: { page: page + 1 }, more } : { documents, cursor: { seen: to }, more: false };
    },
  };
}

function documentOf(invoice: ChorusInvoice, now: Date): StatusDocument[] {
  const code = Object.hasOwn(CODES, invoice.status) ? CODES[invoice.status] : undefined;
  if (code === undefined) return [];
  const id = `chorus-${invoice.id}-${invoice.status}`;
  // When a status was set is not told: the deposit by its day, anything else by when it was seen.
  const seen = `${now.toISOString().slice(0, 19)}Z`;
  const setAt = code === '200' && invoice.deposited !== undefined ? `${invoice.deposited}T00:00:00Z` : seen;
  const { phase, label, needsReason } = LIFECYCLE_STATUSES.get(code)!;
  const message: LifecycleMessage = {
    id,
    issuedAt: seen,
    acknowledgements: [
      {
        phase,
        setAt,
        invoices: [
          {
            invoiceNumber: invoice.number,
            status: code,
            statusLabel: [label.fr],
            ...(needsReason ? { details: [{ sequence: '1', reason: [`Chorus Pro : ${invoice.status}`] }] } : {}),
          },
        ],
      },
    ],
  };
  const bytes = Buffer.from(writeCdar(message).xml, 'utf8');
  return [{ id, kind: 'status', name: `${id}.xml`, bytes, receivedAt: setAt }];
}
