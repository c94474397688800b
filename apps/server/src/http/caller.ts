import type { Role } from '@lettrage/persistence';

/** What a route asks of its caller. `public` needs none. */
export type Policy = 'public' | 'signed-in' | 'read' | 'write' | 'connect' | 'admin';

/** Who calls: a machine with a key of one company, or a person with roles. */
export interface Caller {
  readonly kind: 'key' | 'user';
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** What the caller may do, by company. */
  readonly companies: ReadonlyMap<string, ReadonlySet<Policy>>;
  /** The firms the caller administers: there he may set up companies and people. */
  readonly firms: readonly string[];
}

/** The companies in which a caller may do something, in the order of their ids. */
export function companiesWhere(caller: Caller, policy: Policy): string[] {
  return [...caller.companies]
    .filter(([, allowed]) => allowed.has(policy))
    .map(([id]) => id)
    .sort();
}

const READ: readonly Policy[] = ['read'];
const WRITE: readonly Policy[] = ['read', 'write'];

/** What each role of a person allows. */
export const ALLOWED_BY_ROLE: Readonly<Record<Role, ReadonlySet<Policy>>> = {
  viewer: new Set(READ),
  accountant: new Set(WRITE),
  integrator: new Set([...WRITE, 'connect']),
  administrator: new Set([...WRITE, 'connect', 'admin']),
};

/** What the scopes of a key allow. */
export function allowedByScopes(scopes: readonly string[]): ReadonlySet<Policy> {
  const allowed = new Set<Policy>();
  if (scopes.includes('read') || scopes.includes('write') || scopes.includes('admin')) allowed.add('read');
  if (scopes.includes('write') || scopes.includes('admin')) allowed.add('write');
  if (scopes.includes('admin')) allowed.add('connect').add('admin');
  return allowed;
}
