import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller, Policy } from './caller.js';

export const POLICY = 'lettrage:policy';
export const SHOWN_ONCE = 'lettrage:shown-once';

/** What a route asks of its caller. Every route declares one: a test lists those that don't, and the guard denies them. */
export const Allow = (policy: Policy): MethodDecorator & ClassDecorator => SetMetadata(POLICY, policy);

/** Fields of an answer that are secrets: they are shown once, and an idempotency key keeps the answer without them. */
export const ShownOnce = (...fields: string[]): MethodDecorator => SetMetadata(SHOWN_ONCE, fields);

/** A request after the guard: it knows who calls. */
export type CalledRequest = FastifyRequest & { caller?: Caller };

/** The caller of a request, as the guard found it. */
export const CalledBy = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CalledRequest>();
  if (!caller) throw new Error('a public route has no caller');
  return caller;
});
