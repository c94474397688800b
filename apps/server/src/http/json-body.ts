import { HttpProblem } from './http-problem.js';

/** Commands are flat; what nests deeper than this is an attack on whoever walks it recursively. */
const DEEPEST = 32;
/** PostgreSQL text holds neither NUL nor half a surrogate pair. */
const UNSTORABLE = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Refuses a parsed JSON body that nests too deep, or whose texts no database can hold, naming the field. Walks without
 * recursion.
 *
 * @throws HttpProblem 400 or 422
 */
export function checkJson(body: unknown): void {
  const waiting: { value: unknown; at: string; depth: number }[] = [{ value: body, at: '', depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, at, depth } = next;
    if (typeof value === 'string' && UNSTORABLE.test(value)) {
      throw new HttpProblem(
        422,
        'invalid-fields',
        `${at} holds a character that cannot be stored (NUL or half a surrogate pair).`,
        [{ severity: 'error', rule: 'text', message: 'holds a character that cannot be stored', location: at }],
      );
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) throw new HttpProblem(400, 'too-deep', `The JSON body nests deeper than ${DEEPEST} levels.`);
    for (const [key, child] of Object.entries(value)) {
      waiting.push({ value: child, at: at === '' ? key : `${at}.${key}`, depth: depth + 1 });
    }
  }
}
