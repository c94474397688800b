import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '@lettrage/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { HttpProblem } from './http-problem.js';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request', 401: 'Not signed in', 403: 'Not allowed', 404: 'Not found', 409: 'Conflict', 413: 'Too large',
  415: 'Unsupported media type', 422: 'Cannot be processed', 429: 'Too many requests', 502: 'Connected system failed', 503: 'Not available', 500: 'Internal error',
};

/** Errors of the libraries by name, and the status each means. */
const STATUS_BY_NAME: Readonly<Record<string, number>> = {
  InputError: 422, AmountError: 422, DayError: 422, BillingRefusal: 409, StaleBooks: 409,
};
const STATUS_BY_SETUP_CODE: Readonly<Record<string, number>> = { invalid: 422, exists: 409, unknown: 404, 'in-use': 409 };
const STATUS_BY_INPUT_CODE: Readonly<Record<string, number>> = { 'unknown-company': 404, 'unknown-connection': 404, 'not-found': 404 };

/** Turns whatever is thrown into `application/problem+json`. What is our own fault says so and nothing more. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error);
    if (problem.status >= 500) this.log.error({ err: error, url: request.url, id: request.id }, 'request failed');
    // A streamed answer that broke half way cannot become a problem any more.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply
      .status(problem.status)
      .headers({ ...problem.headers })
      .type('application/problem+json')
      .send({
        type: `https://lettrage.dev/problems/${problem.code}`,
        title: TITLES[problem.status] ?? 'Error',
        status: problem.status,
        detail: problem.detail,
        code: problem.code,
        ...(problem.problems.length > 0 ? { problems: problem.problems } : {}),
      });
  }
}

function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof HttpException) return ofNest(error);
  if (!(error instanceof Error)) return internal();
  const { code, problems, statusCode, field, kind } = error as { code?: unknown; problems?: unknown; statusCode?: unknown; field?: unknown; kind?: unknown };
  const codeText = typeof code === 'string' ? code : undefined;
  const listed = Array.isArray(problems) ? (problems as Problem[]) : [];
  const byName = STATUS_BY_NAME[error.name];
  if (error.name === 'BillingRefusal' && codeText === 'not-found') return new HttpProblem(404, 'not-found', error.message);
  if (byName !== undefined) return new HttpProblem(STATUS_BY_INPUT_CODE[codeText ?? ''] ?? byName, codeText ?? kebab(error.name), error.message, listed);
  if (error.name === 'SetupError') {
    const located: Problem[] = typeof field === 'string' ? [{ severity: 'error', rule: codeText ?? 'setup', message: error.message, location: field }] : [];
    return new HttpProblem(STATUS_BY_SETUP_CODE[codeText ?? ''] ?? 422, codeText ?? 'setup', error.message, located);
  }
  if (error.name === 'AdapterError') {
    const status = kind === 'config' || kind === 'malformed' ? 422 : 502;
    return new HttpProblem(status, `adapter-${String(kind)}`, error.message);
  }
  // Fastify's own: body too large, broken JSON, wrong media type.
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return new HttpProblem(statusCode, kebab(codeText ?? 'bad-request'), error.message);
  return internal();
}

function ofNest(error: HttpException): HttpProblem {
  const status = error.getStatus();
  const body = error.getResponse();
  const message = typeof body === 'object' && 'message' in body ? (body as { message: unknown }).message : error.message;
  if (!Array.isArray(message)) return new HttpProblem(status, status === 404 ? 'not-found' : 'bad-request', typeof message === 'string' ? message : error.message);
  const problems = message.map((text): Problem => ({ severity: 'error', rule: 'field', message: String(text), location: String(text).split(' ')[0] ?? '' }));
  return new HttpProblem(status, 'invalid-fields', `${problems.length} field${problems.length === 1 ? ' is' : 's are'} wrong: ${problems.map((each) => each.message).join('; ')}`, problems);
}

function internal(): HttpProblem {
  return new HttpProblem(500, 'internal', 'Something went wrong here; it was logged. Nothing was stored by halves.');
}

function kebab(name: string): string {
  return name.replace(/^FST_(ERR_)?/, '').replace(/_/g, '-').replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}
