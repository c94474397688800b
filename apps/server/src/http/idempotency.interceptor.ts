import { createHash } from 'node:crypto';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { OperationsContext } from '@lettrage/operations';
import { IdempotencyStore } from '@lettrage/persistence';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { OPERATIONS } from '../tokens.js';
import { HttpProblem } from './http-problem.js';
import type { CalledRequest } from './policy.js';

/**
 * `Idempotency-Key` on POSTs of a company: the same key and body have one effect and one answer. Another body under the
 * same key is refused, one that is still being worked on answers 409. A request that fails forgets its key. Uploads are
 * left alone: their bytes are their identity.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  async intercept(execution: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = execution.switchToHttp().getRequest<CalledRequest>();
    const key = request.headers['idempotency-key'];
    const { companyId } = request.params as { companyId?: string };
    const isUpload = request.body !== null && typeof request.body === 'object' && 'pipe' in request.body;
    if (request.method !== 'POST' || typeof key !== 'string' || companyId === undefined || isUpload) return next.handle();
    if (key.length < 1 || key.length > 200) throw new HttpProblem(400, 'bad-idempotency-key', 'Idempotency-Key must have 1 to 200 characters.');
    const hash = createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`).digest();
    const scoped = `${request.caller?.kind ?? ''}:${request.caller?.id ?? ''}:${key}`;
    const outcome = await this.store(companyId, (store) => store.begin(scoped, hash));
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    if (outcome.kind === 'conflict') throw new HttpProblem(422, 'idempotency-key-reused', 'This Idempotency-Key was used with another request.');
    if (outcome.kind === 'in-progress') throw new HttpProblem(409, 'in-progress', 'The first request with this Idempotency-Key is still being worked on.', [], { 'retry-after': '1' });
    if (outcome.kind === 'replay') {
      void reply.status(outcome.status).header('idempotent-replayed', 'true');
      return from([outcome.response]);
    }
    try {
      const response: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.store(companyId, (store) => store.finish(scoped, reply.statusCode, response));
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
