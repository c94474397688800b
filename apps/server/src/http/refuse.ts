import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemBody, problemOf } from './problem-of.js';

/** Answers a request with a problem before it reaches any route. */
export function refuse(reply: FastifyReply, request: FastifyRequest, error: unknown): void {
  const problem = problemOf(error);
  void reply
    .status(problem.status)
    .headers({ ...problem.headers })
    .type('application/problem+json')
    .send(problemBody(problem, request.id));
}
