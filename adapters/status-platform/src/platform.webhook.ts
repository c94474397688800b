import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A call older than this may be a recorded one. */
const FRESH_SECONDS = 300;

/** The signature of a webhook: base64 HMAC-SHA-256 with the signing key over the SHA-256 of `body@timestamp`. */
export function platformSignature(body: Uint8Array, timestamp: string, key: string): string {
  const digest = createHash('sha256').update(body).update(`@${timestamp}`).digest();
  return createHmac('sha256', Buffer.from(key, 'base64')).update(digest).digest('base64');
}

/** True if the headers `Afnor-Signature` and `Afnor-Signature-Timestamp` sign this raw body, and did so just now. */
export function isSignedByPlatform(call: {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly key: string;
  readonly now: Date;
}): boolean {
  const header = (name: string): string =>
    Object.entries(call.headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
  const timestamp = header('afnor-signature-timestamp');
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  const age = Math.abs(call.now.getTime() / 1000 - Number(timestamp));
  const expected = Buffer.from(platformSignature(call.body, timestamp, call.key), 'base64');
  const given = Buffer.from(header('afnor-signature'), 'base64');
  return age <= FRESH_SECONDS && given.length === expected.length && timingSafeEqual(given, expected);
}
