import { createHash } from 'node:crypto';
import { InputError, parseDay, type StatusEvent } from '@lettrage/domain';
import type { OpenAdapter } from '@lettrage/adapter-host';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';
import { listConnections, openConnection, type Connection } from '../setup/connections.js';
import type { WriteExport } from './hand-over.js';

/** The event a sink gets an export in: `data.file` holds it, `data.mail` says whom a mail is for. */
const EXPORT_MADE = 'export.made';
/** Larger files are refused by most mail servers, or are too much for one event in memory. */
const MOST_MEGABYTES = { mail: 18, other: 150 } as const;

/** A company's connection that takes exports, by id or name. Throws InputError where it takes none. */
export async function exportConnection(
  context: OperationsContext,
  companyId: string,
  name: string,
): Promise<Connection> {
  const connection = await connectionNamed(context, companyId, name);
  const adapter = await openConnection(context, companyId, connection);
  try {
    if (adapter.members.statusSink?.accepts?.includes(EXPORT_MADE)) return connection;
    throw new InputError(
      'export-connection',
      `The connection "${connection.name}" takes no exports; one of mail or SFTP does.`,
    );
  } finally {
    adapter.close();
  }
}

/**
 * Sends a file by a connection. What is sent again after a lost answer bears the same id, so the receiver knows it.
 *
 * @throws InputError with the receiver's reason where it did not take the file
 */
export function sendBy(
  context: OperationsContext,
  companyId: string,
  target: { readonly connection: string; readonly recipient?: string },
): WriteExport {
  return async (fileName, bytes) => {
    const parts: Uint8Array[] = [];
    for await (const part of bytes) parts.push(part);
    const content = Buffer.concat(parts);
    const most = MOST_MEGABYTES[target.recipient === undefined ? 'other' : 'mail'];
    if (content.length > most << 20)
      throw new InputError('export-size', `${fileName} is larger than ${most} MB: have it written to a folder.`);
    const connection = await connectionNamed(context, companyId, target.connection);
    if (connection.state !== 'released')
      throw new InputError('export-connection', `The connection "${connection.name}" is on hold: release it first.`);
    const adapter = await openConnection(context, companyId, connection);
    try {
      await push(adapter, await eventOf(context, companyId, { fileName, content, ...target }), connection);
    } finally {
      adapter.close();
    }
  };
}

async function push(adapter: OpenAdapter, event: StatusEvent, connection: Connection): Promise<void> {
  const { outcomes, error } = await adapter.push([event]);
  const [outcome] = outcomes;
  if (outcome?.status === 'done' || outcome?.status === 'already') return;
  const why = outcome?.message ?? error?.message ?? 'no reason was given';
  throw new InputError('export-not-sent', `The connection "${connection.name}" did not take the export: ${why}`);
}

async function eventOf(
  context: OperationsContext,
  companyId: string,
  file: {
    readonly fileName: string;
    readonly content: Buffer;
    readonly connection: string;
    readonly recipient?: string;
  },
): Promise<StatusEvent> {
  const company = await context.database.withCompany(companyId, readCompany);
  const { fileName, content, recipient } = file;
  const time = context.now().toISOString();
  const sha256 = createHash('sha256').update(content).digest('hex');
  const id = createHash('sha256').update([companyId, file.connection, fileName, sha256].join('\n')).digest('hex');
  return {
    id: `export-${id.slice(0, 32)}`,
    type: EXPORT_MADE,
    version: 1,
    company: { id: companyId, name: company.name, ...(company.siren ? { siren: company.siren } : {}) },
    position: 0,
    time,
    day: parseDay(time.slice(0, 10)),
    subject: fileName,
    data: {
      ...(recipient === undefined
        ? {}
        : {
            mail: {
              to: recipient,
              subject: `${company.name}: ${fileName}`,
              text: `${company.name}\n\n${fileName}\nSHA-256 ${sha256}\n`,
            },
          }),
      file: { name: fileName, mediaType: 'application/octet-stream', base64: content.toString('base64') },
    },
  };
}

async function connectionNamed(context: OperationsContext, companyId: string, name: string): Promise<Connection> {
  const connections = await context.database.withCompany(companyId, listConnections);
  const found = connections.find((each) => each.id === name || each.name === name);
  if (found) return found;
  throw new InputError('unknown-connection', `There is no connection "${name}".`);
}
