import { defineAdapter } from '@lettrage/adapter-sdk';
import type { PeppolConfig } from './peppol.client.js';

/** Invoices through the REST interface of a Peppol access point, and the answers of their receivers. */
export default defineAdapter<PeppolConfig>({
  manifest: {
    id: 'status-peppol',
    title: 'Peppol access point (REST)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statusSink', 'statusSource'],
    hosts: ['config:/url'],
    formats: [{ id: 'invoice-document', title: 'Invoices and credit notes, UBL', describe: { contract: 'README.md' } }],
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['url', 'token'],
      additionalProperties: false,
      properties: {
        url: { type: 'string', format: 'uri', pattern: '^https?://', title: 'Address of the interface' },
        token: { type: 'string', writeOnly: true, title: 'Key of the account' },
        sender: {
          type: 'string',
          pattern: '^[0-9]{4}:[^\\s]{1,50}$',
          title: 'Our participant, such as 0225:732829320; the one on the invoice (BT-34) unless said',
        },
      },
    },
  },
  async create(config, context) {
    const [{ PeppolClient }, { peppolSink }, { peppolSource }] = await Promise.all([
      import('./peppol.client.js'),
      import('./peppol.sink.js'),
      import('./peppol.source.js'),
    ]);
    const client = new PeppolClient(config, context);
    return {
      statusSink: peppolSink(client, config),
      statusSource: peppolSource(client),
      check: () => client.check(),
    };
  },
});
