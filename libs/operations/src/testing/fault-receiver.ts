import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a receiver answers one request. `accepted` says whether the event took effect before the answer went wrong. */
export type Fault =
  | 'ok'
  | 'error-500'
  | 'busy-429'
  | 'refused-422'
  /** Takes the event, then cuts the connection: the sender can't know. */
  | 'reset-after-accepting'
  /** Cuts the connection before it takes anything. */
  | 'reset'
  /** Takes the event and promises a longer answer than it gives. */
  | 'truncated'
  | 'slow';

/** What arrived for one subject, in order of taking effect. */
export interface Effect {
  readonly id: string;
  readonly subject: string;
  readonly type: string;
  readonly position: number;
}

/**
 * A receiver of webhooks that keeps the ledger of what took effect, by event id, and misbehaves by a script: the ground
 * truth of "at least once, with effect exactly once, in order per document".
 */
export class FaultReceiver {
  readonly effects: Effect[] = [];
  requests = 0;
  private readonly seen = new Set<string>();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  private constructor(private readonly faultOf: (request: number, id: string) => Fault) {}

  /** Starts it on a free port of loopback; `faultOf` says how the n-th request (from 1) is answered. */
  static async start(faultOf: (request: number, id: string) => Fault): Promise<FaultReceiver> {
    const receiver = new FaultReceiver(faultOf);
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/statuses`;
  }

  /** Positions of the effects of each subject, in the order they took effect. */
  order(): number[][] {
    const bySubject = new Map<string, number[]>();
    for (const { subject, position } of this.effects)
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), position]);
    return [...bySubject.values()];
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const id = String(request.headers['webhook-id']);
    const fault = this.faultOf(++this.requests, id);
    if (fault === 'error-500') return void response.writeHead(500).end('{"error":"boom"}');
    if (fault === 'busy-429') return void response.writeHead(429, { 'retry-after': '1' }).end();
    if (fault === 'refused-422') return void response.writeHead(422).end();
    if (fault === 'reset') return void request.socket.destroy();
    this.take(id, Buffer.concat(parts).toString('utf8'));
    if (fault === 'reset-after-accepting') return void request.socket.destroy();
    if (fault === 'truncated') {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"ok":');
      return void setTimeout(() => request.socket.destroy(), 10);
    }
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 150));
    response.writeHead(204).end();
  }

  private take(id: string, body: string): void {
    if (this.seen.has(id)) return;
    this.seen.add(id);
    const { type, subject, sequence } = JSON.parse(body) as { type: string; subject: string; sequence: string };
    this.effects.push({ id, subject, type, position: Number.parseInt(sequence, 10) });
  }
}
