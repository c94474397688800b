import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { timingSafeEqual } from 'node:crypto';
import type { OperationsContext } from '@lettrage/operations';
import { isUuid, tokenHash, verifyApiKey } from '@lettrage/persistence';
import { OPERATIONS } from '../tokens.js';
import { ALLOWED_BY_ROLE, allowedByScopes, type Caller, type Policy } from './caller.js';
import { HttpProblem, notFound } from './http-problem.js';
import { POLICY, type CalledRequest } from './policy.js';

export const SESSION_COOKIE = 'lettrage_session';
export const CSRF_COOKIE = 'lettrage_csrf';
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Lets a request through if its caller may do what the route declares, in the company its path names. Denies by default:
 * a route without a policy is nobody's. A foreign company's id answers as one that does not exist.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(OPERATIONS) private readonly context: OperationsContext,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const policy = this.reflector.getAllAndOverride<Policy | undefined>(POLICY, [
      execution.getHandler(),
      execution.getClass(),
    ]);
    if (policy === 'public') return true;
    if (policy === undefined) throw new HttpProblem(403, 'no-policy', 'This route declares no policy and is closed.');
    const request = execution.switchToHttp().getRequest<CalledRequest>();
    const caller = await this.callerOf(request);
    request.caller = caller;
    if (policy === 'signed-in') return true;
    return this.allow(caller, policy, (request.params as { companyId?: string }).companyId);
  }

  private allow(caller: Caller, policy: Policy, companyId: string | undefined): boolean {
    if (companyId === undefined) {
      // Rights are rights in a company; without one in the path only a firm's administrator has any.
      if (policy !== 'admin') throw new HttpProblem(403, 'no-policy', 'This route names no company and is closed.');
      if (caller.firms.length === 0)
        throw new HttpProblem(403, 'not-allowed', 'Only an administrator of a firm may do this.');
      return true;
    }
    const allowed = isUuid(companyId) ? caller.companies.get(companyId) : undefined;
    if (!allowed) throw notFound('This company');
    if (!allowed.has(policy))
      throw new HttpProblem(
        403,
        'not-allowed',
        `This needs the right to ${policy}, which you do not have in this company.`,
      );
    return true;
  }

  private async callerOf(request: CalledRequest): Promise<Caller> {
    const [scheme, key] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() === 'bearer' && key) return this.machine(key);
    const cookies = (request as { cookies?: Record<string, string | undefined> }).cookies ?? {};
    const token = cookies[SESSION_COOKIE];
    if (token) return this.person(token, request);
    throw new HttpProblem(401, 'not-signed-in', 'Send an API key (Authorization: Bearer lk_…) or sign in.', [], {
      'www-authenticate': 'Bearer',
    });
  }

  private async machine(key: string): Promise<Caller> {
    const verified = await verifyApiKey(this.context.database, key);
    if (!verified)
      throw new HttpProblem(401, 'bad-key', 'The API key is unknown, expired or revoked.', [], {
        'www-authenticate': 'Bearer',
      });
    return {
      kind: 'key',
      id: verified.id,
      name: verified.name,
      companies: new Map([[verified.companyId, allowedByScopes(verified.scopes)]]),
      firms: [],
    };
  }

  private async person(token: string, request: CalledRequest): Promise<Caller> {
    const { system } = this.context.database;
    const { people } = system;
    const session = await people.session(token);
    if (!session) throw new HttpProblem(401, 'session-over', 'Your session is over; sign in again.');
    if (!SAFE_METHODS.includes(request.method)) {
      const shown = request.headers['x-csrf-token'];
      const hash = typeof shown === 'string' ? tokenHash(shown) : Buffer.alloc(32);
      if (!timingSafeEqual(hash, session.csrfHash))
        throw new HttpProblem(403, 'csrf', 'The request lacks its X-CSRF-Token; reload the page.');
    }
    const user = await people.user(session.userId);
    if (!user) throw new HttpProblem(401, 'session-over', 'Your session is over; sign in again.');
    const [companies, memberships] = await Promise.all([system.companiesOf(user.id), people.membershipsOf(user.id)]);
    return {
      kind: 'user',
      id: user.id,
      name: user.name,
      email: user.email,
      companies: new Map(companies.map(({ companyId, role }) => [companyId, ALLOWED_BY_ROLE[role]])),
      firms: memberships
        .filter(({ role, companyId }) => role === 'administrator' && companyId === undefined)
        .map(({ firmId }) => firmId),
    };
  }
}
