import { defineAdapter } from '@lettrage/adapter-sdk';
import type { WebhookConfig } from './webhook.sink.js';

/** Posts every status event as a signed message to one address. */
export default defineAdapter<WebhookConfig>({
  manifest: {
    id: 'status-webhook',
    title: 'Webhook (Standard Webhooks)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statusSink'],
    hosts: ['config:/url'],
    documentation: 'https://www.standardwebhooks.com/',
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['url', 'secret'],
      additionalProperties: false,
      properties: {
        url: {
          type: 'string',
          format: 'uri',
          pattern: '^https?://',
          title: 'Address that receives the events',
        },
        secret: {
          type: 'string',
          writeOnly: true,
          title: 'Signing secret (whsec_…)',
        },
        nextSecret: {
          type: 'string',
          writeOnly: true,
          title: 'Second signing secret, while the receiver changes to it',
        },
        source: {
          type: 'string',
          minLength: 1,
          title: 'CloudEvents source; "lettrage" by default',
        },
      },
    },
  },
  create: async (config, context) => ({
    statusSink: (await import('./webhook.sink.js')).webhookSink(config, context),
    check: async () => (await import('./webhook.sink.js')).checkSecrets(config, context),
  }),
});
