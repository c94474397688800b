import { AdapterError, errorOfAnswer, isAdapterError } from '@lettrage/adapter-sdk';
import type { AdapterContext, HttpRequest, HttpResponse, Problem } from '@lettrage/adapter-sdk';

/** How to reach an access point. The token is a reference; its value comes from the context. */
export interface PeppolConfig {
  readonly url: string;
  readonly token: string;
  readonly sender?: string;
}

/** What is sent; see the contract in the README. */
export interface PeppolDocument {
  readonly key: string;
  readonly sender: string;
  readonly receiver: string;
  readonly documentType: string;
  readonly process: string;
  readonly name: string;
  readonly sha256: string;
  /** base64 */
  readonly document: string;
}

/** How far a document got. */
export interface Transmission {
  readonly id: string;
  readonly state: 'accepted' | 'delivered' | 'failed';
  readonly message?: string;
}

/** Something that happened to a document. */
export interface PeppolEvent {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly invoice: string;
  readonly type: string;
  readonly code?: string;
  readonly reason?: string;
}

const REMOTE = 'The access point';

/** The interface of an access point, as the README of this adapter describes it. */
export class PeppolClient {
  constructor(
    private readonly config: PeppolConfig,
    private readonly context: AdapterContext,
  ) {}

  async send(document: PeppolDocument): Promise<Transmission> {
    const headers = { 'idempotency-key': document.key };
    return transmissionOf(
      await this.call({ method: 'POST', url: this.address('/documents'), headers, json: document }),
    );
  }

  /** What was sent under a key; undefined if nothing was. */
  async find(key: string): Promise<Transmission | undefined> {
    const answer = await this.call({ url: this.address(`/documents/${encodeURIComponent(key)}`) }, [404]);
    return answer.status === 404 ? undefined : transmissionOf(answer);
  }

  async events(after: string | undefined): Promise<{ events: readonly PeppolEvent[]; cursor: string; more: boolean }> {
    const query = after === undefined ? {} : { after };
    const answer = (await this.call({ url: this.address('/events'), query })).json();
    const { events, cursor, more } = (answer ?? {}) as { events?: unknown; cursor?: unknown; more?: unknown };
    if (!Array.isArray(events) || !events.every(isEvent) || typeof cursor !== 'string')
      throw new AdapterError('transient', `${REMOTE} answered with something else than events.`);
    return { events, cursor, more: more === true };
  }

  /** Says what is wrong with the connection; writes nothing. */
  async check(): Promise<readonly Problem[]> {
    try {
      await this.call({ url: this.address('/health') });
      return [];
    } catch (error) {
      if (!isAdapterError(error)) throw error;
      const location = error.field === undefined ? {} : { location: error.field };
      return [{ severity: 'error', rule: `peppol-${error.kind}`, message: error.message, ...location }];
    }
  }

  private address(path: string): string {
    return `${this.config.url.replace(/\/+$/, '')}${path}`;
  }

  private async call(request: HttpRequest, fine: readonly number[] = []): Promise<HttpResponse> {
    const headers = { ...request.headers, authorization: `Bearer ${await this.context.secret('token')}` };
    const answer = await this.context.http.request({ ...request, headers });
    if (fine.includes(answer.status)) return answer;
    const error = errorOfAnswer(answer, REMOTE, this.context.clock.now());
    if (error) throw error;
    return answer;
  }
}

function transmissionOf(answer: HttpResponse): Transmission {
  const { id, state, message } = (answer.json() ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || !['accepted', 'delivered', 'failed'].includes(String(state)))
    throw new AdapterError('transient', `${REMOTE} did not say what became of the document.`);
  return {
    id,
    state: state as Transmission['state'],
    ...(typeof message === 'string' ? { message: message.slice(0, 300) } : {}),
  };
}

function isEvent(value: unknown): value is PeppolEvent {
  const { id, at, invoice, type } = (value ?? {}) as Record<string, unknown>;
  return [id, at, invoice, type].every((one) => typeof one === 'string' && one !== '');
}
