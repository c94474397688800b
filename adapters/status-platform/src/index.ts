import { defineAdapter } from '@lettrage/adapter-sdk';
import type { PlatformConfig } from './platform.client.js';

/** An approved or other platform of electronic invoices, over the flow service of XP Z12-013. */
export default defineAdapter<PlatformConfig>({
  manifest: {
    id: 'status-platform',
    title: 'Invoicing platform (AFNOR XP Z12-013 flow service)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statusSink', 'statusSource'],
    hosts: ['config:/url', 'config:/oauthUrl'],
    formats: [
      { id: 'cdar', title: 'Life-cycle messages, CDAR D22B', describe: { api: 'XP Z12-013 1.3.0' } },
      { id: 'frr', title: 'Payment reports (flux 10)', describe: { api: 'XP Z12-013 1.3.0' } },
      { id: 'invoice-document', title: 'Invoices, CII, UBL or Factur-X', describe: { api: 'XP Z12-013 1.3.0' } },
    ],
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
          title: 'Address of the flow service, without /v1',
        },
        oauthUrl: { type: 'string', format: 'uri', pattern: '^https?://', title: 'OAuth 2 token address' },
        clientId: { type: 'string', minLength: 1, title: 'OAuth 2 client' },
        clientSecret: { type: 'string', writeOnly: true, title: 'OAuth 2 client secret' },
        token: { type: 'string', writeOnly: true, title: 'Bearer token, where there is no OAuth 2 client' },
        scope: { type: 'string', minLength: 1, title: 'OAuth 2 scope, where the platform asks for one' },
        organization: { type: 'string', minLength: 1, title: 'Organization-Id, where the platform asks for one' },
        webhookKey: { type: 'string', writeOnly: true, title: 'Signing key of the webhook, base64' },
        pollSeconds: {
          type: 'number',
          minimum: 0,
          maximum: 30,
          default: 2,
          title: 'Seconds between looks at the acknowledgement of a flow just sent',
        },
        polls: { type: 'integer', minimum: 0, maximum: 10, default: 3, title: 'Looks at it before the flow waits' },
      },
    },
  },
  async create(config, context) {
    const [{ PlatformClient }, { platformSink }, { platformSource }] = await Promise.all([
      import('./platform.client.js'),
      import('./platform.sink.js'),
      import('./platform.source.js'),
    ]);
    const client = new PlatformClient(config, context);
    return {
      statusSink: platformSink(client, config, context),
      statusSource: platformSource(client, config, context),
      check: () => client.check(),
    };
  },
});
