import { defineAdapter } from '@lettrage/adapter-sdk';
import type { SftpConfig } from './sftp.statement-source.js';

/** Statement files that a bank puts on an SFTP server. */
export default defineAdapter<SftpConfig>({
  manifest: {
    id: 'statement-sftp',
    title: 'Bank statements from an SFTP server',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementSource'],
    hosts: ['config:/host'],
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['host', 'user', 'hostKey'],
      additionalProperties: false,
      properties: {
        host: { type: 'string', pattern: '^[A-Za-z0-9.:-]+$', title: 'Name of the server, such as sftp.bank.example' },
        port: { type: 'integer', minimum: 1, maximum: 65_535, title: 'Port; 22 by default' },
        user: { type: 'string', minLength: 1, title: 'User' },
        password: { type: 'string', writeOnly: true, title: 'Password, where the bank gives one' },
        privateKey: {
          type: 'string',
          writeOnly: true,
          title: 'Private key (OpenSSH or PEM), where the bank wants one',
        },
        passphrase: { type: 'string', writeOnly: true, title: 'Passphrase of the private key' },
        hostKey: {
          type: 'string',
          pattern: '^SHA256:[A-Za-z0-9+/]{43}$',
          title: 'Fingerprint of the server’s key as the bank gives it, such as SHA256:…; ssh-keyscan shows it too',
        },
        path: { type: 'string', minLength: 1, title: 'Folder on the server; the one after signing in by default' },
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
          title: 'A file changed less than this many seconds ago may still be written; 30 by default',
        },
      },
    },
  },
  create: async (config, context) => (await import('./sftp.statement-source.js')).sftpMembers(config, context),
});
