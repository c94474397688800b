import { HttpException } from '@nestjs/common';
import type { Problem } from '@lettrage/domain';
import { HttpProblem } from './http-problem.js';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Wrong address',
  422: 'Cannot be processed',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'Connected system failed',
  503: 'Not available',
};

/** Errors of the libraries by name, and the status each means. */
const STATUS_BY_NAME: Readonly<Record<string, number>> = {
  InputError: 422,
  AmountError: 422,
  DayError: 422,
  BillingRefusal: 409,
  StaleBooks: 409,
};

/** Codes that mean another status than their error's name. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  'unknown-company': 404,
  'unknown-line': 404,
  'unknown-payer': 404,
  'unknown-advice': 404,
  'unknown-rule': 404,
  'unknown-export': 404,
  'unknown-schedule': 404,
  'unknown-connection': 404,
  'not-found': 404,
  exists: 409,
  'in-use': 409,
};

/** The body of a problem answer. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** Id of the request, as the log has it. */
  readonly instance?: string;
  readonly problems?: readonly Problem[];
}

/** A problem as `application/problem+json` shows it. */
export function problemBody(problem: HttpProblem, requestId?: string): ProblemBody {
  return {
    type: `https://lettrage.dev/problems/${problem.code}`,
    title: TITLES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    ...(requestId === undefined ? {} : { instance: `urn:uuid:${requestId}` }),
    ...(problem.problems.length > 0 ? { problems: problem.problems } : {}),
  };
}

/** What an error means to whoever called. What is our own fault says so and nothing more. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof HttpException) return ofNest(error);
  if (!(error instanceof Error)) return internal();
  return ofLibraries(error) ?? ofDatabase(error) ?? ofFastify(error) ?? internal();
}

function ofLibraries(error: Error): HttpProblem | undefined {
  const { code, problems, kind, field } = error as {
    code?: unknown;
    problems?: unknown;
    kind?: unknown;
    field?: unknown;
  };
  const byName = STATUS_BY_NAME[error.name];
  if (byName !== undefined) {
    const name = typeof code === 'string' ? code : kebab(error.name);
    const listed = Array.isArray(problems) ? (problems as Problem[]) : [];
    return new HttpProblem(STATUS_BY_CODE[name] ?? byName, name, error.message, listed);
  }
  if (error.name === 'AdapterError') {
    const status = kind === 'config' || kind === 'malformed' ? 422 : 502;
    const located: Problem[] =
      typeof field === 'string'
        ? [{ severity: 'error', rule: 'connection-config', message: error.message, location: field }]
        : [];
    return new HttpProblem(status, `adapter-${String(kind)}`, error.message, located);
  }
  return undefined;
}

/** Locks that were not had in time, and a database that is gone: to be tried again, which the caller is told. */
const BUSY = new Set(['40001', '40P01', '55P03']);
const GONE = /^(08...|57P0[123]|53300|3D000|28000|28P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

function ofDatabase(error: Error): HttpProblem | undefined {
  const outer = error as { code?: unknown; driverError?: { code?: unknown; message?: string } };
  const code = outer.driverError?.code ?? outer.code;
  const again = { 'retry-after': '2' };
  if (typeof code === 'string' && BUSY.has(code)) {
    return new HttpProblem(503, 'busy', 'Others are changing the same books; try again.', [], again);
  }
  const ended =
    /^(Connection terminated|Driver not Connected|timeout exceeded when trying to connect)|not currently accepting connections/i;
  if ((typeof code === 'string' && GONE.test(code)) || ended.test(error.message)) {
    return new HttpProblem(503, 'database-unavailable', 'The database does not answer; try again.', [], again);
  }
  return undefined;
}

/** Fastify's own: body too large, broken JSON, wrong media type. */
function ofFastify(error: Error): HttpProblem | undefined {
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return undefined;
  return new HttpProblem(statusCode, kebab(typeof code === 'string' ? code : 'bad-request'), error.message);
}

function ofNest(error: HttpException): HttpProblem {
  const status = error.getStatus();
  return new HttpProblem(status, status === 404 ? 'not-found' : 'bad-request', error.message);
}

function internal(): HttpProblem {
  return new HttpProblem(
    500,
    'internal',
    'Something went wrong here; it was logged. Nothing was stored by halves. Name the instance when you ask for help.',
  );
}

function kebab(name: string): string {
  return name
    .replace(/^FST_(ERR_)?/, '')
    .replace(/_/g, '-')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}
