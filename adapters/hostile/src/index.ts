import { defineAdapter } from '@lettrage/adapter-sdk';

/** Ways to misbehave; see `hostile.members.ts`. */
export const HOSTILE_MODES = [
  'wrong-shapes',
  'throws-string',
  'throws-nothing',
  'throws-foreign-error',
  'leaks-secret',
  'hangs',
  'other-events',
  'contradicts-itself',
  'rejects-all',
  'huge-output',
  'standing-cursor',
  'mutates-input',
  'calls-forbidden-hosts',
  'escapes-folder',
  'missing-member',
  'extra-member',
  'no-members',
  'create-throws',
] as const;

export type HostileMode = (typeof HOSTILE_MODES)[number];

/** Configuration: how to misbehave, a secret to leak, and an address to call. */
export interface HostileConfig {
  readonly mode: HostileMode;
  readonly token?: string;
  readonly url?: string;
}

/**
 * Everything an adapter must not do, in one package. The host's tests run it in each mode and demand that the host
 * stays up, tells what happened and lets no secret out. Never offered to users.
 */
export default defineAdapter<HostileConfig>({
  manifest: {
    id: 'hostile',
    title: 'The adapter that misbehaves',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader', 'statementSource', 'invoiceSource', 'ledgerExporter', 'statusSink'],
    hosts: ['config:/url'],
    config: {
      type: 'object',
      required: ['mode'],
      additionalProperties: false,
      properties: {
        mode: { type: 'string', enum: [...HOSTILE_MODES] },
        token: { type: 'string', writeOnly: true },
        url: { type: 'string', format: 'uri' },
      },
    },
  },
  create: async (config, context) => (await import('./hostile.members.js')).hostileMembers(config, context),
});
