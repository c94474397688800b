import { defineAdapter } from '@lettrage/adapter-sdk';
import type { HttpsConfig } from './https.statement-source.js';

/** A statement file that a bank or another program offers at an address. */
export default defineAdapter<HttpsConfig>({
  manifest: {
    id: 'statement-https',
    title: 'Bank statements downloaded over HTTPS',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementSource'],
    hosts: ['config:/url'],
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['url'],
      additionalProperties: false,
      properties: {
        url: {
          type: 'string',
          format: 'uri',
          pattern: '^https?://',
          title: 'Address of the file; {from} and {to} in it become days (YYYY-MM-DD)',
        },
        days: {
          type: 'integer',
          minimum: 1,
          maximum: 400,
          title: 'Days from {from} to {to}, which is today; 10 by default, so that a late booking is not missed',
        },
        name: {
          type: 'string',
          minLength: 1,
          maxLength: 200,
          title: 'Name of the file; the address says it otherwise',
        },
        user: { type: 'string', minLength: 1, title: 'User (Basic authentication), with a password' },
        password: { type: 'string', writeOnly: true, title: 'Password of the user' },
        token: { type: 'string', writeOnly: true, title: 'Token (Bearer authentication)' },
      },
    },
  },
  create: async (config, context) => (await import('./https.statement-source.js')).httpsMembers(config, context),
});
