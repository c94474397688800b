import { isIP } from 'node:net';
import { AdapterError } from '@lettrage/adapter-sdk';
import type { HttpClient, HttpRequest, HttpResponse } from '@lettrage/adapter-sdk';
import type { AxiosInstance, AxiosResponse } from 'axios';
import type { AddressPolicy } from './address.policy.js';
import type { HostAllowList } from './host.allowlist.js';

/** Limits of one request. Bytes are counted after decompression; times in milliseconds. */
export interface HttpLimits {
  readonly timeout: number;
  readonly responseBytes: number;
  readonly requestBytes: number;
  readonly redirects: number;
}

export const HTTP_LIMITS: HttpLimits = {
  timeout: 30_000,
  responseBytes: 25 << 20,
  requestBytes: 25 << 20,
  redirects: 5,
};

/** Parts of a {@link FilteredHttpClient}. */
export interface HttpClientOptions {
  readonly addresses: AddressPolicy;
  readonly hosts: HostAllowList;
  readonly signal: AbortSignal;
  readonly limits?: Partial<HttpLimits>;
}

/** Headers that follow a redirect to another host; all others may be credentials under some name. */
const HARMLESS = new Set(['accept', 'accept-language', 'user-agent']);
const USER_AGENT = 'Lettrage/0.1';

/**
 * The adapter's HTTP over axios. Every hop passes the host allow-list and the address filter, on both protocols and
 * again after each redirect; no proxy of the environment is used; no status throws.
 */
export class FilteredHttpClient implements HttpClient {
  private readonly limits: HttpLimits;
  private axios: Promise<AxiosInstance> | undefined;

  constructor(private readonly options: HttpClientOptions) {
    this.limits = { ...HTTP_LIMITS, ...options.limits };
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    let hop: HttpRequest = { ...request, url: addressOf(request).href, query: undefined };
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.send(hop);
      const next = followed(hop, answer);
      if (!next) return responseOf(answer);
      if (redirects >= this.limits.redirects) {
        throw new AdapterError(
          'rejected',
          `${new URL(hop.url).host} redirects more than ${this.limits.redirects} times.`,
        );
      }
      hop = next;
    }
  }

  private async send(request: HttpRequest): Promise<AxiosResponse<Buffer>> {
    const url = new URL(request.url);
    this.options.hosts.requireUrl(url);
    this.requireAddress(url);
    const axios = await (this.axios ??= this.makeAxios());
    const timeout = Math.min(request.timeout ?? this.limits.timeout, this.limits.timeout);
    const timer = AbortSignal.timeout(timeout);
    try {
      return await axios.request<Buffer>({
        url: url.href,
        method: request.method ?? 'GET',
        headers: headersOf(request),
        data: bodyOf(request),
        signal: AbortSignal.any([this.options.signal, timer]),
      });
    } catch (error) {
      throw this.explained(error, url, timer.aborted ? timeout : undefined);
    }
  }

  /** A socket does not look up a literal address, so the filter of the lookup would never see it. */
  private requireAddress(url: URL): void {
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    const refusal = isIP(literal) ? this.options.addresses.refusal(literal) : undefined;
    if (refusal) throw refusedAddress(url.host, refusal);
  }

  private async makeAxios(): Promise<AxiosInstance> {
    const [{ default: axios }, { Agent: HttpAgent }, { Agent: HttpsAgent }] = await Promise.all([
      import('axios'),
      import('node:http'),
      import('node:https'),
    ]);
    const { lookup } = this.options.addresses;
    return axios.create({
      adapter: 'http',
      proxy: false,
      maxRedirects: 0,
      validateStatus: () => true,
      responseType: 'arraybuffer',
      transformRequest: [(data: unknown) => data],
      transformResponse: [(data: unknown) => data],
      maxContentLength: this.limits.responseBytes,
      maxBodyLength: this.limits.requestBytes,
      httpAgent: new HttpAgent({ lookup }),
      httpsAgent: new HttpsAgent({ lookup, minVersion: 'TLSv1.2' }),
    });
  }

  private explained(error: unknown, url: URL, timedOut: number | undefined): AdapterError {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const internal = `${code} ${message}`;
    if (code === 'EADDRREFUSED' || message.includes('EADDRREFUSED')) return refusedAddress(url.host, message);
    if (timedOut !== undefined)
      return new AdapterError('transient', `No answer from ${url.host} within ${timedOut / 1000} s.`, { internal });
    if (this.options.signal.aborted) return new AdapterError('transient', 'The call was stopped.', { internal });
    if (/maxContentLength/.test(message)) {
      const most = `${this.limits.responseBytes} bytes`;
      return new AdapterError('malformed', `The answer of ${url.host} is larger than ${most}.`, { internal });
    }
    if (/maxBodyLength|larger than/.test(message)) {
      return new AdapterError(
        'rejected',
        `The request to ${url.host} is larger than ${this.limits.requestBytes} bytes.`,
        { internal },
      );
    }
    return new AdapterError('transient', `No answer from ${url.host} (${code || 'connection failed'}).`, { internal });
  }
}

function refusedAddress(host: string, why: string): AdapterError {
  const remedy = 'If this machine is meant, an administrator can open its network for the company (allowedNetworks).';
  return new AdapterError('config', `${host} may not be called: ${why}. ${remedy}`, { field: '/url' });
}

function addressOf(request: HttpRequest): URL {
  if (!URL.canParse(request.url))
    throw new AdapterError('config', `"${request.url}" is not an address.`, { field: '/url' });
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.append(name, String(value));
  }
  return url;
}

function headersOf(request: HttpRequest): Record<string, string> {
  const given = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const content: Record<string, string> = request.json === undefined ? {} : { 'content-type': 'application/json' };
  return { 'user-agent': USER_AGENT, accept: 'application/json, */*;q=0.5', ...content, ...given };
}

function bodyOf(request: HttpRequest): string | Buffer | undefined {
  if (request.json !== undefined) return JSON.stringify(request.json);
  return request.body instanceof Uint8Array ? Buffer.from(request.body) : request.body;
}

/**
 * The request a redirect asks for, or undefined if the answer stands. Only reads follow any redirect; a write follows
 * 307 and 308, which keep it a write. From https to http never.
 */
function followed(request: HttpRequest, answer: AxiosResponse<Buffer>): HttpRequest | undefined {
  const location: unknown = answer.headers['location'];
  if (![301, 302, 303, 307, 308].includes(answer.status) || typeof location !== 'string') return undefined;
  const reads = (request.method ?? 'GET') === 'GET';
  if (!reads && answer.status !== 307 && answer.status !== 308) return undefined;
  const from = new URL(request.url);
  if (!URL.canParse(location, from.href)) return undefined;
  const to = new URL(location, from);
  if (from.protocol === 'https:' && to.protocol !== 'https:') return undefined;
  if (to.host === from.host && to.protocol === from.protocol) return { ...request, url: to.href };
  const kept = Object.entries(request.headers ?? {}).filter(([name]) => HARMLESS.has(name.toLowerCase()));
  return { ...request, url: to.href, headers: Object.fromEntries(kept) };
}

function responseOf(answer: AxiosResponse<Buffer>): HttpResponse {
  const body = new Uint8Array(answer.data ?? []);
  const text = (): string => new TextDecoder().decode(body);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && value !== null)
      headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return {
    status: answer.status,
    headers,
    body,
    text,
    json() {
      try {
        return JSON.parse(text()) as unknown;
      } catch {
        throw new AdapterError('transient', 'The remote answered something that is not JSON.', {
          internal: text().slice(0, 200),
        });
      }
    },
  };
}
