import { defineAdapter } from '@lettrage/adapter-sdk';
import type { ChorusConfig } from './chorus.client.js';

/** Invoices to the French public sector through Chorus Pro, and what became of them there. */
export default defineAdapter<ChorusConfig>({
  manifest: {
    id: 'status-chorus',
    title: 'Chorus Pro (invoices to the French public sector)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statusSink', 'statusSource'],
    hosts: ['config:/url', 'config:/oauthUrl'],
    formats: [
      {
        id: 'invoice-document',
        title: 'Invoices, Factur-X, CII or UBL',
        describe: { api: 'Chorus Pro through PISTE' },
      },
    ],
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      required: ['url', 'oauthUrl', 'clientId', 'clientSecret', 'login', 'password'],
      additionalProperties: false,
      properties: {
        url: {
          type: 'string',
          format: 'uri',
          pattern: '^https?://',
          title: 'Address of the API, such as https://api.piste.gouv.fr',
        },
        oauthUrl: {
          type: 'string',
          format: 'uri',
          pattern: '^https?://',
          title: 'Token address of PISTE, such as https://oauth.piste.gouv.fr/api/oauth/token',
        },
        clientId: { type: 'string', minLength: 1, title: 'Client of the PISTE application' },
        clientSecret: { type: 'string', writeOnly: true, title: 'Secret of the PISTE application' },
        login: { type: 'string', minLength: 1, title: 'Technical account of Chorus Pro' },
        password: { type: 'string', writeOnly: true, title: 'Password of the technical account' },
        scope: { type: 'string', minLength: 1, default: 'openid', title: 'OAuth 2 scope' },
        days: {
          type: 'integer',
          minimum: 1,
          maximum: 730,
          default: 180,
          title: 'Invoices deposited in the last so many days are looked at for news',
        },
        pollSeconds: {
          type: 'number',
          minimum: 0,
          maximum: 30,
          default: 5,
          title: 'Seconds between looks at the report of a flow just deposited',
        },
        polls: {
          type: 'integer',
          minimum: 0,
          maximum: 10,
          default: 3,
          title: 'Looks at it; later news come by themselves',
        },
      },
    },
  },
  async create(config, context) {
    const [{ ChorusClient }, { chorusSink }, { chorusSource }] = await Promise.all([
      import('./chorus.client.js'),
      import('./chorus.sink.js'),
      import('./chorus.source.js'),
    ]);
    const client = new ChorusClient(config, context);
    return {
      statusSink: chorusSink(client, config, context),
      statusSource: chorusSource(client, config, context),
      check: () => client.check(),
    };
  },
});
