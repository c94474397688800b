import { defineAdapter } from '@lettrage/adapter-sdk';
import type { DolibarrConfig } from './dolibarr.config.js';

const id = { type: 'integer', minimum: 1 } as const;

/** Dolibarr over its REST API: customers, invoices and payments in, payments out. */
export default defineAdapter<DolibarrConfig>({
  manifest: {
    id: 'erp-dolibarr',
    title: 'Dolibarr (REST API)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['invoiceSource', 'statusSink'],
    hosts: ['config:/url'],
    documentation: 'https://wiki.dolibarr.org/index.php/Module_Web_Services_API_REST_(developer)',
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['url', 'apiKey', 'bankAccount', 'paymentMode'],
      additionalProperties: false,
      properties: {
        url: {
          type: 'string',
          format: 'uri',
          pattern: '^https?://',
          title: 'Address of Dolibarr, such as https://erp.example.com',
        },
        apiKey: { type: 'string', writeOnly: true, title: 'API key of the user (header DOLAPIKEY)' },
        bankAccount: { ...id, title: 'Id of the bank account payments are booked on' },
        paymentMode: { ...id, title: 'Id of the payment mode for what no other rule names' },
        paymentModes: {
          type: 'object',
          additionalProperties: id,
          title: 'Ids of the payment modes by means: transfer, direct-debit, card, cheque, cash, other',
        },
        currency: { type: 'string', pattern: '^[A-Z]{3}$', title: 'Main currency of Dolibarr; EUR by default' },
        timeZone: { type: 'string', minLength: 1, title: 'Time zone of the Dolibarr server; Europe/Paris by default' },
        from: {
          type: 'string',
          pattern: '^\\d{4}-\\d{2}-\\d{2}$',
          title: 'Invoices issued before this day are not read',
        },
        pageSize: { type: 'integer', minimum: 1, maximum: 500, title: 'Records in one page; 100 by default' },
      },
    },
  },
  create: async (config, context) => (await import('./dolibarr.members.js')).dolibarrMembers(config, context),
});
