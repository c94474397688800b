import {
  AdapterError,
  isAdapterError,
  type AdapterContext,
  type Capabilities,
  type Problem,
  type StatusEvent,
  type StatusOutcome,
} from '@lettrage/adapter-sdk';
import { openSftp, type SftpServer, type SftpSession } from '@lettrage/sftp';

/** Configuration of the server; see the manifest. */
export interface SftpConfig extends SftpServer {
  readonly path?: string;
}

/** The one event it takes: `data.file` is what is written. */
const EXPORT_MADE = 'export.made';

/** Writes exports into a folder on the server. A name written again holds the same bytes, so nothing is there twice. */
export function sftpMembers(config: SftpConfig, context: AdapterContext): Capabilities {
  return {
    statusSink: {
      accepts: [EXPORT_MADE],
      async push(events) {
        const known = events.filter((event) => fileOf(event) !== undefined);
        const session = known.length === 0 ? undefined : await openSftp(config, context);
        try {
          return await pushAll(events, session, config);
        } finally {
          session?.close();
        }
      },
    },
    check: () => check(config, context),
  };
}

async function pushAll(
  events: readonly StatusEvent[],
  session: SftpSession | undefined,
  config: SftpConfig,
): Promise<StatusOutcome[]> {
  const outcomes: StatusOutcome[] = [];
  for (const event of events) {
    const file = fileOf(event);
    if (session === undefined || file === undefined)
      outcomes.push({ event: event.id, status: 'unsupported', message: `By SFTP "${event.type}" cannot be sent.` });
    else {
      const path = config.path === undefined ? file.name : `${config.path.replace(/\/+$/, '')}/${file.name}`;
      await session.put(path, `${path}.part`, Buffer.from(file.base64, 'base64'));
      outcomes.push({ event: event.id, status: 'done', externalId: path });
    }
  }
  return outcomes;
}

interface SentFile {
  readonly name: string;
  readonly base64: string;
}

/** The file of an event; undefined where it has none, or a name that would lead elsewhere. */
function fileOf({ type, data }: StatusEvent): SentFile | undefined {
  const { file } = (data ?? {}) as { readonly file?: SentFile };
  const isPlain = file !== undefined && /^[^/\\\0]+$/.test(file.name) && !/^\.+$/.test(file.name);
  return type === EXPORT_MADE && isPlain ? file : undefined;
}

async function check(config: SftpConfig, context: AdapterContext): Promise<Problem[]> {
  let session: SftpSession | undefined;
  try {
    session = await openSftp(config, context);
    const { path = '.' } = config;
    if (await session.hasFolder(path)) return [];
    throw new AdapterError('config', `There is no folder ${path} on the server. Correct the path.`, { field: '/path' });
  } catch (error) {
    if (!isAdapterError(error)) throw error;
    const { kind, message, field } = error;
    return [{ severity: 'error', rule: `sftp-${kind}`, message, ...(field === undefined ? {} : { location: field }) }];
  } finally {
    session?.close();
  }
}
