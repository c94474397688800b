import { AdapterError, nextFiles, type AdapterContext, type Capabilities, type Folder } from '@lettrage/adapter-sdk';

/** Configuration of the watched folder; see the manifest. */
export interface FolderConfig {
  readonly folder: string;
  readonly pattern?: string;
  readonly settleSeconds?: number;
}

/** Reads the files of the configured folder that were not fetched before; leaves the folder as it is. */
export function folderMembers(config: FolderConfig, context: AdapterContext): Capabilities {
  const lent = (): Folder => {
    if (context.folder) return context.folder;
    throw new AdapterError('config', 'A folder is needed, and none is configured.', { field: '/folder' });
  };
  return {
    statementSource: {
      async fetch(cursor) {
        const folder = lent();
        const { pattern, settleSeconds } = config;
        const batch = nextFiles(await folder.list(), cursor, {
          now: context.clock.now(),
          ...(pattern === undefined ? {} : { pattern }),
          ...(settleSeconds === undefined ? {} : { settleSeconds }),
        });
        const files = [];
        for (const { id, name } of batch.files) files.push({ id, name, bytes: await folder.read(name) });
        return { files, cursor: batch.cursor, more: batch.more };
      },
    },
    async check() {
      await lent().list();
      return [];
    },
  };
}
