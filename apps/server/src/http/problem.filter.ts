import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { problemBody, problemOf } from './problem-of.js';

/** Turns whatever is thrown into `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error);
    // The path alone: what is asked for may hold names and accounts.
    const path = request.url.split('?', 1)[0];
    if (problem.status >= 500) this.log.error({ err: error, path, id: request.id }, 'request failed');
    // A streamed answer that broke half way cannot become a problem any more.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply
      .status(problem.status)
      .headers({ ...problem.headers })
      .type('application/problem+json')
      .send(problemBody(problem, request.id));
  }
}
