import { defineAdapter } from '@lettrage/adapter-sdk';
import type { FolderConfig } from './folder.statement-source.js';

/** Statement files that a bank program, an EBICS client or a person puts into a folder. */
export default defineAdapter<FolderConfig>({
  manifest: {
    id: 'statement-folder',
    title: 'Bank statements from a watched folder',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementSource'],
    folder: true,
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['folder'],
      additionalProperties: false,
      properties: {
        folder: {
          type: 'string',
          minLength: 1,
          title: 'The folder, inside one of those the server lends (LETTRAGE_FOLDERS)',
        },
        pattern: {
          type: 'string',
          minLength: 1,
          maxLength: 100,
          title: 'Names to take, such as *.xml; all by default',
        },
        settleSeconds: {
          type: 'integer',
          minimum: 0,
          maximum: 86_400,
          title: 'A file changed less than this many seconds ago may still be written; 5 by default',
        },
      },
    },
  },
  create: async (config, context) => (await import('./folder.statement-source.js')).folderMembers(config, context),
});
