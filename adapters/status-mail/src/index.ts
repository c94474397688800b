import { defineAdapter } from '@lettrage/adapter-sdk';
import type { MailConfig } from './mail.sink.js';

/** Invoices to customers by e-mail, with the document attached. */
export default defineAdapter<MailConfig>({
  manifest: {
    id: 'status-mail',
    title: 'Invoices by e-mail (SMTP)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statusSink'],
    hosts: ['config:/host'],
    formats: [{ id: 'invoice-document', title: 'Invoices as attachments, Factur-X, CII or UBL' }],
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['host', 'from'],
      additionalProperties: false,
      properties: {
        host: {
          type: 'string',
          pattern: '^[A-Za-z0-9.:-]+$',
          title: 'Name of the mail server, such as smtp.example.com',
        },
        port: { type: 'integer', minimum: 1, maximum: 65_535, title: 'Port; 587 (STARTTLS) or 465 (TLS) by default' },
        security: {
          type: 'string',
          enum: ['tls', 'starttls', 'none'],
          default: 'starttls',
          title: 'TLS from the start, STARTTLS, or none, for a server on the same machine only',
        },
        user: { type: 'string', minLength: 1, title: 'User, where the server asks for one' },
        password: { type: 'string', writeOnly: true, title: 'Password' },
        from: { type: 'string', pattern: '^[^\\s@<>]+@[^\\s@<>]+$', title: 'Address of the sender' },
        name: { type: 'string', minLength: 1, maxLength: 100, title: 'Name of the sender; the company by default' },
        replyTo: { type: 'string', pattern: '^[^\\s@<>]+@[^\\s@<>]+$', title: 'Address for answers' },
        copy: { type: 'string', pattern: '^[^\\s@<>]+@[^\\s@<>]+$', title: 'Address that gets a blind copy' },
      },
    },
  },
  create: async (config, context) => (await import('./mail.sink.js')).mailMembers(config, context),
});
