import { createHash } from 'node:crypto';
import { outcomeOfFailure, pushInOrder } from '@lettrage/adapter-sdk';
import type { StatusEvent, StatusOutcome, StatusSink } from '@lettrage/adapter-sdk';
import { readInvoiceXml, type Identifier } from '@lettrage/einvoicing';
import type { PeppolClient, PeppolConfig, PeppolDocument, Transmission } from './peppol.client.js';

/** The one event it takes: `data.file` is the invoice. */
const DISPATCHED = 'invoice.dispatched';

interface EventFile {
  readonly name: string;
  readonly syntax: string;
  readonly base64: string;
}

/** Sends invoices as UBL, under the id of the event: what is there already under it is not sent again. */
export function peppolSink(client: PeppolClient, config: PeppolConfig): StatusSink {
  return {
    accepts: [DISPATCHED],
    async push(events) {
      return pushInOrder(events, (event) => pushOne(event, client, config), {
        at: ['later'],
        message: 'An earlier document of the invoice comes first.',
      });
    },
  };
}

async function pushOne(event: StatusEvent, client: PeppolClient, config: PeppolConfig): Promise<StatusOutcome> {
  const file = event.data?.['file'] as EventFile | undefined;
  if (event.type !== DISPATCHED || file?.syntax !== 'UBL')
    return {
      event: event.id,
      status: 'unsupported',
      message: `Peppol takes UBL, not "${file?.syntax ?? event.type}": convert the invoice first.`,
    };
  const document = documentOf(event, file, config);
  if (typeof document === 'string') return { event: event.id, status: 'rejected', message: document };
  try {
    const before = await client.find(event.id);
    return outcomeOf(event.id, before ?? (await client.send(document)), before === undefined ? 'done' : 'already');
  } catch (error) {
    return outcomeOfFailure(event, error);
  }
}

function outcomeOf(event: string, { id, state, message }: Transmission, success: 'done' | 'already'): StatusOutcome {
  if (state !== 'failed') return { event, status: success, externalId: id };
  const why = message ?? 'no reason given';
  return { event, status: 'rejected', message: `The access point could not deliver it: ${why}.`, externalId: id };
}

/** What the interface asks of a document, or why the invoice cannot go. */
function documentOf(event: StatusEvent, file: EventFile, config: PeppolConfig): PeppolDocument | string {
  const bytes = Buffer.from(file.base64, 'base64');
  const { invoice } = readInvoiceXml(bytes.toString('utf8'));
  const sender = config.sender ?? participant(invoice?.seller?.electronicAddress);
  const receiver = participant(invoice?.buyer?.electronicAddress);
  if (sender === undefined)
    return 'The invoice has no electronic address of its seller (BT-34), and none is configured.';
  if (receiver === undefined) return 'The invoice has no electronic address of its buyer (BT-49) to send it to.';
  const { specificationIdentifier: specification = '', businessProcessType: process = '' } =
    invoice?.processControl ?? {};
  const root = isCreditNote(bytes) ? 'CreditNote' : 'Invoice';
  return {
    key: event.id,
    sender,
    receiver,
    documentType: `urn:oasis:names:specification:ubl:schema:xsd:${root}-2::${root}##${specification}::2.1`,
    process,
    name: file.name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    document: file.base64,
  };
}

function participant(address: Identifier | undefined): string | undefined {
  return address?.scheme === undefined ? undefined : `${address.scheme}:${address.value}`;
}

function isCreditNote(bytes: Buffer): boolean {
  return /<(?:[\w.-]+:)?CreditNote[\s>]/.test(bytes.subarray(0, 4096).toString('utf8'));
}
