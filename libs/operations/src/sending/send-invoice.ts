import { InputError, parseDay, type StatusEvent } from '@lettrage/domain';
import type { Invoice } from '@lettrage/einvoicing';
import {
  DeliveryStore,
  DispatchStore,
  newId,
  wantLane,
  type ArchivedInvoice,
  type CompanyTransaction,
  type Connection,
  type DispatchView,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { LANE } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';
import { listConnections } from '../setup/connections.js';
import { adaptersThatTake, INVOICES } from '../status/project-statuses.js';
import { archiveInvoice, syntaxOf, type DocumentRequest } from './dispatch-document.js';
import { linkHash, linkToken } from './document-link.js';
import { mailText } from './mail-text.js';

export type { ArchivedInvoice, DispatchReceipt, DispatchView } from '@lettrage/persistence';

/** How an invoice goes to its customer. */
export interface SendRequest {
  readonly document: DocumentRequest;
  readonly way: 'mail' | 'platform' | 'link';
  /** Id or name; the only fitting one unless said. Not for links. */
  readonly connection?: string;
  /** Of mail: the address; the buyer's on the invoice (BT-58) unless said. */
  readonly recipient?: string;
  readonly subject?: string;
  readonly message?: string;
  readonly lang?: 'en' | 'fr';
  /** Days a link lives; also puts one into a mail. */
  readonly days?: number;
  /** Sends again what was sent before. */
  readonly again?: boolean;
  readonly by: string;
}

/** What was made of it. */
export interface SentInvoice {
  readonly number: string;
  readonly document: ArchivedInvoice;
  readonly dispatch: string;
  /** False where the same had been sent before. */
  readonly isNew: boolean;
  /** Where the file can be had, below the address of the server; for the customer alone. */
  readonly link?: string;
  /** `hold` while the connection waits for its release. */
  readonly connection?: { readonly name: string; readonly state: Connection['state'] };
}

const DEFAULT_DAYS = 90;
const MOST_DAYS = 3650;

/**
 * Archives an invoice and sends it on one way: by mail or platform as a delivery of a connection, which the lanes carry
 * and repeat like any other; as a link that is given back here. The same document to the same recipient is sent once,
 * unless `again` says otherwise.
 *
 * @throws InputError where the document is refused or the way is not open
 */
export async function sendInvoice(
  context: OperationsContext,
  companyId: string,
  request: SendRequest,
): Promise<SentInvoice> {
  const { way, days } = request;
  if (days !== undefined && (!Number.isInteger(days) || days < 1 || days > MOST_DAYS))
    throw new InputError('link-days', `A link lives 1 to ${MOST_DAYS} days, not ${days}.`);
  const takers = await adaptersThatTake(context, [INVOICES]);
  const { document, invoice } = await archiveInvoice(context, companyId, request.document);
  const recipient = way === 'mail' ? mailAddress(request, invoice) : undefined;
  return context.database.withCompany(companyId, async (tx) => {
    const connection = way === 'link' ? undefined : chosen(await listConnections(tx), takers, request);
    const sent = { number: document.number, document };
    if (connection === undefined) {
      const { id, isNew } = await addLink(context, tx, document, request, request.again ? newId() : '');
      return { ...sent, dispatch: id, isNew, link: `/v1/documents/${linkToken(context, companyId, id)}` };
    }
    const store = new DispatchStore(tx);
    const onceKey = [document.id, way, connection.id, recipient ?? '', request.again ? newId() : ''].join(' ');
    const { id, isNew } = await store.add({
      id: newId(),
      documentId: document.id,
      way,
      connectionId: connection.id,
      onceKey,
      madeBy: request.by,
      ...(recipient === undefined ? {} : { recipient }),
    });
    if (isNew) {
      const link = days === undefined ? undefined : (await addLink(context, tx, document, request, id)).id;
      const event = await dispatchEvent(context, tx, { id, document, invoice, recipient, link, request });
      await new DeliveryStore(tx).add([{ connectionId: connection.id, held: connection.state === 'hold', event }]);
      await wantLane(tx, LANE.deliver);
    }
    return { ...sent, dispatch: id, isNew, connection: { name: connection.name, state: connection.state } };
  });
}

/** Dispatches with what is known of them, of one invoice or all. */
export function listDispatches(
  context: OperationsContext,
  companyId: string,
  number?: string,
): Promise<{ documents: ArchivedInvoice[]; dispatches: DispatchView[] }> {
  return context.database.withCompany(companyId, async (tx) => {
    const store = new DispatchStore(tx);
    return { documents: await store.documents(number), dispatches: await store.list(number) };
  });
}

/** A document of the archive with its bytes. */
export function readArchived(
  context: OperationsContext,
  companyId: string,
  id: string,
): Promise<(ArchivedInvoice & { readonly bytes: Uint8Array }) | undefined> {
  return context.database.withCompany(companyId, (tx) => new DispatchStore(tx).document(id));
}

/** Ends a link at once; false where there is none. */
export function revokeLink(context: OperationsContext, companyId: string, dispatchId: string): Promise<boolean> {
  return context.database.withCompany(companyId, async (tx) => {
    const store = new DispatchStore(tx);
    if (!(await store.link(dispatchId))) return false;
    await store.learn({ id: newId(), dispatchId, kind: 'revoked', onceKey: 'revoked' });
    return true;
  });
}

function mailAddress({ recipient }: SendRequest, invoice: Invoice): string {
  const address = recipient ?? invoice.buyer?.contact?.emailAddress;
  if (address === undefined)
    throw new InputError('no-recipient', 'The invoice names no e-mail address of its buyer (BT-58): give one.');
  // One address and nothing else: a list or a name could smuggle further recipients in.
  if (!/^[^\s@<>,;:"()]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/.test(address))
    throw new InputError('bad-recipient', `"${address}" is no e-mail address.`);
  return address;
}

function chosen(
  connections: readonly Connection[],
  takers: readonly string[],
  { way, connection: wanted }: SendRequest,
): Connection {
  const isMail = (one: Connection): boolean => one.adapter.endsWith('-mail');
  const open = connections.filter(
    (one) => takers.includes(one.adapter) && one.state !== 'disabled' && isMail(one) === (way === 'mail'),
  );
  const fitting = open.filter(({ id, name }) => wanted === undefined || id === wanted || name === wanted);
  if (fitting.length === 1) return fitting[0]!;
  const names = open.map(({ name }) => name).join(', ') || 'none yet';
  throw new InputError(
    'connection-needed',
    `Say which connection sends invoices by ${way}. There are: ${names}. Add one: lettrage connection add.`,
  );
}

/** A link to a document; the same request gives the same link as long as it is open. */
async function addLink(
  context: OperationsContext,
  tx: CompanyTransaction,
  document: ArchivedInvoice,
  request: SendRequest,
  key: string,
): Promise<{ id: string; isNew: boolean }> {
  const { by, days = DEFAULT_DAYS } = request;
  const id = newId();
  const store = new DispatchStore(tx);
  const added = await store.add({
    id,
    documentId: document.id,
    way: 'link',
    onceKey: [document.id, 'link', days, key].join(' '),
    tokenHash: linkHash(context, id),
    days,
    madeBy: by,
  });
  const isOpen = added.isNew || (await store.link(added.id))?.open === true;
  return isOpen ? added : addLink(context, tx, document, request, newId());
}

const RULES: Readonly<Record<string, string>> = {
  B2BINT: 'B2BInt',
  B2C: 'B2C',
  OUTOFSCOPE: 'OutOfScope',
  ARCHIVEONLY: 'ArchiveOnly',
};

/** The dispatch as a connection gets it; the file and the secret of a link come with it when it is sent. */
async function dispatchEvent(
  context: OperationsContext,
  tx: CompanyTransaction,
  of: {
    readonly id: string;
    readonly document: ArchivedInvoice;
    readonly invoice: Invoice;
    readonly recipient: string | undefined;
    readonly link: string | undefined;
    readonly request: SendRequest;
  },
): Promise<StatusEvent> {
  const { id, document, invoice, recipient, link, request } = of;
  const company = await readCompany(tx);
  const treatment = (invoice.notes ?? []).find(({ subjectCode }) => subjectCode === 'BAR')?.note?.trim() ?? '';
  const bytes = (await new DispatchStore(tx).document(document.id))!.bytes;
  const now = context.now().toISOString();
  const { lang = 'fr', subject, message } = request;
  const wish = {
    lang,
    link: link !== undefined,
    ...(subject === undefined ? {} : { subject }),
    ...(message === undefined ? {} : { message }),
  };
  return {
    id,
    type: 'invoice.dispatched',
    version: 1,
    company: { id: company.id, name: company.name, ...(company.siren ? { siren: company.siren } : {}) },
    // Before every status of the invoice.
    position: 0,
    time: now,
    day: parseDay(now.slice(0, 10)),
    subject: document.number,
    data: {
      number: document.number,
      document: document.id,
      sha256: document.sha256,
      name: document.name,
      mediaType: document.mediaType,
      syntax: syntaxOf(bytes) ?? 'EDIFACT',
      processingRule: RULES[treatment] ?? 'B2B',
      ...(recipient === undefined ? {} : { mail: { to: recipient, ...mailText(invoice, company.name, wish) } }),
      ...(link === undefined ? {} : { link }),
    },
  };
}
