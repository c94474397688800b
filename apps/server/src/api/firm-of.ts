import type { Caller } from '../http/caller.js';
import { badField, HttpProblem } from '../http/http-problem.js';

/** The firm in which a caller sets something up: the one named, else the only one he administers. */
export function firmOf(caller: Caller, named: string | undefined): string {
  if (named !== undefined) {
    if (caller.firms.includes(named)) return named;
    throw new HttpProblem(404, 'not-found', 'This firm does not exist, or you do not administer it.');
  }
  if (caller.firms.length === 1) return caller.firms[0]!;
  throw badField('firmId', 'must say which of your firms');
}
