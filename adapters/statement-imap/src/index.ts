import { defineAdapter } from '@lettrage/adapter-sdk';
import type { ImapConfig } from './imap.statement-source.js';

/** Statement files that a bank or a colleague sends to a mailbox. */
export default defineAdapter<ImapConfig>({
  manifest: {
    id: 'statement-imap',
    title: 'Bank statements from a mailbox (IMAP)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementSource'],
    hosts: ['config:/host'],
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['host', 'user', 'senders'],
      additionalProperties: false,
      properties: {
        host: {
          type: 'string',
          pattern: '^[A-Za-z0-9.:-]+$',
          title: 'Name of the mail server, such as imap.example.com',
        },
        port: { type: 'integer', minimum: 1, maximum: 65_535, title: 'Port; 993 (TLS) by default' },
        tls: { type: 'boolean', title: 'False: without TLS, for a server on the same machine only; true by default' },
        user: { type: 'string', minLength: 1, title: 'User' },
        password: { type: 'string', writeOnly: true, title: 'Password, or password of this application' },
        token: { type: 'string', writeOnly: true, title: 'OAuth2 access token, instead of a password' },
        mailbox: { type: 'string', minLength: 1, title: 'Folder of the mailbox; INBOX by default' },
        senders: {
          type: 'array',
          minItems: 1,
          items: { type: 'string', minLength: 3 },
          title: 'Senders whose attachments are taken, as addresses or @domains; who else writes is passed over',
        },
        pattern: {
          type: 'string',
          minLength: 1,
          maxLength: 100,
          title: 'Names of the attachments to take, such as *.xml; all statement formats by default',
        },
      },
    },
  },
  create: async (config, context) => (await import('./imap.statement-source.js')).imapMembers(config, context),
});
