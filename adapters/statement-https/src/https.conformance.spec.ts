import { describe, expect, it } from '@jest/globals';
import { isAdapterError } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext, type ScriptedAnswer } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';

const config = { url: 'https://bank.example/export?from={from}&to={to}', token: 'env:TOKEN', days: 5 };
const secrets = { token: 's3cret-token' };

it('statement-https keeps the promises of a statement source', async () => {
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    statementSource: {
      config,
      secrets,
      wrongConfigs: [
        { config: {}, field: '/url' },
        { config: { url: 'ftp://bank.example/x' }, field: '/url' },
        { config: { url: 'https://bank.example/x', user: 'u' }, field: '/password' },
      ],
      context: () => testContext({ secrets, http: () => ({ text: ':20:STARTUM' }) }),
    },
  });
  expect(broken).toEqual([]);
});

describe('a download', () => {
  const fetchWith = async (given: object, answer: ScriptedAnswer, cursor?: Record<string, string>) => {
    const context = testContext({ secrets, http: () => answer, now: new Date('2026-03-01T12:00:00Z') });
    const members = await adapter.create(given as typeof config, context);
    const batch = await members.statementSource!.fetch(cursor);
    return { request: context.requests[0]!, batch };
  };

  it('asks for the last days, with its token', async () => {
    const { request } = await fetchWith(config, { text: 'x' });
    expect(request.url).toBe('https://bank.example/export?from=2026-02-24&to=2026-03-01');
    expect(request.headers).toEqual({ authorization: 'Bearer s3cret-token' });
  });

  it('brings the same bytes once', async () => {
    const plain = { url: 'https://bank.example/files/releve.csv' };
    const headers = { etag: '"7"', 'content-disposition': 'attachment; filename="../../releve mars.csv"' };
    const { batch } = await fetchWith(plain, { text: 'a;b', headers });
    expect(batch.files.map((file) => file.name)).toEqual(['releve mars.csv']);
    const again = await fetchWith(plain, { text: 'a;b', headers }, batch.cursor as Record<string, string>);
    expect(again.request.headers).toEqual({ 'if-none-match': '"7"' });
    expect(again.batch.files).toEqual([]);
    const unchanged = await fetchWith(plain, { status: 304 }, batch.cursor as Record<string, string>);
    expect(unchanged.batch).toEqual({ files: [], cursor: batch.cursor, more: false });
  });

  it.each([
    [401, 'auth'],
    [404, 'rejected'],
    [503, 'transient'],
  ])('that is answered %i is an error of kind %s without the token', async (status, kind) => {
    const error: unknown = await fetchWith(config, { status, text: 's3cret-token' }).catch((thrown: unknown) => thrown);
    expect(isAdapterError(error) && error.kind).toBe(kind);
    expect((error as Error).message).not.toContain('s3cret-token');
  });
});
