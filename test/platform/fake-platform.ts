import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the fake sees it: a real one, or one of the conformance kit. */
export interface PlatformRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What it answers. */
export interface PlatformAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

interface StoredFlow {
  readonly flowId: string;
  readonly info: Readonly<Record<string, string>>;
  readonly file: Buffer;
  readonly direction: 'In' | 'Out';
  readonly flowType: string;
  readonly submittedAt: string;
  updatedAt: string;
  ack: { status: string; details?: readonly Record<string, string>[] };
  /** Searches that still see it pending. */
  pending: number;
}

/** How the platform behaves. */
export interface Behaviour {
  /** Searches a flow stays pending for. */
  readonly pendingFor?: number;
  /** Calls that are answered 429 first. */
  readonly busyCalls?: number;
  /** What the acknowledgement of a flow will be; Ok unless it says otherwise. */
  readonly verdict?: (file: string) => { reasonCode: string; item: string; reasonMessage: string } | undefined;
}

const SYNTAXES = ['CII', 'UBL', 'Factur-X', 'CDAR', 'FRR'];
const SIGNING_KEY = Buffer.alloc(32, 3).toString('base64');

/**
 * A platform as XP Z12-013 1.3.0 describes it, in memory: flows are received with 202 and acknowledged later, a search
 * needs a criterion and pages with a cursor, a wrong checksum or a known file is an error of the acknowledgement, tokens
 * run out, webhooks are signed. Effects are counted.
 */
export class FakePlatform {
  readonly flows: StoredFlow[] = [];
  private busy: number;
  private clock = Date.parse('2026-11-02T08:00:00Z');

  constructor(private readonly behaviour: Behaviour = {}) {
    this.busy = behaviour.busyCalls ?? 0;
  }

  /** Messages that were accepted. */
  get accepted(): number {
    return this.flows.filter(({ direction, ack }) => direction === 'Out' && !ack.details?.length).length;
  }

  /** Puts a flow on the platform for the company to fetch; of one direction and type. */
  put(file: string, flow: { direction: 'In' | 'Out'; flowType: string; syntax: string; name: string }): string {
    const now = this.tick();
    this.flows.push({
      flowId: randomUUID(),
      info: { name: flow.name, flowSyntax: flow.syntax },
      file: Buffer.from(file),
      direction: flow.direction,
      flowType: flow.flowType,
      submittedAt: now,
      updatedAt: now,
      ack: { status: 'Ok' },
      pending: 0,
    });
    return this.flows.at(-1)!.flowId;
  }

  /** The call a platform makes when a flow changed, signed over its raw body. */
  webhookCall(body: string, at: Date): { headers: Record<string, string>; body: Buffer } {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const digest = createHash('sha256').update(`${body}@${timestamp}`).digest();
    const signature = createHmac('sha256', Buffer.from(SIGNING_KEY, 'base64')).update(digest).digest('base64');
    return {
      headers: { 'afnor-signature': signature, 'afnor-signature-timestamp': timestamp },
      body: Buffer.from(body),
    };
  }

  /** Tells a webhook of a flow, signed, as often as said: platforms repeat themselves. Returns the answers. */
  async notify(address: string, flowId: string, times = 1): Promise<number[]> {
    const flow = this.flows.find((one) => one.flowId === flowId)!;
    const { headers, body } = this.webhookCall(JSON.stringify(this.shown(flow)), new Date());
    const call = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
    const answers: number[] = [];
    for (let i = 0; i < times; i++) answers.push((await fetch(address, call)).status);
    return answers;
  }

  /** The key of {@link webhookCall}. */
  get signingKey(): string {
    return SIGNING_KEY;
  }

  handle(request: PlatformRequest): PlatformAnswer {
    if (request.path === '/token') return this.token(request);
    if (request.headers['authorization'] !== 'Bearer good-token') return error(401, 'UNAUTHORIZED');
    if (!/^[0-9a-f-]{36}$/.test(request.headers['request-id'] ?? '')) return error(400, 'REQUEST_ID');
    if (this.busy > 0) {
      this.busy--;
      return { ...error(429, 'TOO_MANY_REQUESTS'), headers: { 'retry-after': '1' } };
    }
    const { method, path } = request;
    if (method === 'GET' && path === '/v1/healthcheck') return { status: 200, body: '' };
    if (method === 'GET' && path === '/v1/webhooks') return { status: 200, body: '[]' };
    if (method === 'POST' && path === '/v1/flows') return this.receive(request);
    if (method === 'POST' && path === '/v1/flows/search') return this.search(request);
    const flow = /^\/v1\/flows\/([^/]+)$/.exec(path);
    if (method === 'GET' && flow) return this.download(flow[1]!, request.query['docType']);
    return error(404, 'NOT_FOUND');
  }

  /** Serves it on this machine. */
  async listen(): Promise<{ url: string; close: () => Promise<void> }> {
    const server: Server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const answer = this.handle({
          method: request.method ?? 'GET',
          path: url.pathname,
          headers: request.headers as Record<string, string>,
          query: Object.fromEntries(url.searchParams),
          body: Buffer.concat(parts),
        });
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      close: () => new Promise((resolve) => server.close(() => resolve())),
    };
  }

  private token({ body }: PlatformRequest): PlatformAnswer {
    const form = new URLSearchParams(body.toString());
    const known = form.get('client_id') === 'lettrage' && form.get('client_secret') === 's3cret-of-the-client';
    if (!known) return { status: 400, body: '{"error":"invalid_client"}' };
    return {
      status: 200,
      body: JSON.stringify({ access_token: 'good-token', token_type: 'Bearer', expires_in: 3600 }),
    };
  }

  private receive({ headers, body }: PlatformRequest): PlatformAnswer {
    const parts = multipart(headers['content-type'] ?? '', body);
    const file = parts.get('file');
    if (!parts.has('flowInfo') || !file) return error(400, 'MISSING_PART');
    const info = JSON.parse(parts.get('flowInfo')!.toString()) as Record<string, string>;
    if (!info['name'] || !SYNTAXES.includes(info['flowSyntax'] ?? '')) return error(422, 'INVALID_FLOW_INFO');
    const sha256 = createHash('sha256').update(file).digest('hex');
    const known = this.flows.some((flow) => flow.file.equals(file) && flow.direction === 'Out');
    const wrong = info['sha256'] !== undefined && info['sha256'] !== sha256;
    const problem = wrong
      ? { reasonCode: 'ChecksumMismatch', item: 'sha256', reasonMessage: 'computed otherwise' }
      : known
        ? { reasonCode: 'AlreadyExistingFlow', item: 'file', reasonMessage: 'received before' }
        : this.behaviour.verdict?.(file.toString());
    const now = this.tick();
    this.flows.push({
      flowId: randomUUID(),
      info: { ...info, sha256 },
      file,
      direction: 'Out',
      flowType: typeOf(info['flowSyntax'] ?? ''),
      submittedAt: now,
      updatedAt: now,
      ack: problem ? { status: 'Error', details: [{ level: 'Error', ...problem }] } : { status: 'Ok' },
      pending: this.behaviour.pendingFor ?? 0,
    });
    const { flowId, submittedAt } = this.flows.at(-1)!;
    return { status: 202, body: JSON.stringify({ ...info, flowId, submittedAt }) };
  }

  private search({ body }: PlatformRequest): PlatformAnswer {
    const {
      where = {},
      limit = 25,
      cursor,
    } = JSON.parse(body.toString()) as {
      where?: Record<string, unknown>;
      limit?: number;
      cursor?: string;
    };
    if (Object.keys(where).length === 0 || limit > 100) return error(400, 'MISSING_CRITERION');
    const list = (key: string): unknown[] | undefined => where[key] as unknown[] | undefined;
    const found = this.flows
      .filter((flow) => where['trackingId'] === undefined || flow.info['trackingId'] === where['trackingId'])
      .filter((flow) => list('flowDirection')?.includes(flow.direction) ?? true)
      .filter((flow) => list('flowType')?.includes(flow.flowType) ?? true)
      .filter(
        (flow) =>
          where['updatedAfter'] === undefined || Date.parse(flow.updatedAt) > Date.parse(String(where['updatedAfter'])),
      )
      .map((flow) => this.shown(flow))
      .filter((flow) => where['ackStatus'] === undefined || flow.acknowledgement.status === where['ackStatus'])
      .sort((a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt));
    const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString());
    const next = start + limit;
    return {
      status: 200,
      body: JSON.stringify({
        limit,
        results: found.slice(start, next),
        ...(next < found.length ? { nextCursor: Buffer.from(String(next)).toString('base64') } : {}),
      }),
    };
  }

  private shown(flow: StoredFlow) {
    const isPending = flow.pending > 0;
    if (isPending && --flow.pending === 0) flow.updatedAt = this.tick();
    return {
      ...flow.info,
      flowId: flow.flowId,
      flowType: flow.flowType,
      flowDirection: flow.direction,
      flowProfile: 'Undefined',
      processingRule: 'B2B',
      processingRuleSource: 'Computed',
      submittedAt: flow.submittedAt,
      updatedAt: flow.updatedAt,
      acknowledgement: isPending ? { status: 'Pending' } : flow.ack,
    };
  }

  private download(flowId: string, docType = 'Original'): PlatformAnswer {
    const flow = this.flows.find((one) => one.flowId === flowId);
    if (!flow) return error(404, 'NOT_FOUND');
    if (docType === 'Metadata') return { status: 200, body: JSON.stringify(this.shown(flow)) };
    return { status: 200, headers: { 'content-type': 'application/xml' }, body: flow.file };
  }

  private tick(): string {
    this.clock += 1000;
    return new Date(this.clock).toISOString();
  }
}

function typeOf(syntax: string): string {
  if (syntax === 'CDAR') return 'CustomerInvoiceLC';
  return syntax === 'FRR' ? 'AggregatedCustomerPaymentReport' : 'CustomerInvoice';
}

function error(status: number, errorCode: string): PlatformAnswer {
  return { status, body: JSON.stringify({ errorCode, errorMessage: `refused: ${errorCode}` }) };
}

function multipart(type: string, body: Buffer): Map<string, Buffer> {
  const boundary = /boundary=([^;]+)/.exec(type)?.[1] ?? '';
  const found = new Map<string, Buffer>();
  const text = body.toString('latin1');
  for (const part of text.split(`--${boundary}`).slice(1, -1)) {
    const at = part.indexOf('\r\n\r\n');
    const name = /name="([^"]+)"/.exec(part.slice(0, at))?.[1];
    if (name !== undefined) found.set(name, Buffer.from(part.slice(at + 4, -2), 'latin1'));
  }
  return found;
}
