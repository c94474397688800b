import { describe, expect, it } from '@jest/globals';
import { testContext } from './conformance/index.js';
import { errorOfAnswer, retryAfterSeconds } from './http-answer.js';

const now = new Date('2026-01-31T12:00:00Z');

describe('retryAfterSeconds', () => {
  it('reads seconds and HTTP dates, and nothing else', () => {
    expect(retryAfterSeconds('120', now)).toBe(120);
    expect(retryAfterSeconds('Sat, 31 Jan 2026 12:01:30 GMT', now)).toBe(90);
    expect(retryAfterSeconds('Sat, 31 Jan 2026 11:00:00 GMT', now)).toBe(0);
    expect(retryAfterSeconds('soon', now)).toBeUndefined();
    expect(retryAfterSeconds(undefined, now)).toBeUndefined();
  });
});

describe('errorOfAnswer', () => {
  it.each([
    [401, 'auth'],
    [403, 'auth'],
    [429, 'rate-limited'],
    [503, 'transient'],
    [422, 'rejected'],
  ])('turns HTTP %i into %s and keeps the body out of the message', async (status, kind) => {
    const context = testContext({ http: [{ status, text: 'key=s3cret', headers: { 'Retry-After': '9' } }] });
    const error = errorOfAnswer(await context.http.request({ url: 'https://erp.example/' }), 'The ERP', now);
    expect(error?.kind).toBe(kind);
    expect(error?.message).not.toContain('s3cret');
    expect(error?.internal).toContain('s3cret');
  });

  it('finds nothing wrong with a success', async () => {
    const context = testContext({ http: [{ status: 204 }] });
    expect(errorOfAnswer(await context.http.request({ url: 'https://erp.example/' }), 'The ERP', now)).toBeUndefined();
  });
});
