import type { Problem } from '@lettrage/domain';

/** An answer that is a problem (RFC 9457): `code` is stable and for machines, `detail` is for people. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly problems: readonly Problem[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'HttpProblem';
  }
}

/** What does not exist, or belongs to a company the caller has nothing to do with: the same answer for both. */
export function notFound(what = 'What you ask for'): HttpProblem {
  return new HttpProblem(404, 'not-found', `${what} does not exist, or not in a company you may see.`);
}

/** A parameter of the address that cannot be used: 400, naming it. */
export function badParameter(name: string, message: string): HttpProblem {
  return new HttpProblem(400, `bad-${name}`, `${name} ${message}`, [
    { severity: 'error', rule: 'parameter', message, location: name },
  ]);
}

/** A field of the body that cannot be used: 422, naming it. */
export function badField(location: string, message: string): HttpProblem {
  return new HttpProblem(422, 'invalid-fields', `${location} ${message}.`, [
    { severity: 'error', rule: 'field', message, location },
  ]);
}
