import type { StatusEvent } from '@lettrage/domain';
import {
  DispatchStore,
  newId,
  PaymentReportStore,
  type CompanyTransaction,
  type Delivery,
} from '@lettrage/persistence';
import type { StatusOutcome } from '@lettrage/adapter-sdk';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';
import { linkToken } from './document-link.js';
import { LINK_PLACE } from './mail-text.js';

/**
 * The event of a delivery with the file it speaks of, as an adapter gets it: the payload holds neither the bytes, which
 * the archive has, nor the secret of a link.
 */
export async function withFile(
  context: OperationsContext,
  companyId: string,
  event: StatusEvent,
): Promise<StatusEvent> {
  if (event.type === 'payments.reported') return context.database.withCompany(companyId, (tx) => withReport(tx, event));
  if (event.type !== 'invoice.dispatched') return event;
  return context.database.withCompany(companyId, async (tx) => {
    const { document = '', link, mail, ...facts } = event.data as DispatchData;
    const bytes = (await new DispatchStore(tx).document(document))?.bytes;
    if (bytes === undefined) return event;
    const { name, mediaType, syntax, processingRule } = facts;
    const file = { name, mediaType, syntax, processingRule, base64: bytes.toString('base64') };
    if (mail === undefined) return { ...event, data: { ...event.data, file } };
    const base = await publicUrl(tx);
    const address =
      link === undefined || base === undefined
        ? undefined
        : `${base}/v1/documents/${linkToken(context, companyId, link)}`;
    const text = address === undefined ? withoutLink(mail.text) : mail.text.replace(LINK_PLACE, address);
    return { ...event, data: { ...event.data, mail: { ...mail, text }, file } };
  });
}

interface DispatchData {
  readonly document?: string;
  readonly link?: string;
  readonly name?: string;
  readonly mediaType?: string;
  readonly syntax?: string;
  readonly processingRule?: string;
  readonly mail?: { readonly to: string; readonly subject: string; readonly text: string };
}

async function withReport(tx: CompanyTransaction, event: StatusEvent): Promise<StatusEvent> {
  const { report, name } = event.data as { report: string; name: string };
  const found = await new PaymentReportStore(tx).file(report);
  if (!found) return event;
  const file = { name, mediaType: 'application/xml', syntax: 'FRR', base64: Buffer.from(found.xml).toString('base64') };
  return { ...event, data: { ...event.data, file } };
}

/** The address customers reach the server at, where it is set. */
async function publicUrl(tx: CompanyTransaction): Promise<string | undefined> {
  const sending = (await readCompany(tx)).settings['sending'] as { publicUrl?: string } | null | undefined;
  return sending?.publicUrl?.replace(/\/+$/, '');
}

function withoutLink(text: string): string {
  return text
    .split('\n\n')
    .filter((part) => !part.includes(LINK_PLACE))
    .join('\n\n');
}

/** Notes on the dispatch what became of its delivery: sent, or refused. */
export async function noteDispatch(
  tx: CompanyTransaction,
  delivery: Delivery,
  state: string,
  outcome: StatusOutcome,
): Promise<void> {
  if (delivery.type !== 'invoice.dispatched' || !['delivered', 'rejected', 'unsupported', 'dead'].includes(state))
    return;
  const kind = state === 'delivered' ? 'sent' : 'refused';
  const detail = outcome.externalId ?? outcome.message;
  await new DispatchStore(tx).learn({
    id: newId(),
    dispatchId: delivery.payload.id,
    kind,
    onceKey: `${kind} ${delivery.attempts}`,
    ...(detail === undefined ? {} : { detail: detail.slice(0, 500) }),
  });
}
