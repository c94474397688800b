import { createHash } from 'node:crypto';
import { AdapterError, errorOfAnswer, isAdapterError } from '@lettrage/adapter-sdk';
import type { AdapterContext, HttpRequest, HttpResponse, Problem } from '@lettrage/adapter-sdk';

/** How to reach a platform. Secrets are references; their values come from the context. */
export interface PlatformConfig {
  readonly url: string;
  readonly oauthUrl?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly token?: string;
  readonly scope?: string;
  readonly organization?: string;
  readonly webhookKey?: string;
  readonly pollSeconds?: number;
  readonly polls?: number;
}

/** A flow as the service describes it. */
export interface Flow {
  readonly flowId: string;
  readonly trackingId?: string;
  readonly name?: string;
  readonly flowSyntax?: string;
  readonly flowType?: string;
  readonly flowDirection?: string;
  readonly sha256?: string;
  readonly submittedAt: string;
  readonly updatedAt: string;
  readonly acknowledgement: {
    readonly status: 'Pending' | 'Ok' | 'Error';
    readonly details?: readonly {
      readonly level: string;
      readonly item: string;
      readonly reasonCode: string;
      readonly reasonMessage: string;
    }[];
  };
}

/** A page of a search. */
export interface FlowPage {
  readonly results: readonly Flow[];
  readonly nextCursor?: string;
}

/** A file as it goes to the service. */
export interface FlowContent {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

const REMOTE = 'The platform';
/** A token is renewed so long before it ends. */
const EARLY_SECONDS = 60;

/** The flow service of XP Z12-013: OAuth 2 client credentials or a bearer token, and the calls that are needed. */
export class PlatformClient {
  private calls = 0;
  private token: { readonly value: string; readonly until: number } | undefined;

  constructor(
    private readonly config: PlatformConfig,
    private readonly context: AdapterContext,
  ) {}

  /** Sends a file as a flow. The answer of 202 means only that it arrived; throws AdapterError on any other. */
  async send(flowInfo: Readonly<Record<string, unknown>>, file: FlowContent): Promise<void> {
    // Stands nowhere in the file, since it is made of it.
    const boundary = `lettrage-${createHash('sha256').update(file.bytes).digest('hex')}`;
    const part = (head: string): string => `--${boundary}\r\n${head}\r\n\r\n`;
    const body = Buffer.concat([
      Buffer.from(part('Content-Disposition: form-data; name="flowInfo"\r\nContent-Type: application/json')),
      Buffer.from(JSON.stringify(flowInfo)),
      Buffer.from(
        `\r\n${part(`Content-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: ${file.mediaType}`)}`,
      ),
      file.bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    await this.call({ method: 'POST', url: this.address('/v1/flows'), headers, body });
  }

  /** One page of a search; at least one criterion. */
  async search(where: Readonly<Record<string, unknown>>, cursor?: string, limit = 25): Promise<FlowPage> {
    const json = { where, limit, ...(cursor === undefined ? {} : { cursor }) };
    const answer = (await this.call({ method: 'POST', url: this.address('/v1/flows/search'), json })).json();
    const { results = [], nextCursor } = (answer ?? {}) as { results?: unknown; nextCursor?: unknown };
    if (!Array.isArray(results) || !results.every(isFlow))
      throw new AdapterError('transient', `${REMOTE} answered a search with something else than flows.`);
    return { results, ...(typeof nextCursor === 'string' && nextCursor !== '' ? { nextCursor } : {}) };
  }

  /** The original file of a flow. */
  async original(flowId: string): Promise<Uint8Array> {
    const url = this.address(`/v1/flows/${encodeURIComponent(flowId)}`);
    return (await this.call({ url, query: { docType: 'Original' } })).body;
  }

  /** Says what is wrong with the connection; writes nothing. */
  async check(): Promise<readonly Problem[]> {
    try {
      await this.call({ url: this.address('/v1/healthcheck') });
      // A call that asks for the rights and changes nothing.
      await this.call({ url: this.address('/v1/webhooks') });
      return [];
    } catch (error) {
      if (!isAdapterError(error)) throw error;
      const location = error.field === undefined ? {} : { location: error.field };
      return [{ severity: 'error', rule: `platform-${error.kind}`, message: error.message, ...location }];
    }
  }

  /** A UUID (RFC 9562, version 8) of the call: another for each, so that the platform can be asked about one. */
  private requestId(request: HttpRequest): string {
    this.calls++;
    const facts = [request.method, request.url, this.calls, this.context.clock.now().toISOString()].join(' ');
    const hex = createHash('sha256').update(facts).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  private address(path: string): string {
    return `${this.config.url.replace(/\/+$/, '')}${path}`;
  }

  private async call(request: HttpRequest): Promise<HttpResponse> {
    const headers = {
      ...request.headers,
      authorization: `Bearer ${await this.bearer()}`,
      'request-id': this.requestId(request),
      ...(this.config.organization === undefined ? {} : { 'organization-id': this.config.organization }),
    };
    const answer = await this.context.http.request({ ...request, headers });
    // A token that was withdrawn early is asked for anew with the next call.
    if (answer.status === 401) this.token = undefined;
    const error = errorOfAnswer(answer, REMOTE, this.context.clock.now());
    if (error) throw error;
    return answer;
  }

  private async bearer(): Promise<string> {
    const { oauthUrl, clientId } = this.config;
    if (oauthUrl === undefined || clientId === undefined) {
      if (this.config.token === undefined)
        throw new AdapterError('config', 'Give oauthUrl, clientId and clientSecret, or a token.', { field: '/token' });
      return this.context.secret('token');
    }
    const now = this.context.clock.now().getTime();
    if (this.token && this.token.until > now) return this.token.value;
    this.token = await this.fetchToken(oauthUrl, clientId, now);
    return this.token.value;
  }

  private async fetchToken(url: string, clientId: string, now: number): Promise<{ value: string; until: number }> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: await this.context.secret('clientSecret'),
      ...(this.config.scope === undefined ? {} : { scope: this.config.scope }),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await this.context.http.request({ method: 'POST', url, headers, body: form.toString() });
    const error = errorOfAnswer(answer, 'The token address of the platform', this.context.clock.now());
    // 400 is how OAuth 2 refuses a client.
    if (error)
      throw error.kind === 'rejected' ? new AdapterError('auth', `${error.message} Check client and secret.`) : error;
    const { access_token: value, expires_in: seconds } = answer.json() as {
      access_token?: unknown;
      expires_in?: unknown;
    };
    if (typeof value !== 'string') throw new AdapterError('auth', 'The token address of the platform gave no token.');
    const lifetime = typeof seconds === 'number' ? seconds : 300;
    return { value, until: now + Math.max(0, lifetime - EARLY_SECONDS) * 1000 };
  }
}

function isFlow(value: unknown): value is Flow {
  const flow = value as Partial<Flow> | null;
  return (
    typeof flow === 'object' &&
    flow !== null &&
    typeof flow.flowId === 'string' &&
    typeof flow.updatedAt === 'string' &&
    ['Pending', 'Ok', 'Error'].includes(flow.acknowledgement?.status ?? '')
  );
}
