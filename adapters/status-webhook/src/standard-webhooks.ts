import { createHmac } from 'node:crypto';
import { AdapterError } from '@lettrage/adapter-sdk';

const PREFIX = 'whsec_';
const SHORTEST_KEY = 24;
const LONGEST_KEY = 64;

/**
 * The key in a `whsec_` secret (Standard Webhooks 1.0.0: base64 of 24 to 64 random bytes). Throws
 * `AdapterError('config')` that names the field and prints nothing of the secret.
 */
export function signingKey(secret: string, field: string): Buffer {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  const key = Buffer.from(encoded, 'base64');
  const isBase64 = encoded !== '' && key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  if (isBase64 && key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY) return key;
  throw new AdapterError(
    'config',
    `The secret of ${field} is not "whsec_" followed by the base64 of ${SHORTEST_KEY} to ${LONGEST_KEY} bytes.`,
    {
      field,
    },
  );
}

/**
 * The headers that sign a body: `webhook-id`, `webhook-timestamp` (Unix seconds) and one `v1` signature per key, so
 * that a receiver that already has the next key and one that still has the old one both find theirs.
 */
export function signedHeaders(id: string, at: Date, body: string, keys: readonly Buffer[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = keys.map(
    (key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
