import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import type { OpenAdapter } from '@lettrage/adapter-host';
import { AdapterError, isAdapterError } from '@lettrage/adapter-sdk';
import { InputError, type Day, type Problem } from '@lettrage/domain';
import { ConnectionStore, DeliveryStore, type CompanyTransaction, type Connection } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany } from './companies.js';

export type { Connection } from '@lettrage/persistence';

/** Connections of a company, in the order they were added. */
export function listConnections(tx: CompanyTransaction): Promise<Connection[]> {
  return new ConnectionStore(tx).list();
}

/** Opens a connection's adapter with its configuration and the networks the company's administrator allows. */
export async function openConnection(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
): Promise<OpenAdapter> {
  const company = await context.database.withCompany(companyId, (tx) => readCompany(tx));
  const allowed = company.settings['allowedNetworks'];
  return context.adapters.open(connection.adapter, {
    config: connection.config,
    ...(await lentFolder(context, connection)),
    ...(Array.isArray(allowed) ? { allowedNetworks: allowed as string[] } : {}),
  });
}

/**
 * The folder a connection names, if it lies in one of those the server lends: whoever may set up a connection must not
 * read whatever the server can.
 *
 * @throws AdapterError `config` where it lies elsewhere
 */
async function lentFolder(
  context: OperationsContext,
  { config }: Pick<Connection, 'config'>,
): Promise<{ folder?: string }> {
  const named = config['folder'];
  if (typeof named !== 'string') return {};
  const lent = context.sharedFolders ?? [];
  for (const root of lent) {
    const real = await realpath(resolve(root, named)).catch(() => resolve(root, named));
    const from = relative(await realpath(root).catch(() => root), real);
    if (!from.startsWith('..') && !isAbsolute(from)) return { folder: real };
  }
  const where = lent.length === 0 ? 'none is lent' : `lent are ${lent.join(', ')}`;
  const message = `The folder ${named} is not one the server lends (${where}). Name it in LETTRAGE_FOLDERS, or put the files there.`;
  throw new AdapterError('config', message, { field: '/folder' });
}

/** Adds a connection, on hold: nothing leaves before it is released. Its configuration is checked first. */
export async function addConnection(
  context: OperationsContext,
  companyId: string,
  connection: { readonly name: string; readonly adapter: string; readonly config: Readonly<Record<string, unknown>> },
): Promise<string> {
  try {
    const folder = await lentFolder(context, connection);
    const adapter = await context.adapters.open(connection.adapter, { config: connection.config, ...folder });
    adapter.close();
  } catch (error) {
    // A private address is allowed or refused when it is called, by the company's networks.
    if (!isAdapterError(error)) throw error;
    throw new InputError('connection-config', error.message, [
      {
        severity: 'error',
        rule: 'connection-config',
        message: error.message,
        ...(error.field ? { location: error.field } : {}),
      },
    ]);
  }
  return context.database.withCompany(companyId, (tx) => new ConnectionStore(tx).add(connection));
}

/** Asks a connection whether it works, without writing anything there or here. */
export async function checkConnection(
  context: OperationsContext,
  companyId: string,
  idOrName: string,
): Promise<Problem[]> {
  const connection = await requireConnection(context, companyId, idOrName);
  try {
    const adapter = await openConnection(context, companyId, connection);
    try {
      return [...((await adapter.members.check?.()) ?? [])];
    } finally {
      adapter.close();
    }
  } catch (error) {
    if (error instanceof AdapterError || isAdapterError(error)) {
      return [
        {
          severity: 'error',
          rule: `connection-${error.kind}`,
          message: error.message,
          ...(error.field ? { location: error.field } : {}),
        },
      ];
    }
    throw error;
  }
}

/** Opens a connection: what is dated `from` or later leaves from now on, what is older never does. */
export async function releaseConnection(
  context: OperationsContext,
  companyId: string,
  idOrName: string,
  from: Day,
): Promise<{ opened: number; cancelled: number }> {
  const connection = await requireConnection(context, companyId, idOrName);
  return context.database.withCompany(companyId, async (tx) => {
    await new ConnectionStore(tx).release(connection.id, from);
    return new DeliveryStore(tx).release(connection.id, from);
  });
}

async function requireConnection(context: OperationsContext, companyId: string, idOrName: string): Promise<Connection> {
  const connections = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  const found = connections.find((connection) => connection.id === idOrName || connection.name === idOrName);
  if (found) return found;
  const names = connections.map((connection) => connection.name).join(', ') || 'none yet';
  throw new InputError('unknown-connection', `There is no connection "${idOrName}". Connections: ${names}.`);
}
