import { nextFiles, type AdapterContext, type Capabilities, type FetchedFile } from '@lettrage/adapter-sdk';
import { openSftp, type SftpServer, type SftpSession } from '@lettrage/sftp';

/** Configuration of the server; see the manifest. */
export interface SftpConfig extends SftpServer {
  readonly path?: string;
  readonly pattern?: string;
  readonly settleSeconds?: number;
}

/** The server's clock may differ from ours, and an upload takes longer than a copy. */
const SETTLE_SECONDS = 30;

/** Reads the files of a folder on the server that were not fetched before; leaves the folder as it is. */
export function sftpMembers(config: SftpConfig, context: AdapterContext): Capabilities {
  const folder = config.path ?? '.';
  const within = async <T>(work: (session: SftpSession) => Promise<T>): Promise<T> => {
    const session = await openSftp(config, context);
    try {
      return await work(session);
    } finally {
      session.close();
    }
  };
  return {
    statementSource: {
      fetch: (cursor) =>
        within(async (session) => {
          const { pattern, settleSeconds = SETTLE_SECONDS } = config;
          const batch = nextFiles(await session.list(folder), cursor, {
            now: context.clock.now(),
            settleSeconds,
            ...(pattern === undefined ? {} : { pattern }),
          });
          const files: FetchedFile[] = [];
          for (const { id, name } of batch.files)
            files.push({ id, name, bytes: await session.read(`${folder}/${name}`) });
          return { files, cursor: batch.cursor, more: batch.more };
        }),
    },
    check: () =>
      within(async (session) => {
        await session.list(folder);
        return [];
      }),
  };
}
