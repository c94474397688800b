import type { StatusEvent } from '@lettrage/adapter-sdk';
import { writeCdar, type LifecycleMessage } from '@lettrage/einvoicing';
import type { FlowContent } from './platform.client.js';

/** Events a platform takes: a receipt (status 212), a payment report (flux 10), an invoice for its customer. */
export const FLOW_EVENTS = ['invoice.cashed', 'payments.reported', 'invoice.dispatched'] as const;

/** A file with what the service wants to know of it. */
export interface FlowFile extends FlowContent {
  readonly info: Readonly<Record<string, string>>;
}

/** A file that comes with an event: `data.file`. */
interface EventFile {
  readonly name: string;
  readonly mediaType: string;
  /** `CII`, `UBL`, `Factur-X` or `FRR`. */
  readonly syntax: string;
  /** B2B, B2BInt, B2C, B2G… */
  readonly processingRule?: string;
  readonly base64: string;
}

/** The file of an event; undefined for events and syntaxes a platform does not take. */
export function flowFileOf(event: StatusEvent): FlowFile | undefined {
  if (event.type === 'invoice.cashed') return messageFile(event);
  if (!(FLOW_EVENTS as readonly string[]).includes(event.type)) return undefined;
  const file = event.data?.['file'] as EventFile | undefined;
  if (file === undefined || !['CII', 'UBL', 'Factur-X', 'FRR'].includes(file.syntax)) return undefined;
  const { name, mediaType, syntax: flowSyntax, processingRule } = file;
  return {
    name: safe(name),
    mediaType,
    bytes: Buffer.from(file.base64, 'base64'),
    info: { flowSyntax, ...(processingRule === undefined ? {} : { processingRule }) },
  };
}

/** A receipt: its `data.message` is a life-cycle message. */
function messageFile(event: StatusEvent): FlowFile | undefined {
  const message = event.data?.['message'] as LifecycleMessage | undefined;
  if (message === undefined) return undefined;
  return {
    name: `${safe(event.subject)}-${event.id}.xml`,
    mediaType: 'application/xml',
    bytes: Buffer.from(writeCdar(message).xml, 'utf8'),
    info: { flowSyntax: 'CDAR', processingRule: message.process === 'B2BINT' ? 'B2BInt' : 'B2B' },
  };
}

function safe(text: string): string {
  return text.replace(/[^A-Za-z0-9+\-_.]/g, '_');
}
