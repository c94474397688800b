import { AdapterError, errorOfAnswer } from '@lettrage/adapter-sdk';
import type { AdapterContext, HttpResponse } from '@lettrage/adapter-sdk';
import type { DolibarrConfig } from './dolibarr.config.js';

/** A record as Dolibarr sends it: over a hundred fields, of which few are looked at, each with care. */
export type DolibarrRecord = Readonly<Record<string, unknown>>;

/** Which records of a list: filter in Dolibarr's own syntax, sorted by id. */
export interface ListQuery {
  readonly path: string;
  readonly filter: string;
  readonly limit: number;
  readonly more?: Readonly<Record<string, string | number>>;
}

const REMOTE = 'Dolibarr';

/** The few calls of the REST API that are used, with its answers brought to plain records or an `AdapterError`. */
export class DolibarrClient {
  private readonly base: string;
  /** Known from the first call on; kept to remove it from what Dolibarr prints back. */
  private key = '';

  constructor(
    config: DolibarrConfig,
    private readonly context: AdapterContext,
  ) {
    const url = config.url.replace(/\/+$/, '');
    this.base = url.endsWith('/api/index.php') ? url : `${url}/api/index.php`;
  }

  /** Records of a list by ascending id. An empty list is 404 with a sentence for some resources and versions. */
  async list({ path, filter, limit, more }: ListQuery): Promise<{ records: DolibarrRecord[]; answeredAt: Date }> {
    const query = { sortfield: 't.rowid', sortorder: 'ASC', limit, page: 0, sqlfilters: filter, ...more };
    const answer = await this.call('GET', path, { query });
    const answeredAt = this.serverTime(answer);
    if (isEmptyList(answer)) return { records: [], answeredAt };
    return { records: listOf(this.accepted(answer)), answeredAt };
  }

  /** One record, or undefined if there is none of that id. */
  async get(path: string): Promise<DolibarrRecord | undefined> {
    const answer = await this.call('GET', path);
    if (answer.status === 404) return undefined;
    const record = this.accepted(answer);
    if (record === null || typeof record !== 'object' || Array.isArray(record))
      throw unreadable(`${path} is not a record`);
    return record as DolibarrRecord;
  }

  /** All records below a path that has no paging. */
  async all(path: string): Promise<DolibarrRecord[]> {
    const answer = await this.call('GET', path);
    return isEmptyList(answer) ? [] : listOf(this.accepted(answer));
  }

  /** Writes; gives what Dolibarr answers (the new id). */
  async post(path: string, json: unknown): Promise<unknown> {
    return this.accepted(await this.call('POST', path, { json }));
  }

  private async call(
    method: 'GET' | 'POST',
    path: string,
    rest: { query?: Record<string, string | number>; json?: unknown } = {},
  ): Promise<HttpResponse> {
    this.key = await this.context.secret('apiKey');
    const headers = { DOLAPIKEY: this.key, accept: 'application/json' };
    return this.context.http.request({ method, url: `${this.base}/${path}`, headers, ...rest });
  }

  /** The body of a success. A 200 can carry an error all the same, and an error an HTML page. */
  private accepted(answer: HttpResponse): unknown {
    const error = errorOfAnswer(answer, REMOTE, this.context.clock.now());
    if (error?.kind === 'rejected')
      throw new AdapterError('rejected', `${error.message} ${this.quoted(answer)}`.trim(), {
        internal: error.internal,
      });
    if (error) throw error;
    const body = jsonOf(answer);
    const inner = body !== null && typeof body === 'object' ? (body as DolibarrRecord)['error'] : undefined;
    if (inner)
      throw new AdapterError('rejected', `${REMOTE} answered with an error. ${this.quoted(answer)}`.trim(), {
        internal: answer.text().slice(0, 500),
      });
    return body;
  }

  /** Dolibarr's own words for a person. A proxy in between may print back our request, and so the key. */
  private quoted(answer: HttpResponse): string {
    const sentence = sentenceOf(answer);
    return this.key !== '' && sentence.includes(this.key) ? '' : sentence;
  }

  /** The server's clock, which stamps the changes; ours may be off. */
  private serverTime(answer: HttpResponse): Date {
    const stated = Date.parse(answer.headers['date'] ?? '');
    return Number.isNaN(stated) ? this.context.clock.now() : new Date(stated);
  }
}

function jsonOf(answer: HttpResponse): unknown {
  try {
    return answer.json();
  } catch {
    throw unreadable('the answer is not JSON. Is the address that of Dolibarr, and its API module on?');
  }
}

function listOf(body: unknown): DolibarrRecord[] {
  if (!Array.isArray(body)) throw unreadable('a list was expected');
  return body as DolibarrRecord[];
}

function unreadable(why: string): AdapterError {
  return new AdapterError('malformed', `${REMOTE} answered what cannot be read: ${why}`);
}

/** 404 with Dolibarr's own error body; a web server's 404 page means a wrong address and is an error. */
function isEmptyList(answer: HttpResponse): boolean {
  return answer.status === 404 && /not found|no .*found/i.test(sentenceOf(answer));
}

/** Dolibarr's own words, cut to a sentence; the rest stays in the log. */
function sentenceOf(answer: HttpResponse): string {
  try {
    const { error } = answer.json() as { error?: { message?: unknown } };
    const message = typeof error?.message === 'string' ? error.message : '';
    return message.replace(/\s+/g, ' ').slice(0, 200);
  } catch {
    return '';
  }
}
