import { defineAdapter } from '@lettrage/adapter-sdk';
import type { SftpConfig } from './sftp.sink.js';

/** Accounting exports into a folder of an SFTP server. */
export default defineAdapter<SftpConfig>({
  manifest: {
    id: 'ledger-sftp',
    title: 'Accounting exports to an SFTP server',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statusSink'],
    hosts: ['config:/host'],
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['host', 'user', 'hostKey'],
      additionalProperties: false,
      properties: {
        host: {
          type: 'string',
          pattern: '^[A-Za-z0-9.:-]+$',
          title: 'Name of the server, such as sftp.office.example',
        },
        port: { type: 'integer', minimum: 1, maximum: 65_535, title: 'Port; 22 by default' },
        user: { type: 'string', minLength: 1, title: 'User' },
        password: { type: 'string', writeOnly: true, title: 'Password, where the office gives one' },
        privateKey: { type: 'string', writeOnly: true, title: 'Private key (OpenSSH or PEM), where it wants one' },
        passphrase: { type: 'string', writeOnly: true, title: 'Passphrase of the private key' },
        hostKey: {
          type: 'string',
          pattern: '^SHA256:[A-Za-z0-9+/]{43}$',
          title: 'Fingerprint of the server’s key, such as SHA256:…; ssh-keyscan shows it',
        },
        path: { type: 'string', minLength: 1, title: 'Folder on the server; the one after signing in by default' },
      },
    },
  },
  create: async (config, context) => (await import('./sftp.sink.js')).sftpMembers(config, context),
});
