import { createHash } from 'node:crypto';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { OperationsContext } from '@lettrage/operations';
import { IdempotencyStore } from '@lettrage/persistence';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { OPERATIONS } from '../tokens.js';
import { HttpProblem } from './http-problem.js';
import { SHOWN_ONCE, type CalledRequest } from './policy.js';

/**
 * `Idempotency-Key` on POSTs: the same key and body have one effect and one answer. Another body under the same key is
 * refused, one that is still being worked on answers 409. A request that fails forgets its key. Uploads are left alone:
 * their bytes are their identity. Secrets in an answer are not kept, so a repeated request gets the answer without them.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(OPERATIONS) private readonly context: OperationsContext,
    private readonly reflector: Reflector,
  ) {}

  async intercept(execution: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = execution.switchToHttp().getRequest<CalledRequest>();
    const key = request.headers['idempotency-key'];
    const companyId = keeperOf(request);
    if (request.method !== 'POST' || typeof key !== 'string' || companyId === undefined || isUpload(request)) {
      return next.handle();
    }
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
      throw new HttpProblem(400, 'bad-idempotency-key', 'Idempotency-Key must have 1 to 200 visible ASCII characters.');
    }
    const hash = createHash('sha256')
      .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
      .digest();
    const scoped = `${request.caller!.kind}:${request.caller!.id}:${key}`;
    const outcome = await this.store(companyId, (store) => store.begin(scoped, hash));
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    if (outcome.kind === 'replay') {
      void reply.status(outcome.status).header('idempotent-replayed', 'true');
      return from([outcome.response]);
    }
    if (outcome.kind !== 'started') throw refusal(outcome.kind);
    try {
      const response: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const secrets = this.reflector.get<string[] | undefined>(SHOWN_ONCE, execution.getHandler()) ?? [];
      await this.store(companyId, (store) => store.finish(scoped, reply.statusCode, without(response, secrets)));
      return from([response]);
    } catch (error) {
      await this.store(companyId, (store) => store.abandon(scoped));
      throw error;
    }
  }

  private store<T>(companyId: string, work: (store: IdempotencyStore) => Promise<T>): Promise<T> {
    return this.context.database.withCompany(companyId, (tx) => work(new IdempotencyStore(tx)));
  }
}

/** The company that keeps the key: that of the path, else the caller's first, whose id never changes as ids only grow. */
function keeperOf(request: CalledRequest): string | undefined {
  if (request.caller === undefined) return undefined;
  const { companyId } = request.params as { companyId?: string };
  return companyId ?? [...request.caller.companies.keys()].sort()[0];
}

function isUpload(request: CalledRequest): boolean {
  const { body } = request;
  return request.isMultipart() || (body !== null && typeof body === 'object' && 'pipe' in body);
}

function refusal(kind: 'conflict' | 'in-progress'): HttpProblem {
  if (kind === 'conflict') {
    return new HttpProblem(422, 'idempotency-key-reused', 'This Idempotency-Key was used with another request.');
  }
  const still = 'The first request with this Idempotency-Key is still being worked on.';
  return new HttpProblem(409, 'in-progress', still, [], { 'retry-after': '1' });
}

function without(response: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0 || typeof response !== 'object' || response === null) return response;
  return Object.fromEntries(Object.entries(response).filter(([name]) => !secrets.includes(name)));
}
