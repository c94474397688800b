import { createHash } from 'node:crypto';
import {
  AdapterError,
  errorOfAnswer,
  type AdapterContext,
  type Capabilities,
  type Cursor,
  type FetchedFile,
  type HttpResponse,
} from '@lettrage/adapter-sdk';

/** Configuration of the download; see the manifest. */
export interface HttpsConfig {
  readonly url: string;
  readonly days?: number;
  readonly name?: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
}

const MS_PER_DAY = 86_400_000;

/** Downloads the file at the configured address if it is another than the last one (ETag, then the bytes themselves). */
export function httpsMembers(config: HttpsConfig, context: AdapterContext): Capabilities {
  const download = async (cursor: Cursor | undefined): Promise<HttpResponse> => {
    const answer = await context.http.request({
      url: addressOf(config, context.clock.now()),
      headers: { ...(await authorisation(config, context)), ...condition(config, cursor) },
    });
    const host = new URL(config.url).host;
    const error = answer.status === 304 ? undefined : errorOfAnswer(answer, host, context.clock.now());
    if (error) throw error;
    return answer;
  };
  return {
    statementSource: {
      async fetch(cursor) {
        const answer = await download(cursor);
        // 204: the bank has nothing for these days.
        if (answer.status === 304 || answer.status === 204 || answer.body.length === 0)
          return { files: [], cursor: cursor ?? {}, more: false };
        const sha = createHash('sha256').update(answer.body).digest('hex');
        const etag = answer.headers['etag'];
        const next = { sha, ...(etag === undefined ? {} : { etag }) };
        if (sha === cursor?.['sha']) return { files: [], cursor: next, more: false };
        const file: FetchedFile = { id: sha, name: config.name ?? nameOf(answer, config.url), bytes: answer.body };
        return { files: [file], cursor: next, more: false };
      },
    },
    async check() {
      await download(undefined);
      return [];
    },
  };
}

/** The address with its days filled in. */
function addressOf({ url, days = 10 }: HttpsConfig, now: Date): string {
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return url.replaceAll('{from}', day(now.getTime() - days * MS_PER_DAY)).replaceAll('{to}', day(now.getTime()));
}

async function authorisation(config: HttpsConfig, context: AdapterContext): Promise<Record<string, string>> {
  if (config.token !== undefined) return { authorization: `Bearer ${await context.secret('token')}` };
  if (config.user === undefined) return {};
  if (config.password === undefined)
    throw new AdapterError('config', 'A user needs a password.', { field: '/password' });
  const credentials = Buffer.from(`${config.user}:${await context.secret('password')}`, 'utf8').toString('base64');
  return { authorization: `Basic ${credentials}` };
}

/** Asks for the file only if it changed; not where the address itself names other days each time. */
function condition({ url }: HttpsConfig, cursor: Cursor | undefined): Record<string, string> {
  const etag = cursor?.['etag'];
  return typeof etag === 'string' && !/\{(from|to)\}/.test(url) ? { 'if-none-match': etag } : {};
}

/** The name the server gives the file (RFC 6266), else the last part of the address; without folders either way. */
function nameOf(answer: HttpResponse, url: string): string {
  const disposition = answer.headers['content-disposition'] ?? '';
  const given = /filename="([^"]*)"|filename=([^;\s]+)/i.exec(disposition);
  const name = (given?.[1] ?? given?.[2] ?? new URL(url).pathname).split(/[/\\]/).at(-1)!;
  return name === '' ? 'statement' : name;
}
